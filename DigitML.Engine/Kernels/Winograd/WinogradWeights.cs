using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Engine.Kernels.Winograd;

/// <summary>
/// A convolution's weights evaluated at the points of its <see cref="WinogradPlan"/>, in panels of <see cref="Simd.PanelWidth"/> filters:
/// [panels, points * points, channels, panel width]. Filters that don't exist are zero.
/// </summary>
internal sealed unsafe class WinogradWeights
{
    private readonly WinogradPlan _plan;
    private readonly AlignedBuffer _buffer;
    private readonly float[] _evaluation;

    /// <summary>Makes room for the weights of a plan.</summary>
    public WinogradWeights(WinogradPlan plan)
    {
        _plan = plan;
        Panels = (plan.Filters + Simd.PanelWidth - 1) / Simd.PanelWidth;
        PanelLength = (nint)plan.Points * plan.Points * plan.Channels * Simd.PanelWidth;
        _buffer = new AlignedBuffer((int)(Panels * PanelLength));
        _evaluation = plan.Kernel == 3 ? Evaluation<WinogradFourByThree>(3) : Evaluation<WinogradFourByFive>(5);
    }

    /// <summary>Number of panels.</summary>
    public int Panels { get; }

    /// <summary>Floats of a panel.</summary>
    public nint PanelLength { get; }

    /// <summary>The first panel.</summary>
    public float* Pointer => _buffer.Pointer;

    /// <summary>Computes panel <paramref name="panel"/> from a layer's weights [kernel, kernel, channels, filters].</summary>
    public void Transform(int panel, float* weights) =>
        Transform(panel, weights, tapStride: (nint)_plan.Channels * _plan.Filters, channelStride: _plan.Filters, filterStride: 1);

    /// <summary>
    /// Computes panel <paramref name="panel"/> for the gradient of the input from the layer's weights [kernel, kernel, filters, channels],
    /// channels and filters being those of the plan: each tap's block is transposed, and the taps are taken in reverse order.
    /// </summary>
    public void TransformReversed(int panel, float* weights)
    {
        nint tap = (nint)_plan.Channels * _plan.Filters;
        Transform(panel, weights + (_plan.Kernel * _plan.Kernel - 1) * tap, -tap, channelStride: 1, filterStride: _plan.Channels);
    }

    private void Transform(int panel, float* weights, nint tapStride, nint channelStride, nint filterStride)
    {
        int first = panel * Simd.PanelWidth, width = Simd.Width, taps = _plan.Kernel * _plan.Kernel;
        float* gathered = stackalloc float[taps * width];
        for (int filter = first; filter < Math.Min(_plan.Filters, first + Simd.PanelWidth); filter += width)
        {
            float* target = Pointer + panel * PanelLength + (filter - first);
            for (int channel = 0; channel < _plan.Channels; channel++, target += Simd.PanelWidth)
            {
                float* source = weights + channel * channelStride + filter * filterStride;
                for (int tap = 0; tap < taps; tap++)
                {
                    for (int lane = 0; lane < width; lane++) { gathered[tap * width + lane] = source[tap * tapStride + lane * filterStride]; }
                }

                Evaluate(gathered, target);
            }
        }
    }

    private void Evaluate(float* taps, float* target)
    {
        if (Vector512.IsHardwareAccelerated) { Evaluate<Simd512, Vector512<float>>(taps, target); }
        else if (Vector256.IsHardwareAccelerated) { Evaluate<Simd256, Vector256<float>>(taps, target); }
        else if (Vector128.IsHardwareAccelerated) { Evaluate<Simd128, Vector128<float>>(taps, target); }
        else { Evaluate<SimdScalar, float>(taps, target); }
    }

    /// <summary>One register of filters: [kernel, kernel] taps become [points, points] numbers, a stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Evaluate<TSimd, TVector>(float* taps, float* target)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int kernel = _plan.Kernel, width = TSimd.Width;
        nint stride = (nint)_plan.Channels * 2 * width;
        float* rows = stackalloc float[kernel * width];
        for (int vertical = 0; vertical < _plan.Points; vertical++)
        {
            ReadOnlySpan<float> factors = _evaluation.AsSpan(vertical * kernel, kernel);
            for (int column = 0; column < kernel; column++)
            {
                TSimd.Store(Sum<TSimd, TVector>(factors, taps + column * width, kernel * width), rows + column * width);
            }

            for (int horizontal = 0; horizontal < _plan.Points; horizontal++, target += stride)
            {
                TSimd.Store(Sum<TSimd, TVector>(_evaluation.AsSpan(horizontal * kernel, kernel), rows, width), target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TSimd, TVector>(ReadOnlySpan<float> factors, float* source, nint stride)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector sum = default;
        for (int i = 0; i < factors.Length; i++) { sum = TSimd.MultiplyAdd(TSimd.Load(source + i * stride), TSimd.Broadcast(factors[i]), sum); }
        return sum;
    }

    /// <summary>
    /// The matrix [points, kernel] that evaluates a kernel: at a point p, p^tap over the product of p's distances from the other points; at
    /// infinity, the last tap.
    /// </summary>
    private static float[] Evaluation<TTransform>(int kernel)
        where TTransform : IWinogradTransform
    {
        double a = TTransform.First, b = TTransform.Second, c = TTransform.Third;
        double[] points = TTransform.Points == 6 ? [0, a, -a, b, -b] : [0, a, -a, b, -b, c, -c];
        float[] matrix = new float[(points.Length + 1) * kernel];
        for (int row = 0; row < points.Length; row++)
        {
            double scale = 1;
            foreach (double other in points) { scale *= other == points[row] ? 1 : points[row] - other; }
            for (int tap = 0; tap < kernel; tap++) { matrix[row * kernel + tap] = (float)(Math.Pow(points[row], tap) / scale); }
        }

        matrix[^1] = 1;
        return matrix;
    }
}
