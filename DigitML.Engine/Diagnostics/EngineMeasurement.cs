namespace DigitML.Engine.Diagnostics;

/// <summary>How fast the engine is with a network on this machine.</summary>
/// <param name="TrainImagesPerSecond">Images a second in training steps: forward, backward and the optimizer.</param>
/// <param name="InferImagesPerSecond">Images a second in batches, answers only.</param>
/// <param name="SingleImageMilliseconds">Time for one image on one thread.</param>
/// <param name="PeakGflops">
/// What the processor can do with as many threads that only multiply and add in registers, the median over the time of the training;
/// a multiply-add counts as two.
/// </param>
/// <param name="TrainGflops">What training does, counting convolutions and dense layers as if they were computed densely.</param>
/// <param name="Simd">The vector registers in use.</param>
internal sealed record EngineMeasurement(
    double TrainImagesPerSecond, double InferImagesPerSecond, double SingleImageMilliseconds, double PeakGflops, double TrainGflops, string Simd)
{
    /// <summary>Training's share of the peak, in percent.</summary>
    public double TrainPercentOfPeak => 100 * TrainGflops / PeakGflops;
}
