using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;
using Microsoft.CodeAnalysis.CSharp.Scripting;

namespace DigitML.Jupyter.Kernel;

/// <summary>
/// Does right after the start, in the background, what the first cells would have to wait for: compiles and runs a small text, then draws a
/// curve, whose code is otherwise compiled while a training waits.
/// </summary>
internal static class WarmUp
{
    private static readonly Thread Worker = new(Run) { IsBackground = true, Name = "warm-up" };
    private static readonly ManualResetEventSlim Compiled = new();

    /// <summary>Starts it.</summary>
    public static void Start() => Worker.Start();

    /// <summary>Waits until the compiler is warm: whoever compiled beside it would do the same work twice.</summary>
    public static void Wait() => Compiled.Wait();

    private static void Run()
    {
        var script = CSharpScript.Create<object>("foreach (int i in new[] { 1, 2 }) { }\n1 + 1", ScriptSettings.Create(Environment.CurrentDirectory));
        script.Compile();
        ValueFormatter.Format(script.RunAsync().GetAwaiter().GetResult().ReturnValue);
        Compiled.Set();
        ValueFormatter.Format(new LiveCurve(2, 1, "epoch 1/2", [(.5, 1), (1, .1)], [new EpochMetrics(1, 1, .9, .1, .9, .001f, 1)]));
    }
}
