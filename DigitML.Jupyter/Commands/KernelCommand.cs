using System.CommandLine;
using System.Runtime.InteropServices;
using DigitML.Jupyter.Kernel;
using DigitML.Jupyter.Messaging;

namespace DigitML.Jupyter.Commands;

/// <summary><c>digitml-jupyter kernel</c>: what front ends start.</summary>
internal static class KernelCommand
{
    private static readonly Argument<string> File = new("CONNECTION_FILE") { Description = "The file in which the front end says where it listens" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("kernel", "Serves a front end; front ends start it by themselves") { File };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(File)));
        return command;
    }

    private static int Run(string path)
    {
        using var server = new KernelServer(ConnectionFile.Load(path));
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            server.Interrupt();
        });
        ParentWatch.Start(server.Stop);
        server.Run();
        // Threads that a cell left running would keep the process alive.
        Environment.Exit(0);
        return 0;
    }
}
