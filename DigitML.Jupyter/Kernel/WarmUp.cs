using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;
using Microsoft.CodeAnalysis.CSharp.Scripting;

namespace DigitML.Jupyter.Kernel;

/// <summary>Compiles and runs a small text right after the start, so that the first cell need not wait for the compiler.</summary>
internal static class WarmUp
{
    private static readonly Thread Worker = new(Run) { IsBackground = true, Name = "warm-up" };

    /// <summary>Starts it in the background.</summary>
    public static void Start() => Worker.Start();

    /// <summary>Waits for its end: whoever compiled beside it would do the same work twice.</summary>
    public static void Wait() => Worker.Join();

    private static void Run()
    {
        var script = CSharpScript.Create<object>("foreach (int i in new[] { 1, 2 }) { }\n1 + 1", ScriptSettings.Create(Environment.CurrentDirectory));
        script.Compile();
        ValueFormatter.Format(script.RunAsync().GetAwaiter().GetResult().ReturnValue);
    }
}
