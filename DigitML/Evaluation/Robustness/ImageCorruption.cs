using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;
using DigitML.Evaluation.Robustness;

namespace DigitML;

/// <summary>Spoils pictures of digits in the fifteen ways of MNIST-C, to see how a classifier copes.</summary>
/// <remarks>
/// Pictures are white on black, as MNIST's. The severities are the published ones (see <see cref="Corruption"/>); the random draws are not, so a
/// single picture differs from the published one while the set is as hard. <c>docs/evaluation.md</c> names every other difference.
/// </remarks>
public static class ImageCorruption
{
    // Distinguishes the corruptions' streams from other uses of the same seed.
    private const ulong Stream = 0xC0441;
    private const int ImagesAtATime = 64;

    private static readonly (string Name, Effect Effect)[] Effects =
    [
        ("shot_noise", ShotNoise.Apply), ("impulse_noise", ImpulseNoise.Apply), ("glass_blur", GlassBlur.Apply),
        ("motion_blur", MotionBlur.Apply), ("shear", Warp.Shear), ("scale", Warp.Scale), ("rotate", Warp.Rotate),
        ("brightness", Brightness.Apply), ("translate", Warp.Translate), ("stripe", Stripe.Apply), ("fog", Fog.Apply),
        ("spatter", Spatter.Apply), ("dotted_line", DottedLine.Apply), ("zigzag", Zigzag.Apply), ("canny_edges", CannyEdges.Apply),
    ];

    private delegate void Effect(CorruptionCanvas canvas, ref RandomStream random);

    /// <summary>All corruptions, in the order of the benchmark.</summary>
    public static IReadOnlyList<Corruption> All { get; } = Array.AsReadOnly(Enum.GetValues<Corruption>());

    /// <summary>What MNIST-C calls a corruption: lower case, words joined by underscores, such as <c>shot_noise</c>.</summary>
    /// <param name="corruption">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such corruption.</exception>
    public static string Name(Corruption corruption) => Find(corruption).Name;

    /// <summary>Spoils a picture.</summary>
    /// <param name="image">White on black; any size: lengths grow with it.</param>
    /// <param name="corruption">How.</param>
    /// <param name="seed">The same seed gives the same picture: that of the first image of a set of this one.</param>
    /// <returns>A picture of the same size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such corruption.</exception>
    public static GrayImage Apply(GrayImage image, Corruption corruption, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        Effect effect = Find(corruption).Effect;
        var pixels = new byte[image.Pixels.Length];
        var canvas = new CorruptionCanvas(image.Width, image.Height);
        Spoil(effect, canvas, image.Pixels, pixels, new RandomStream(seed, Stream + (ulong)corruption));
        return GrayImage.Wrap(image.Width, image.Height, pixels);
    }

    /// <summary>Spoils every image of a set; the labels stay.</summary>
    /// <param name="images">White on black; any size: lengths grow with it.</param>
    /// <param name="corruption">How.</param>
    /// <param name="seed">The same seed gives the same images; what is drawn for one depends on its place in the set alone.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor. They change nothing but the time.</param>
    /// <returns>A new set: as many images, of the same size, in the same order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such corruption.</exception>
    public static ImageSet Apply(ImageSet images, Corruption corruption, ulong seed = 1, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        Effect effect = Find(corruption).Effect;
        int size = images.Height * images.Width;
        var pixels = new byte[checked(images.Count * size)];
        WorkerTeam.FromSetting(threads).Run((images.Count + ImagesAtATime - 1) / ImagesAtATime, part =>
        {
            var canvas = new CorruptionCanvas(images.Width, images.Height);
            int end = Math.Min(images.Count, (part + 1) * ImagesAtATime);
            for (int image = part * ImagesAtATime; image < end; image++)
            {
                var random = new RandomStream(seed, Stream + (ulong)corruption, (ulong)image);
                Spoil(effect, canvas, images.Pixels(image), pixels.AsSpan(image * size, size), random);
            }
        });
        return ImageSet.Over(pixels, images.Labels.ToArray(), images.Height, images.Width, images.LabelNames);
    }

    private static void Spoil(
        Effect effect, CorruptionCanvas canvas, ReadOnlySpan<byte> source, Span<byte> destination, RandomStream random)
    {
        canvas.Load(source);
        effect(canvas, ref random);
        canvas.Store(destination);
    }

    private static (string Name, Effect Effect) Find(Corruption corruption) => (uint)corruption < (uint)Effects.Length
        ? Effects[(int)corruption]
        : throw new ArgumentOutOfRangeException(
            nameof(corruption),
            $"There is no corruption {(int)corruption}; take one of {nameof(ImageCorruption)}.{nameof(All)}, 0 to {Effects.Length - 1}.");
}
