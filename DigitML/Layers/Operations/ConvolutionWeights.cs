using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>A convolution's weights as its products want them: packed for the forward pass and, in training, for the data gradient.</summary>
internal sealed unsafe class ConvolutionWeights
{
    private readonly OperationContext _context;
    private readonly ConvolutionShape _shape;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly FoldedBatchNorm? _batchNorm;

    /// <summary>Makes room.</summary>
    /// <param name="context">Whose parameters they are.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="batchNorm">A batch normalisation after the convolution that its weights take over; null for none.</param>
    /// <param name="backward">Whether the data gradient is to be computed as a product.</param>
    public ConvolutionWeights(
        OperationContext context, ConvolutionShape shape, IReadOnlyList<Parameter> parameters, FoldedBatchNorm? batchNorm, bool backward)
    {
        (_context, _shape, _batchNorm) = (context, shape, batchNorm);
        _weight = parameters[0];
        _bias = parameters.Count > 1 ? parameters[1] : null;
        Forward = new PackedWeights(shape.Depth, shape.Filters);
        Backward = backward ? new PackedWeights(shape.Taps * shape.Filters, shape.Channels) : null;
    }

    /// <summary>[kernel height * kernel width * channels, filters].</summary>
    public PackedWeights Forward { get; }

    /// <summary>[kernel height * kernel width * filters, channels], the taps in reverse order; null when no gradient is wanted.</summary>
    public PackedWeights? Backward { get; }

    /// <summary>Plans the packing, to be done whenever the weights have changed.</summary>
    public void Plan(StepPlan plan)
    {
        plan.PerItem(Forward.Panels, PackForward);
        if (Backward is not null)
        {
            plan.PerItem(Backward.Panels, panel => Backward.PackReversed(panel, _context.Parameters.Pointer(_weight), _shape.Taps));
        }
    }

    private void PackForward(int panel)
    {
        Forward.Pack(panel, _context.Parameters.Pointer(_weight), _bias is null ? null : _context.Parameters.Pointer(_bias));
        if (_batchNorm is not { } fold) { return; }
        int first = panel * Simd.PanelWidth, count = Math.Min(Simd.PanelWidth, _shape.Filters - first);
        for (int column = 0; column < count; column++)
        {
            (float scale, float shift) = fold.Transform(_context.Parameters, first + column);
            Forward.ScaleColumn(panel, column, scale, shift);
        }
    }
}
