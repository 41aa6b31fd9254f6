using BenchmarkDotNet.Attributes;
using DigitML.Engine.Augmentation;
using DigitML.Engine.Numerics;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Augmentation of 28x28 images, a batch of 128 on one thread, each with its own random amounts. The times are those of one image.</summary>
public class AugmenterBenchmarks
{
    private const int Images = 128, Size = 28;
    private readonly byte[] _source = new byte[Size * Size];
    private readonly float[] _target = new float[Size * Size];
    private Augmenter _augmenter = new(AugmentationOptions.None, Size, Size);

    /// <summary>What is switched on, for every image: bytes become numbers in any case.</summary>
    [ParamsAllValues]
    public AugmenterCase Effect { get; set; }

    /// <summary>Makes an image of random pixels.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _augmenter = new Augmenter(Options(Effect), Size, Size);
        var random = new RandomStream(1);
        foreach (ref byte pixel in _source.AsSpan()) { pixel = (byte)random.Next(256); }
    }

    /// <summary>One image after the other.</summary>
    [Benchmark(OperationsPerInvoke = Images)]
    public void Augment()
    {
        for (int image = 0; image < Images; image++) { _augmenter.Apply(_source, _target, new RandomStream(1, 1, (ulong)image)); }
    }

    private static AugmentationOptions Options(AugmenterCase effect) => effect switch
    {
        AugmenterCase.Nothing => AugmentationOptions.None,
        AugmenterCase.Affine => new AugmentationOptions { Rotation = 10, Zoom = .1f, Shift = .1f, Shear = .1f },
        AugmenterCase.Elastic => Options(AugmenterCase.Affine) with { Elastic = .05f },
        AugmenterCase.Stroke => new AugmentationOptions { StrokeWidth = 1.5f, Probability = 1 },
        AugmenterCase.Outline => new AugmentationOptions { Outline = 1, Probability = 1 },
        AugmenterCase.Lines => new AugmentationOptions { Lines = 3, Probability = 1 },
        AugmenterCase.Erasing => new AugmentationOptions { Erasing = .4f, Probability = 1 },
        AugmenterCase.Light => new AugmentationOptions { Contrast = .5f, Background = .5f, Probability = 1 },
        AugmenterCase.Blur => new AugmentationOptions { Blur = 1.5f, Probability = 1 },
        AugmenterCase.Noise => new AugmentationOptions { Noise = .2f, Probability = 1 },
        AugmenterCase.Impulses => new AugmentationOptions { ImpulseNoise = .1f, Probability = 1 },
        _ => Options(AugmenterCase.Elastic) with
        {
            StrokeWidth = 1.5f, Outline = 1, Lines = 3, Erasing = .4f, Contrast = .5f, Background = .5f, Blur = 1.5f, Noise = .2f, ImpulseNoise = .1f,
            Probability = 1,
        },
    };
}
