using DigitML.Imaging;
using DigitML.Kernels;

namespace DigitML.Recognition.Shapes;

/// <summary>
/// A letter drawn with a pen. The twins of digits are left out: O and o, I, i, J, j and l, S and s, Z and z, B and b, G and g, D, Q and q, Y and y.
/// </summary>
internal sealed class Letter : NonDigitShape
{
    private static readonly PenStrokes[] Letters =
    [
        .. new[]
        {
            "0,10 5,0 10,10;2,6.5 8,6.5", // A
            "~9,2 7,0.3 3,0.3 0.5,4 0.5,6.5 3,9.8 7,9.8 9.3,8", // C
            "9,0 0,0 0,10 9,10;0,5 7,5", // E
            "9,0 0,0 0,10;0,5 7,5", // F
            "0,0 0,10;9,0 9,10;0,5 9,5", // H
            "0,0 0,10;9,0 0,5.5 9,10", // K
            "0,0 0,10 8,10", // L
            "0,10 1,0 5,7 9,0 10,10", // M
            "0,10 0,0 9,10 9,0", // N
            "0,10 0,0;~0,0 6,0 8,2.5 6,5 0,5", // P
            "0,10 0,0;~0,0 6,0 8,2.5 6,5 0,5;3,5 9,10", // R
            "0,0 10,0;5,0 5,10", // T
            "~0,0 0,6 2,9.3 5,10 8,9.3 10,6 10,0", // U
            "0,0 5,10 10,0", // V
            "0,0 2.5,10 5,3 7.5,10 10,0", // W
            "0,0 10,10;10,0 0,10", // X
            "~8,1 5,0 1,2 0,6 2,9.5 5,9.5 8,6;~8.5,0.5 8.3,6 9,9.5 10.5,9.5", // a
            "~8,2 5,0.3 1.5,2 0.5,5 1.5,8.5 5,10 8.5,8.5", // c
            "~7,5 4,4 1,6 1,9 4,10 7,8;7.5,0 7.5,10", // d
            "~1,5.5 8,5 8,2 5,0.3 1.5,2 0.5,5.5 2,9 5,10 8.5,8.5", // e
            "~7,0.7 5,0 3.5,1.5 3.3,5 3.2,10;0.5,4 7,4", // f
            "1,0 1,10;~1,6.5 3,4.5 5.5,4.3 7,6 7,10", // h
            "1,0 1,10;6,4 1,7.5 7,10", // k
            "0,2 0,10;~0,4 1.8,2.3 3.6,2.6 4.5,5 4.5,10;~4.5,4.5 6.3,2.3 8.2,2.6 9,5 9,10", // m
            "0.5,2 0.5,10;~0.5,5 3,2.5 6,2.5 7.5,5 7.5,10", // n
            "1,0 1,10;~1,2 3.5,0 7,1 7.5,4 5,6 1,5", // p
            "1,2 1,10;~1,5 3,2.7 5.5,2.2 7,2.8", // r
            "~4,0 4,6 4.5,9 6,10 8,9.3;0.5,3 8,3", // t
            "~0,2 0,6 1,9 3.5,10 6,9 7,6;7,2 7,10", // u
            "0,2 2,10 4.5,4 7,10 9,2", // w
        }.Select(PenStrokes.Parse),
    ];

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random)
    {
        var canvas = new InkCanvas(InkCanvas.Side, InkCanvas.Side);
        Letters[random.Next(Letters.Length)].Draw(canvas, ref random);
        return canvas.ToImage();
    }
}
