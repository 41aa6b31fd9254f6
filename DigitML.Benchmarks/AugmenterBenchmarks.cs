using BenchmarkDotNet.Attributes;
using DigitML.Augmentation;
using DigitML.Kernels;
using DigitML.Training;

namespace DigitML.Benchmarks;

/// <summary>Augmentation of 28x28 images, a batch of 128 on one thread, each with its own random map. The times are those of one image.</summary>
public class AugmenterBenchmarks
{
    private const int Images = 128, Size = 28;
    private readonly byte[] _source = new byte[Size * Size];
    private readonly float[] _target = new float[Size * Size];
    private readonly Augmenter _augmenter = new(Presets.Mieczmik.Augmentation, Size, Size);
    private readonly Augmenter _copier = new(AugmentationOptions.None, Size, Size);

    /// <summary>Makes an image of random pixels.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomStream(1);
        foreach (ref byte pixel in _source.AsSpan()) { pixel = (byte)random.Next(256); }
    }

    /// <summary>Rotation, zoom, shift and shear of the network mieczmik.</summary>
    [Benchmark(OperationsPerInvoke = Images)]
    public void Augment() => Apply(_augmenter);

    /// <summary>No augmentation: bytes become numbers.</summary>
    [Benchmark(OperationsPerInvoke = Images)]
    public void Copy() => Apply(_copier);

    private void Apply(Augmenter augmenter)
    {
        for (int image = 0; image < Images; image++) { augmenter.Apply(_source, _target, new RandomStream(1, 1, (ulong)image)); }
    }
}
