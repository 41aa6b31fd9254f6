using DigitML.Engine.Kernels;
using DigitML.Tests.Engine.Kernels.Reference;

namespace DigitML.Tests.Engine.Layers;

/// <summary>Every layer in double precision, put together from the plain references beside the kernels.</summary>
internal static class LayerReference
{
    /// <summary>Output and gradients of a layer in training.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="shape">The size of its input.</param>
    /// <param name="x">The input [N, H, W, C].</param>
    /// <param name="parameters">The layer's parameters in order.</param>
    /// <param name="dy">The gradient of the output.</param>
    public static LayerFigures<double> Run(Layer layer, TensorShape shape, double[] x, double[][] parameters, double[] dy)
    {
        double[] dx = new double[x.Length];
        double[][] gradients = [.. parameters.Take(2).Select(values => new double[values.Length])];
        switch (layer)
        {
            case Conv2D conv:
                ConvolutionReference.DataGradient<double>(ShapeOf(conv, shape), dy, parameters[0], dx);
                ConvolutionReference.WeightGradient<double>(ShapeOf(conv, shape), x, dy, gradients[0]);
                if (conv.UseBias) { DenseReference.BiasGradient<double>(dy, gradients[1]); }
                break;
            case Dense dense:
                DenseReference.DataGradient<double>(shape.Length, dy, parameters[0], dx);
                DenseReference.WeightGradient<double>(shape.Length, x, dy, gradients[0]);
                if (dense.UseBias) { DenseReference.BiasGradient<double>(dy, gradients[1]); }
                break;
            case BatchNorm norm:
                BatchNormalizationReference.Backward<double>(x, dy, norm.Epsilon, parameters[0], dx, gradients[0], gradients[1]);
                break;
            default: InputGradient(layer, shape, x, dy, dx); break;
        }

        return new LayerFigures<double>(Forward(layer, shape, x, parameters), dx, gradients);
    }

    /// <summary>Output of a layer, in training or in use. Dropout has a reference in use only, or if it drops nothing.</summary>
    public static double[] Forward(Layer layer, TensorShape shape, double[] x, double[][] parameters, bool training = true)
    {
        double[] y = new double[x.Length / shape.Length * layer.OutputShape(shape).Length];
        double[] bias = parameters.Length > 1 ? parameters[1] : [];
        switch (layer)
        {
            case Conv2D conv: ConvolutionReference.Forward<double>(ShapeOf(conv, shape), x, parameters[0], bias, y); break;
            case Dense: DenseReference.Forward<double>(shape.Length, x, parameters[0], bias, y); break;
            case MaxPool2D pool: PoolingReference.MaxForward<double>(WindowOf(pool.Size, pool.Stride, shape), x, y); break;
            case AveragePool2D pool: PoolingReference.AverageForward<double>(WindowOf(pool.Size, pool.Stride, shape), x, y); break;
            case GlobalAveragePool2D: PoolingReference.AverageForward<double>(WholeOf(shape), x, y); break;
            case Relu: RectifierReference.Forward<double>(x, 0, y); break;
            case LeakyRelu leaky: RectifierReference.Forward<double>(x, leaky.Slope, y); break;
            case BatchNorm norm: Normalize(norm, x, parameters, y, training); break;
            case Dropout dropout when !training || dropout.Rate == 0: x.CopyTo(y, 0); break;
            case Flatten: x.CopyTo(y, 0); break;
            default: throw new NotSupportedException($"There is no reference of {layer}.");
        }

        return y;
    }

    private static void Normalize(BatchNorm norm, double[] x, double[][] parameters, double[] y, bool training)
    {
        (double[] mean, double[] variance) = ([.. parameters[2]], [.. parameters[3]]);
        if (training) { BatchNormalizationReference.Measure<double>(x, mean, variance); }
        BatchNormalizationReference.Forward<double>(x, mean, variance, norm.Epsilon, parameters[0], parameters[1], y);
    }

    // Of the layers that learn nothing.
    private static void InputGradient(Layer layer, TensorShape shape, double[] x, double[] dy, double[] dx)
    {
        switch (layer)
        {
            case MaxPool2D pool: PoolingReference.MaxBackward<double>(WindowOf(pool.Size, pool.Stride, shape), x, dy, dx); break;
            case AveragePool2D pool: PoolingReference.AverageBackward<double>(WindowOf(pool.Size, pool.Stride, shape), dy, dx); break;
            case GlobalAveragePool2D: PoolingReference.AverageBackward<double>(WholeOf(shape), dy, dx); break;
            case Relu: RectifierReference.Backward<double>(x, dy, 0, dx); break;
            case LeakyRelu leaky: RectifierReference.Backward<double>(x, dy, leaky.Slope, dx); break;
            case Flatten or Dropout { Rate: 0 }: dy.CopyTo(dx, 0); break;
            default: throw new NotSupportedException($"There is no reference of {layer}.");
        }
    }

    private static ConvolutionShape ShapeOf(Conv2D conv, TensorShape shape) => new(
        shape.Height, shape.Width, shape.Channels, conv.Filters, conv.KernelHeight, conv.KernelWidth, conv.Stride,
        conv.Padding == Padding.Same
            ? ConvolutionShape.SamePadding(shape.Height, shape.Width, conv.KernelHeight, conv.KernelWidth, conv.Stride)
            : Halo.None);

    private static ConvolutionShape WindowOf(int size, int stride, TensorShape shape) =>
        new(shape.Height, shape.Width, shape.Channels, shape.Channels, size, size, stride, Halo.None);

    private static ConvolutionShape WholeOf(TensorShape shape) =>
        new(shape.Height, shape.Width, shape.Channels, shape.Channels, shape.Height, shape.Width, 1, Halo.None);
}
