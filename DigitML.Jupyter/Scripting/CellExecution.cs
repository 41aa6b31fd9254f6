using System.Reflection;
using System.Runtime;
using DigitML.Engine.Threading;
using Microsoft.CodeAnalysis.Scripting;

namespace DigitML.Jupyter.Scripting;

/// <summary>Runs a compiled cell in a thread of its own, which an interrupt can end.</summary>
/// <param name="script">The cell, compiled without errors.</param>
/// <param name="before">The state that the cells before it left; null for none.</param>
/// <param name="interrupt">What ends it.</param>
internal sealed class CellExecution(Script<object> script, ScriptState<object>? before, CellInterrupt interrupt)
{
    private const int StackBytes = 16 << 20;
    private ScriptState<object>? _after;
    private Exception? _failure;

    /// <summary>Runs it to its end.</summary>
    /// <param name="label">What errors call it.</param>
    /// <param name="code">Its code, for errors.</param>
    /// <param name="keep">Takes the state that it leaves; not called when it was torn out of its work.</param>
    public CellResult Run(int label, string code, Action<ScriptState<object>> keep)
    {
        interrupt.Wait(new Thread(RunAborted, StackBytes) { IsBackground = true, Name = ScriptSettings.FileName(label) });
        if (interrupt.IsAbandoned) { return new CellResult(null, ErrorReport.Abandoned()); }
        if (_after is { } state) { keep(state); }
        Exception? failure = _failure ?? _after?.Exception;
        if (failure is null) { return new CellResult(_after?.ReturnValue, null); }
        bool interrupted = interrupt.IsRequested && failure is OperationCanceledException or ThreadInterruptedException;
        return new CellResult(null, interrupted ? ErrorReport.Interrupted(failure, label, code) : ErrorReport.OfException(failure, label, code));
    }

    private void RunAborted()
    {
        try
        {
            using IDisposable scope = AmbientCancellation.Use(interrupt.Computations);
#pragma warning disable SYSLIB0046 // The user asked for it, after everything gentler had failed.
            ControlledExecution.Run(RunScript, interrupt.Abort);
#pragma warning restore SYSLIB0046
        }
#pragma warning disable CA1031 // Whatever a cell throws is its result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
        }
        finally
        {
            interrupt.End();
        }
    }

    private void RunScript()
    {
        Task<ScriptState<object>> task = before is null
            ? script.RunAsync(globals: null, catchException: _ => true)
            : script.RunFromAsync(before, catchException: _ => true);
        _after = task.GetAwaiter().GetResult();
    }
}
