using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// A convolution, and the ReLU after it if there is one. The input lies in a halo of zeros, so that no border needs a case of its own.
/// </summary>
internal sealed unsafe class Conv2DOperation : Operation
{
    // Multiply-adds of an output: a kernel of 5 x 5 over one channel is below.
    private const int CheapDepth = 32;

    private readonly OperationContext _context;
    private readonly ConvolutionShape _shape;
    private readonly IReadOnlyList<Parameter> _parameters;
    private ConvolutionWeights _weights;
    private ConvolutionPass _forward;
    private readonly ConvolutionPass? _dataGradient;
    private readonly float _slope;

    /// <summary>Makes the operation and tells its neighbours which halos it needs.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="tail">What is done to the output at once.</param>
    public Conv2DOperation(
        OperationContext context, ConvolutionShape shape, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail)
        : base(input, new Activation(new TensorShape(shape.OutputHeight, shape.OutputWidth, shape.Filters)))
    {
        (_context, _shape, _parameters, _slope) = (context, shape, parameters, tail.Slope);
        _weights = new ConvolutionWeights(context.Parameters, parameters, tail.BatchNorm);
        _forward = ConvolutionPass.Forward(context, shape, _weights, tail.Slope);
        input.RequireValueHalo(shape.Padding);
        if (context.Gradients is null) { return; }
        _dataGradient = ConvolutionPass.DataGradient(context, shape, _weights);
        Output.RequireGradientHalo(ConvolutionPass.GradientHalo(shape));
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override bool CostsLessThanMemory => _shape.Depth <= CheapDepth;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan plan)
    {
        _weights.Plan(plan);
        _forward.PlanWeights(plan);
        _dataGradient?.PlanWeights(plan);
    }

    /// <inheritdoc/>
    public override void ShareWeights(Operation source) =>
        (_weights, _forward) = (((Conv2DOperation)source)._weights, ((Conv2DOperation)source)._forward);

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        _forward.Lay(Input.ValueLayout, Output.ValueLayout);
        _forward.Plan(plan, Input.Value, Output.Value);
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        var weightGradient = new ConvolutionWeightGradient(
            _shape, _context.Gradients!, _parameters, Input.ValueLayout, Output.GradientLayout);
        _dataGradient!.Lay(Output.GradientLayout, Input.GradientLayout);
        plan.PerSample(sample =>
        {
            Rectify(sample.Index);
            weightGradient.Add(sample, Input.Value(sample.Index), Output.Gradient(sample.Index));
        });
        if (inputGradient) { _dataGradient.Plan(plan, Output.Gradient, Input.Gradient); }
    }

    private void Rectify(int sample)
    {
        if (_slope == 1) { return; }
        for (int row = 0; row < _shape.OutputHeight; row++)
        {
            Rectifier.Backward(Output.ValueRow(sample, row), Output.GradientRow(sample, row), _slope);
        }
    }
}
