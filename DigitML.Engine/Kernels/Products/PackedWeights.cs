using System.Numerics;
using System.Runtime.CompilerServices;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// A weight matrix [depth, columns] cut into panels of <see cref="Simd.PanelWidth"/> columns, each panel contiguous:
/// first a row with the bias, then the panel's part of every row. Columns that don't exist are zero.
/// </summary>
internal sealed unsafe class PackedWeights
{
    // Numbers of the matrix that are fetched before they are read. The processor's own fetching stops at the end of each page of 4 kB.
    private const int FetchAhead = 2048;

    private readonly AlignedBuffer _buffer;

    /// <summary>Makes room for a matrix.</summary>
    public PackedWeights(int depth, int columns)
    {
        Depth = depth;
        Columns = columns;
        Panels = PanelsOf(columns);
        _buffer = new AlignedBuffer((int)(Panels * PanelStride));
    }

    /// <summary>Rows of the matrix.</summary>
    public int Depth { get; }

    /// <summary>Columns of the matrix.</summary>
    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int Panels { get; }

    /// <summary>Panels of so many columns.</summary>
    public static int PanelsOf(int columns) => (columns + Simd.PanelWidth - 1) / Simd.PanelWidth;

    /// <summary>The first panel.</summary>
    public float* Pointer => _buffer.Pointer;

    /// <summary>Floats from a panel to the next: a row for the bias, and the rows.</summary>
    public nint PanelStride => (nint)(Depth + 1) * Simd.PanelWidth;

    /// <summary>Packs panel <paramref name="panel"/> of the row-major matrix [depth, columns] and its bias (null: zeros).</summary>
    public void Pack(int panel, float* matrix, float* bias) => Pack(panel, panel + 1, matrix, bias, Depth);

    /// <summary>Packs all panels of a matrix of fewer rows.</summary>
    public void PackAll(float* matrix, float* bias, int rows) => Pack(0, Panels, matrix, bias, rows);

    // Row by row, so that the matrix is read from one end to the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(int firstPanel, int endPanel, float* matrix, float* bias, int rows)
    {
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            if (bias != null) { PackRow(panel, bias, Pointer); }
            else { new Span<float>(Pointer + panel * PanelStride, Simd.PanelWidth).Clear(); }
        }

        float* target = Pointer;
        for (int row = 0; row < rows; row++, matrix += Columns)
        {
            target += Simd.PanelWidth;
            Simd.Prefetch(matrix + FetchAhead, Columns);
            for (int panel = firstPanel; panel < endPanel; panel++) { PackRow(panel, matrix, target); }
        }
    }

    // A copy of so few numbers takes less time than the call that would make it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PackRow(int panel, float* matrix, float* firstPanel)
    {
        int width = Simd.PanelWidth, first = panel * width, count = Math.Min(width, Columns - first), column = 0;
        float* source = matrix + first, target = firstPanel + panel * PanelStride;
        if (count == width)
        {
            for (; column + Vector<float>.Count <= width; column += Vector<float>.Count)
            {
                Vector.Store(Vector.Load(source + column), target + column);
            }
        }

        for (; column < count; column++) { target[column] = source[column]; }
    }

    /// <summary>
    /// Packs panel <paramref name="panel"/> of the matrix that the gradient of the input is computed with: each tap's
    /// [inputs, outputs] block transposed, and the taps in reverse order.
    /// </summary>
    /// <param name="panel">Which panel of the result.</param>
    /// <param name="weights">
    /// [taps, inputs, outputs]: a convolution's kernel; a dense layer has one tap. This matrix is [taps * outputs, inputs].
    /// </param>
    /// <param name="taps">Positions of the kernel, height times width.</param>
    public void PackReversed(int panel, float* weights, int taps) => PackReversed(panel, weights, taps, Columns);

    /// <summary>Packs panel <paramref name="panel"/> of such a matrix of fewer columns; with a single tap only.</summary>
    public void PackReversed(int panel, float* weights, int taps, int columns)
    {
        int width = Simd.PanelWidth, first = panel * width, count = Math.Min(width, columns - first), outputs = Depth / taps;
        float* target = Pointer + panel * PanelStride + width;
        for (int tap = taps - 1; tap >= 0; tap--)
        {
            float* block = weights + ((nint)tap * Columns + first) * outputs;
            // What the next panel needs.
            Simd.Prefetch(block + (nint)count * outputs, count * outputs);
            Transposition.Copy(block, outputs, count, outputs, target, width);
            target += (nint)outputs * width;
        }
    }
}
