using System.Runtime.InteropServices;
using DigitML.Engine.Kernels;

namespace DigitML.Tests.Engine.Layers;

/// <summary>Fills the memory round the pixels of a batch, halo and all, and tells afterwards whether anything wrote there.</summary>
internal sealed unsafe class ActivationGuard
{
    private readonly float* _memory;
    private readonly Layout _layout;
    private readonly int _samples;
    private readonly float[] _before;

    /// <summary>Clears the pixels and fills what is round them.</summary>
    /// <param name="memory">The first sample, at the start of its halo.</param>
    /// <param name="layout">How the samples lie.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="halo">What the halo is filled with.</param>
    /// <param name="beyond">What is put between the samples and behind the last one.</param>
    public ActivationGuard(float* memory, Layout layout, int samples, float halo, float beyond)
    {
        _memory = memory;
        _layout = layout;
        _samples = samples;
        Memory.Fill(beyond);
        int whole = (layout.Height + layout.Halo.Top + layout.Halo.Bottom) * layout.RowStride;
        for (int sample = 0; sample < samples; sample++) { Memory.Slice(sample * layout.SampleStride, whole).Fill(halo); }
        ClearPixels(Memory);
        _before = Surroundings();
    }

    private Span<float> Memory => new(_memory, _samples * _layout.SampleStride + AlignedBuffer.Slack);

    /// <summary>Fails if anything but pixels has changed, were it from one NaN to another.</summary>
    public void AssertUntouched(string what)
    {
        ReadOnlySpan<int> before = MemoryMarshal.Cast<float, int>(_before), after = MemoryMarshal.Cast<float, int>(Surroundings());
        int same = before.CommonPrefixLength(after);
        Assert.AreEqual(before.Length, same, $"{what}: float {same} of the memory lies outside the pixels and was overwritten");
    }

    private float[] Surroundings()
    {
        float[] copy = Memory.ToArray();
        ClearPixels(copy);
        return copy;
    }

    private void ClearPixels(Span<float> memory)
    {
        for (int row = 0; row < _samples * _layout.Height; row++)
        {
            int start = row / _layout.Height * _layout.SampleStride + _layout.Origin + row % _layout.Height * _layout.RowStride;
            memory.Slice(start, _layout.RowLength).Clear();
        }
    }
}
