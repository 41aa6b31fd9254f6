using System.Security.Cryptography;
using DigitML.Data.Fetching;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class DatasetFetcherTests : IDisposable
{
    private static readonly byte[] ImagesFile = IdxBytes.Images(3);
    private static readonly byte[] LabelsFile = IdxBytes.Labels(7, 8, 9);

    private readonly TemporaryFolder _folder = new();
    private readonly DatasetOptions _options;

    public DatasetFetcherTests()
        => _options = new DatasetOptions { DataFolders = [], CacheFolder = _folder["cache"], StallTimeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_NotOnThisMachine_IsFetchedVerifiedAndKept()
    {
        using LoopbackMirror mirror = Good();
        var reports = new Reports();

        DigitDataset data = DigitDataset.Load(Entry(mirror), _options, reports, CancellationToken.None);

        CollectionAssert.AreEqual(new[] { 7, 8, 9 }, data.Test.Labels.ToArray());
        Assert.IsTrue(data.Verified);
        CollectionAssert.AreEquivalent(new[] { "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" }, Cached());
        // Nothing is read file by file when IDX files are fetched.
        DatasetPhase[] wanted = [DatasetPhase.Looking, DatasetPhase.Downloading, DatasetPhase.Verifying];
        CollectionAssert.IsSubsetOf(wanted, reports.All.Select(report => report.Phase).ToArray());
        Assert.IsTrue(reports.All.Any(report => report.Phase == DatasetPhase.Downloading && report.Bytes == report.TotalBytes));
    }

    [TestMethod]
    public void Fetch_AlreadyCached_AsksNobody()
    {
        using LoopbackMirror mirror = Good();
        Fetch(_options, mirror);

        Fetch(_options with { Offline = true }, mirror);

        Assert.HasCount(2, mirror.Asked);
    }

    [TestMethod]
    public void Fetch_DamagedInCache_IsReplaced()
    {
        using LoopbackMirror mirror = Good();
        string folder = Fetch(_options, mirror);
        byte[] damaged = [.. LabelsFile[..^1], 0];
        File.WriteAllBytes(Path.Combine(folder, "t10k-labels-idx1-ubyte"), damaged);

        var exception = Assert.ThrowsExactly<IOException>(() => Fetch(_options with { Offline = true }, mirror));
        StringAssert.Contains(exception.Message, "undamaged");
        Fetch(_options, mirror);

        CollectionAssert.AreEqual(LabelsFile, File.ReadAllBytes(Path.Combine(folder, "t10k-labels-idx1-ubyte")));
        Assert.HasCount(3, mirror.Asked);
    }

    [TestMethod]
    public void Fetch_UnpackedOnTheMirror_IsTakenToo()
    {
        using var mirror = new LoopbackMirror(name => LoopbackMirror.Ok(Content(name)));

        Fetch(_options, mirror);

        Assert.HasCount(2, Cached());
    }

    [TestMethod]
    [DataRow("wrong sum", "SHA-256")]
    [DataRow("longer", "more than")]
    [DataRow("shorter", "only 33 of 34 bytes")]
    [DataRow("endless", "goes on after")]
    [DataRow("cut off", "127.0.0.1")]
    [DataRow("damaged gzip", "127.0.0.1")]
    [DataRow("not found", "HTTP 404")]
    [DataRow("silent", "timed out")]
    [DataRow("stalled", "timed out")]
    public void Fetch_BadMirror_TurnsToTheNextAndReportsWhenThereIsNone(string fault, string reason)
    {
        using var bad = new LoopbackMirror(name => Faulty(fault, Content(name)), stall: fault is "silent" or "stalled");
        using LoopbackMirror good = Good();
        DatasetOptions options = _options with { StallTimeout = TimeSpan.FromSeconds(fault is "silent" or "stalled" ? 1 : 20) };

        var exception = Assert.ThrowsExactly<IOException>(() => Fetch(options, bad));
        StringAssert.Contains(exception.Message, reason);
        Assert.DoesNotContain("\n", exception.Message);
        Assert.IsEmpty(Cached());

        Fetch(options, bad, good);
        Assert.HasCount(2, Cached());
    }

    [TestMethod]
    public void Fetch_NobodyListens_SaysWhatWasTriedAndWhatToDo()
    {
        Uri gone;
        using (LoopbackMirror mirror = Good())
        {
            gone = mirror.Address;
        }

        var exception = Assert.ThrowsExactly<IOException>(() => Fetcher(_options, gone).Fetch(CancellationToken.None));

        StringAssert.Contains(exception.Message, gone.Authority);
        StringAssert.Contains(exception.Message, "DIGITML_DATA to a folder that holds tiny");
        StringAssert.Contains(exception.Message, "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte");
    }

    [TestMethod]
    public void Fetch_CacheCannotBeWritten_SaysSo()
    {
        using LoopbackMirror mirror = Good();
        string file = _folder.Write("file", [1]);

        var exception = Assert.ThrowsExactly<IOException>(() => Fetch(_options with { CacheFolder = file }, mirror));

        StringAssert.Contains(exception.Message, "Cannot write");
        StringAssert.Contains(exception.Message, "DIGITML_CACHE");
    }

    [TestMethod]
    public void Fetch_Cancelled_StopsAndLeavesNothing()
    {
        using var silent = new LoopbackMirror(_ => [], stall: true);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));

        Assert.Throws<OperationCanceledException>(() => Fetcher(_options, silent.Address).Fetch(cancel.Token));

        Assert.IsEmpty(Cached());
    }

    [TestMethod]
    public void Fetch_ManyAtOnce_AllSucceed()
    {
        using LoopbackMirror mirror = Good();

        Parallel.For(0, 6, _ => Fetch(_options, mirror));

        CollectionAssert.AreEquivalent(new[] { "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" }, Cached());
        CollectionAssert.AreEqual(ImagesFile, File.ReadAllBytes(_folder["cache", "tiny", "t10k-images-idx3-ubyte"]));
    }

    /// <summary>The catalogue entry of a tiny test set.</summary>
    internal static DatasetEntry Entry(params Uri[] mirrors) => new()
    {
        Name = "tiny",
        Description = "Three images.",
        License = "none",
        Citation = "none",
        LabelNames = DatasetCatalog.Digits,
        Files =
        [
            new("t10k-images-idx3-ubyte", "images.gz", ImagesFile.Length, Convert.ToHexStringLower(SHA256.HashData(ImagesFile))),
            new("t10k-labels-idx1-ubyte", "labels.gz", LabelsFile.Length, Convert.ToHexStringLower(SHA256.HashData(LabelsFile))),
        ],
        Mirrors = mirrors,
    };

    /// <summary>The unpacked content of a file of the tiny set, by its remote or its own name.</summary>
    internal static byte[] Content(string name) => name.Contains("images", StringComparison.Ordinal) ? ImagesFile : LabelsFile;

    private static byte[] Faulty(string fault, byte[] content) => fault switch
    {
        "wrong sum" => LoopbackMirror.Ok(IdxBytes.Gzip([.. content[..^1], 0])),
        "longer" => LoopbackMirror.Ok(IdxBytes.Gzip([.. content, 0])),
        "shorter" => LoopbackMirror.Ok(IdxBytes.Gzip(content[..^1])),
        "endless" => LoopbackMirror.Ok(new byte[200_000]),
        "cut off" => LoopbackMirror.Ok(content[..5], content.Length),
        "damaged gzip" => LoopbackMirror.Ok([0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        "not found" => LoopbackMirror.NotFound(),
        "stalled" => LoopbackMirror.Ok(content[..5], content.Length),
        _ => [],
    };

    private static LoopbackMirror Good() => new(name => LoopbackMirror.Ok(IdxBytes.Gzip(Content(name))));

    private static DatasetEntry Entry(params LoopbackMirror[] mirrors) => Entry(mirrors.Select(mirror => mirror.Address).ToArray());

    private static DatasetFetcher Fetcher(DatasetOptions options, params Uri[] mirrors) => new(Entry(mirrors), options, null);

    private static string Fetch(DatasetOptions options, params LoopbackMirror[] mirrors)
        => new DatasetFetcher(Entry(mirrors), options, null).Fetch(CancellationToken.None);

    private string[] Cached()
        => Directory.Exists(_folder["cache", "tiny"])
            ? Directory.GetFiles(_folder["cache", "tiny"]).Select(path => Path.GetFileName(path)).ToArray()
            : [];

    private sealed class Reports : IProgress<DatasetProgress>
    {
        public List<DatasetProgress> All { get; } = [];

        public void Report(DatasetProgress value) => All.Add(value);
    }
}
