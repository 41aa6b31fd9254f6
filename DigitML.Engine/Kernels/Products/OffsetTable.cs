using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>Offsets in floats, at a fixed address, that tell a tile where its rows lie.</summary>
internal sealed unsafe class OffsetTable
{
    private readonly nint[] _offsets;

    private OffsetTable(int count) => _offsets = GC.AllocateArray<nint>(Math.Max(1, count), pinned: true);

    /// <summary>The first offset.</summary>
    public nint* Pointer => (nint*)Unsafe.AsPointer(ref _offsets[0]);

    /// <summary>Number of offsets.</summary>
    public int Count => _offsets.Length;

    /// <summary>start, start + stride, start + 2 * stride, ...</summary>
    public static OffsetTable Even(int count, nint stride, nint start = 0) => Grid(1, count, 0, stride, start);

    /// <summary>start + row * rowStride + column * columnStride, row by row.</summary>
    public static OffsetTable Grid(int rows, int columns, nint rowStride, nint columnStride, nint start) =>
        Create(rows * columns, index => start + index / columns * rowStride + index % columns * columnStride);

    /// <summary>What a function says for 0 to <paramref name="count"/> - 1.</summary>
    public static OffsetTable Create(int count, Func<int, nint> offset)
    {
        var table = new OffsetTable(count);
        for (int i = 0; i < count; i++) { table._offsets[i] = offset(i); }
        return table;
    }
}
