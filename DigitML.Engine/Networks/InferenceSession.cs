using DigitML.Engine.Layers;
using DigitML.Engine.Networks.Normalization;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks;

/// <summary>A network in use: images in, logits out. One caller at a time.</summary>
internal sealed class InferenceSession
{
    private readonly Network _network;
    private readonly PixelNormalization _normalization;
    private readonly NetworkExecution _execution;
    private readonly StepPlan? _weightsPlan;
    private readonly StepPlan _plan;
    private ImageSet? _images;
    private byte[] _single = [];
    private int _first;

    /// <summary>Makes a session for batches of up to <paramref name="capacity"/> images.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="parameters">Its numbers, which stay the caller's.</param>
    /// <param name="normalization">What is done to pixels.</param>
    /// <param name="capacity">Images in a full batch.</param>
    /// <param name="dense">Whether to leave out the kernels that save multiply-adds.</param>
    /// <param name="weightsOf">A session of the same network and numbers whose packed weights to use; null packs its own.</param>
    public InferenceSession(
        Network network, ParameterSet parameters, PixelNormalization normalization, int capacity, bool dense = false,
        InferenceSession? weightsOf = null)
    {
        _network = network;
        _normalization = normalization;
        _execution = new NetworkExecution(network, parameters, capacity, training: false, dense, weightsOf?._execution);
        _plan = new StepPlan(capacity);
        _plan.PerSample(Load);
        WhiteningPass.Plan(_plan, normalization, _execution.Input);
        _execution.PlanForward(_plan);
        if (weightsOf is not null) { return; }
        _weightsPlan = new StepPlan(capacity);
        _execution.PlanWeights(_weightsPlan);
        UpdateWeights(WorkerTeam.Create(1));
    }

    /// <summary>Takes over the network's numbers as they are now; only for a session that packs its own weights.</summary>
    public void UpdateWeights(WorkerTeam team) => _weightsPlan!.Run(team, _execution.Capacity);

    /// <summary>Computes the logits [images, classes] of a whole set.</summary>
    public void Run(ImageSet images, WorkerTeam team, Span<float> logits, CancellationToken cancellationToken = default)
    {
        _images = images;
        for (_first = 0; _first < images.Count; _first += _execution.Capacity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(Math.Min(_execution.Capacity, images.Count - _first), team, logits[(_first * _network.ClassCount)..]);
        }
    }

    /// <summary>Computes the logits [classes] of one image, on the caller's thread.</summary>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> logits)
    {
        _images = null;
        if (_single.Length != pixels.Length) { _single = new byte[pixels.Length]; }
        pixels.CopyTo(_single);
        Run(1, WorkerTeam.Create(1), logits);
    }

    private void Run(int samples, WorkerTeam team, Span<float> logits)
    {
        _execution.State.Samples = samples;
        _plan.Run(team, samples);
        for (int sample = 0; sample < samples; sample++)
        {
            _execution.Output.ValueRow(sample, 0).CopyTo(logits[(sample * _network.ClassCount)..]);
        }
    }

    private void Load(Sample sample)
    {
        ReadOnlySpan<byte> pixels = _images is null ? _single : _images.Pixels(_first + sample.Index);
        int width = _network.InputShape.Width;
        for (int row = 0; row < _network.InputShape.Height; row++)
        {
            _normalization.Apply(pixels.Slice(row * width, width), _execution.Input.ValueRow(sample.Index, row));
        }
    }
}
