using DigitML.Engine.Kernels;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// What flows between two operations for a whole batch: the values and, in training, the loss's gradient by them.
/// Operations first ask for the halos they need and plan their work; then the memory is allocated.
/// </summary>
internal sealed unsafe class Activation
{
    /// <summary>An activation with memory of its own.</summary>
    public Activation(TensorShape shape)
        : this(shape, new BatchMemory(), new BatchMemory())
    {
    }

    private Activation(TensorShape shape, BatchMemory valueMemory, BatchMemory gradientMemory)
    {
        Shape = shape;
        (ValueMemory, GradientMemory) = (valueMemory, gradientMemory);
        ValueLayout = GradientLayout = LayoutWith(Halo.None);
    }

    /// <summary>The size of one sample.</summary>
    public TensorShape Shape { get; }

    /// <summary>How the values lie in memory.</summary>
    public Layout ValueLayout { get; private set; }

    /// <summary>How the gradients lie in memory.</summary>
    public Layout GradientLayout { get; private set; }

    /// <summary>The memory of the values, which another activation that is the same vector may share.</summary>
    public BatchMemory ValueMemory { get; private set; }

    /// <summary>The memory of the gradients, which another activation that is the same vector may share.</summary>
    public BatchMemory GradientMemory { get; private set; }

    /// <summary>The values of the first sample, at the start of its halo.</summary>
    public float* Values => Value(0);

    /// <summary>The gradients of the first sample, at the start of its halo.</summary>
    public float* Gradients => Gradient(0);

    /// <summary>Whether a vector can be made of each sample without moving anything.</summary>
    public bool IsCompact => ValueLayout.Halo == Halo.None && GradientLayout.Halo == Halo.None;

    /// <summary>Asks for zeros round the values. A vector that was another's memory gets its own, because that has no room for them.</summary>
    public void RequireValueHalo(Halo halo)
    {
        ValueLayout = LayoutWith(halo);
        if (halo != Halo.None) { (ValueMemory, GradientMemory) = (new BatchMemory(), new BatchMemory()); }
    }

    /// <summary>Asks for zeros round the gradients.</summary>
    public void RequireGradientHalo(Halo halo) => GradientLayout = LayoutWith(halo);

    /// <summary>The same memory, seen as a vector. Only for a compact activation.</summary>
    public Activation Flattened() => new(new TensorShape(1, 1, Shape.Length), ValueMemory, GradientMemory);

    /// <summary>Allocates the memory that is used, for so many samples.</summary>
    public void Allocate(int capacity)
    {
        ValueMemory.Allocate(capacity, ValueLayout);
        GradientMemory.Allocate(capacity, GradientLayout);
    }

    /// <summary>The values of one sample, at the start of its halo.</summary>
    public float* Value(int sample) => ValueMemory.Of(sample);

    /// <summary>The gradients of one sample, at the start of its halo.</summary>
    public float* Gradient(int sample) => GradientMemory.Of(sample);

    /// <summary>One row of pixels of one sample's values, channels last.</summary>
    public Span<float> ValueRow(int sample, int row) => Row(Value(sample), ValueLayout, row);

    /// <summary>One row of pixels of one sample's gradients, channels last.</summary>
    public Span<float> GradientRow(int sample, int row) => Row(Gradient(sample), GradientLayout, row);

    private Layout LayoutWith(Halo halo) => new(Shape.Height, Shape.Width, Shape.Channels, halo);

    private static Span<float> Row(float* start, Layout layout, int row) =>
        new(start + layout.Origin + row * layout.RowStride, layout.RowLength);
}
