using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace DigitML.Jupyter.Scripting;

/// <summary>Runs cells one after another; each sees what those before it declared.</summary>
/// <param name="folder">Where relative paths of #r and #load begin.</param>
#pragma warning disable CA1001 // It lives as long as the process; disposing of the loader would unload nothing.
internal sealed class ScriptSession(string folder)
#pragma warning restore CA1001
{
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly PackageReferences _packages = new(folder);
    private ScriptOptions _options = ScriptSettings.Create(folder);
    private ScriptState<object>? _state;
    private volatile CellInterrupt? _running;
    private int _cells;

    /// <summary>Runs a cell to its end.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="label">What errors call it, a number.</param>
    public CellResult Run(string code, int label)
    {
        CellInterrupt interrupt = new(++_cells);
        CellGuard.Reset();
        Notebook.RenewCancellation();
        _running = interrupt;
        try
        {
            return Run(code, label, interrupt);
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Ends the cell that runs, if any; returns at once.</summary>
    public void Interrupt() => _running?.Request();

    /// <summary>The compilation that a text would make after all cells so far; nothing of it runs.</summary>
    public Compilation Compile(string code) => Continue(code, _cells + 1).GetCompilation();

    private CellResult Run(string code, int label, CellInterrupt interrupt)
    {
        Script<object> script;
        try
        {
            string plain = _packages.Load(code, label, ref _options);
            SyntaxTree tree = CSharpSyntaxTree.ParseText(plain, ScriptSettings.Parsing);
            script = Continue(LoopGuards.Insert(tree, _cells), label);
            if (Errors(script) is { Count: > 0 } && Errors(Continue(plain, label)) is { Count: > 0 } errors)
            {
                return new CellResult(null, ErrorReport.OfCompilation(errors, code));
            }
        }
        catch (PackageException exception)
        {
            return new CellResult(null, exception.Error);
        }

        // Compiling is not torn apart, but what was interrupted meanwhile does not begin.
        if (interrupt.IsRequested) { return new CellResult(null, ErrorReport.Interrupted(new OperationCanceledException(), label, code)); }
        return new CellExecution(script, _state, interrupt).Run(label, code, state => _state = state);
    }

    private static List<Diagnostic> Errors(Script script) =>
        [.. script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private Script<object> Continue(string code, int label)
    {
        ScriptOptions options = _options.WithFilePath(ScriptSettings.FileName(label));
        return _state is null
            ? CSharpScript.Create<object>(code, options, globalsType: null, _loader)
            : _state.Script.ContinueWith<object>(code, options);
    }
}
