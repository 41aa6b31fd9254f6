using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Winograd;

/// <summary>The first step of <see cref="Winograd"/>: transforms the inputs of a block's patches, down the columns and then along the rows.</summary>
internal static unsafe class WinogradInput
{
    /// <summary>Transforms strips <paramref name="first"/> to first + count - 1 of all samples' into the scratch memory.</summary>
    public static void Transform<TSimd, TVector, TTransform>(in WinogradArguments arguments, int first, int count)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        WinogradPlan plan = arguments.Plan;
        float* columns = arguments.Scratch + plan.ColumnsAt;
        for (int strip = 0; strip < count; strip++)
        {
            int sample = (first + strip) / plan.PatchRows, row = (first + strip) % plan.PatchRows * WinogradPlan.PatchSize;
            float* source = arguments.Input + sample * arguments.InputSample + row * arguments.InputRow;
            nint stride = arguments.InputRow;
            if (row + TTransform.Points > plan.InputRows)
            {
                source = Pad(arguments, source, plan.InputRows - row);
                stride = (nint)plan.InputColumns * plan.Channels;
            }

            for (int channel = 0; channel < plan.Channels; channel += TSimd.Width)
            {
                TransformColumns<TSimd, TVector, TTransform>(plan, source + channel, stride, columns);
                float* inputs = arguments.Scratch + (nint)channel * plan.Points * plan.Points * WinogradProduct.Stride;
                TransformRows<TSimd, TVector, TTransform>(plan, columns, inputs, strip * plan.PatchColumns);
            }
        }
    }

    /// <summary>Copies the rows that exist and puts zeros below.</summary>
    private static float* Pad(in WinogradArguments arguments, float* source, int rows)
    {
        WinogradPlan plan = arguments.Plan;
        int length = plan.InputColumns * plan.Channels;
        float* padded = arguments.Scratch + plan.PaddedAt;
        for (int row = 0; row < plan.Points; row++)
        {
            var target = new Span<float>(padded + row * length, length);
            if (row < rows) { new ReadOnlySpan<float>(source + row * arguments.InputRow, length).CopyTo(target); }
            else { target.Clear(); }
        }

        return padded;
    }

    /// <summary>One register of channels of a strip, down the columns; the columns that don't exist stay zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformColumns<TSimd, TVector, TTransform>(WinogradPlan plan, float* source, nint stride, float* target)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        nint channels = plan.Channels;
        for (int column = plan.InputColumns; column > 0; column--)
        {
            TTransform.Input<TSimd, TVector>(source, stride, target, TSimd.Width);
            source += channels;
            target += TTransform.Points * TSimd.Width;
        }
    }

    /// <summary>The same register along the rows of each patch, to where the product wants it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformRows<TSimd, TVector, TTransform>(WinogradPlan plan, float* columns, float* inputs, int firstPatch)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        for (int patch = firstPatch; patch < firstPatch + plan.PatchColumns; patch++)
        {
            (int group, int row) = Math.DivRem(patch, WinogradProduct.Rows);
            float* target = inputs + (nint)group * plan.GroupInputs + row * TSimd.Width;
            for (int point = 0; point < TTransform.Points; point++)
            {
                TTransform.Input<TSimd, TVector>(columns + point * TSimd.Width, TTransform.Points * TSimd.Width,
                    target, WinogradProduct.Stride * TSimd.Width);
                target += TTransform.Points * WinogradProduct.Stride * TSimd.Width;
            }

            columns += WinogradPlan.PatchSize * TTransform.Points * TSimd.Width;
        }
    }
}
