using System.Diagnostics;

namespace DigitML.Jupyter.Kernel;

/// <summary>Ends the kernel when the front end that started it is gone without having said so.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Begins to watch, when the front end has said who it is (JPY_PARENT_PID; on Windows that is no process number).</summary>
    /// <param name="gone">Called once, when it is gone.</param>
    public static void Start(Action gone)
    {
        if (OperatingSystem.IsWindows() || !int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out int parent) || parent <= 1)
        {
            return;
        }

        new Thread(() => Watch(parent, gone)) { IsBackground = true, Name = "parent" }.Start();
    }

    private static void Watch(int parent, Action gone)
    {
        try
        {
            using Process process = Process.GetProcessById(parent);
            while (!process.HasExited) { Thread.Sleep(Interval); }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone already.
        }

        gone();
    }
}
