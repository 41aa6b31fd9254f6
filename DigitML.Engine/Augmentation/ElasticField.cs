using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>A smooth random displacement of every pixel.</summary>
internal sealed class ElasticField
{
    // Uniform numbers from -1 to 1 have the deviation 1 / sqrt 3, and the spline's mean halves it.
    private const float ControlsForOne = 2 * 1.7320508f;

    private readonly SmoothField _field;
    private readonly float _largest;

    /// <summary>A field for pictures of one size, as <see cref="AugmentationOptions.Elastic"/> wants it.</summary>
    public ElasticField(AugmentationOptions options, int height, int width)
    {
        _field = new SmoothField(height, width, options.ElasticSmoothness * width);
        _largest = options.Elastic * width;
    }

    /// <summary>The length of what <see cref="Draw"/> writes.</summary>
    public int Length => 2 * _field.SpreadLength + _field.ControlCount;

    /// <summary>Draws a field; the same stream gives the same one.</summary>
    /// <param name="drawn">Of <see cref="Length"/>; for <see cref="ReadRow"/>.</param>
    /// <param name="random">Opened for this picture and effect alone.</param>
    public void Draw(Span<float> drawn, ref RandomStream random)
    {
        float bound = random.Uniform(0, _largest) * ControlsForOne;
        Span<float> controls = drawn.Slice(2 * _field.SpreadLength, _field.ControlCount);
        for (int axis = 0; axis < 2; axis++)
        {
            foreach (ref float control in controls) { control = random.Uniform(-bound, bound); }
            _field.Spread(controls, Axis(drawn, axis));
        }
    }

    /// <summary>The displacements of one row, in pixels.</summary>
    /// <param name="drawn">What <see cref="Draw"/> wrote.</param>
    /// <param name="y">The row.</param>
    /// <param name="right">W numbers, rounded up to whole registers: columns to the right.</param>
    /// <param name="down">The same: rows down.</param>
    public void ReadRow(Span<float> drawn, int y, Span<float> right, Span<float> down)
    {
        _field.ReadRow(Axis(drawn, 0), y, right);
        _field.ReadRow(Axis(drawn, 1), y, down);
    }

    private Span<float> Axis(Span<float> drawn, int axis) => drawn.Slice(axis * _field.SpreadLength, _field.SpreadLength);
}
