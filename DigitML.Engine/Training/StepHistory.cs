namespace DigitML.Engine.Training;

/// <summary>Keeps the course of a training of any length in a fixed number of points, without allocating while it runs.</summary>
internal sealed class StepHistory
{
    private const int MostPoints = 512;

    private readonly Stretch[] _stretches = new Stretch[MostPoints];
    private int _count;
    private int _stepsEach = 1;
    private Stretch _open;

    /// <summary>Adds a step.</summary>
    /// <param name="epoch">Epochs done after it, in fractions.</param>
    /// <param name="lossSum">The sum of its images' losses.</param>
    /// <param name="images">Its number of images, at least 1.</param>
    /// <param name="learningRate">Its learning rate.</param>
    public void Add(double epoch, double lossSum, int images, float learningRate)
    {
        _open = _open.Then(new Stretch(1, epoch, lossSum, images, learningRate));
        if (_open.Steps < _stepsEach) { return; }
        if (_count == MostPoints) { Halve(); }
        // Halving made the stretches twice as long: the open one may have become too short.
        if (_open.Steps < _stepsEach) { return; }
        _stretches[_count++] = _open;
        _open = default;
    }

    /// <summary>The points so far; the last one may be over fewer steps than the others.</summary>
    public IReadOnlyList<StepPoint> ToPoints() =>
        [.. _stretches.Take(_count).Append(_open).Where(stretch => stretch.Steps > 0).Select(stretch => stretch.ToPoint())];

    private void Halve()
    {
        _count /= 2;
        _stepsEach *= 2;
        for (int i = 0; i < _count; i++) { _stretches[i] = _stretches[2 * i].Then(_stretches[2 * i + 1]); }
    }

    private readonly record struct Stretch(int Steps, double Epoch, double LossSum, long Images, float LearningRate)
    {
        public Stretch Then(Stretch next) => new(Steps + next.Steps, next.Epoch, LossSum + next.LossSum, Images + next.Images, next.LearningRate);

        public StepPoint ToPoint() => new(Epoch, LossSum / Images, LearningRate);
    }
}
