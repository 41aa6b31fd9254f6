using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>
/// What flows between two operations for a whole batch: the values and, in training, the loss's gradient by them.
/// Operations first ask for the halos they need; then the memory is allocated.
/// </summary>
internal sealed unsafe class Activation
{
    private const int MaximumLength = int.MaxValue / 2;

    private Activation? _source;
    private AlignedBuffer? _values;
    private AlignedBuffer? _gradients;

    /// <summary>An activation with memory of its own.</summary>
    public Activation(TensorShape shape)
    {
        Shape = shape;
        ValueLayout = GradientLayout = LayoutWith(Halo.None);
    }

    private Activation(TensorShape shape, Activation source)
        : this(shape) => _source = source;

    /// <summary>The size of one sample.</summary>
    public TensorShape Shape { get; }

    /// <summary>How the values lie in memory.</summary>
    public Layout ValueLayout { get; private set; }

    /// <summary>How the gradients lie in memory.</summary>
    public Layout GradientLayout { get; private set; }

    /// <summary>The values of the first sample, at the start of its halo.</summary>
    public float* Values => Buffer(_source?._values ?? _values);

    /// <summary>The gradients of the first sample, at the start of its halo.</summary>
    public float* Gradients => Buffer(_source?._gradients ?? _gradients);

    /// <summary>Whether this is another activation's memory, seen as a vector.</summary>
    public bool IsView => _source is not null;

    /// <summary>Whether a vector can be made of each sample without moving anything.</summary>
    public bool IsCompact => ValueLayout.Halo == Halo.None && GradientLayout.Halo == Halo.None;

    /// <summary>Asks for zeros round the values. A vector that was another's memory gets its own, because that has no room for them.</summary>
    public void RequireValueHalo(Halo halo)
    {
        ValueLayout = LayoutWith(halo);
        if (halo != Halo.None) { _source = null; }
    }

    /// <summary>Asks for zeros round the gradients.</summary>
    public void RequireGradientHalo(Halo halo) => GradientLayout = LayoutWith(halo);

    /// <summary>The same memory, seen as a vector. Only for a compact activation.</summary>
    public Activation Flattened() => new(new TensorShape(1, 1, Shape.Length), _source ?? this);

    /// <summary>Allocates memory for so many samples.</summary>
    public void Allocate(int capacity, bool withGradients)
    {
        if (_source is not null) { return; }
        _values = Allocate(capacity, ValueLayout);
        if (withGradients) { _gradients = Allocate(capacity, GradientLayout); }
    }

    /// <summary>The values of one sample, at the start of its halo.</summary>
    public float* Value(int sample) => Values + (nint)sample * ValueLayout.SampleStride;

    /// <summary>The gradients of one sample, at the start of its halo.</summary>
    public float* Gradient(int sample) => Gradients + (nint)sample * GradientLayout.SampleStride;

    /// <summary>One row of pixels of one sample's values, channels last.</summary>
    public Span<float> ValueRow(int sample, int row) => Row(Values, ValueLayout, sample, row);

    /// <summary>One row of pixels of one sample's gradients, channels last.</summary>
    public Span<float> GradientRow(int sample, int row) => Row(Gradients, GradientLayout, sample, row);

    private Layout LayoutWith(Halo halo) => new(Shape.Height, Shape.Width, Shape.Channels, halo);

    private static AlignedBuffer Allocate(int capacity, Layout layout)
    {
        long length = (long)capacity * layout.SampleStride;
        return length <= MaximumLength
            ? new AlignedBuffer((int)length)
            : throw new ArgumentException(
                $"A batch of {capacity:N0} images needs {length:N0} numbers for one layer; " +
                $"at most {MaximumLength:N0} are possible: take a smaller batch.");
    }

    private static Span<float> Row(float* start, Layout layout, int sample, int row) =>
        new(start + (nint)sample * layout.SampleStride + layout.Origin + row * layout.RowStride, layout.RowLength);

    private static float* Buffer(AlignedBuffer? buffer) =>
        (buffer ?? throw new InvalidOperationException("The activation has no memory yet.")).Pointer;
}
