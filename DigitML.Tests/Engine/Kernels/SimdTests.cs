using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DigitML.Engine.Kernels;

namespace DigitML.Tests.Engine.Kernels;

/// <summary>
/// The other tests of kernels and layers run at whatever width the process has; <c>test.sh --widths</c> runs them at all of them
/// and says here which one it expects, so that a switch that does nothing is noticed.
/// </summary>
[TestClass]
public sealed unsafe class SimdTests
{
    private const string ExpectedWidth = "DIGITML_EXPECTED_WIDTH";

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Width_OfThisProcess_IsTheExpectedOne()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedWidth);
        TestContext.WriteLine($"The tiles work on {Simd.Width} numbers at a time, the row kernels on {Vector<float>.Count}.");
        if (!string.IsNullOrEmpty(expected)) { Assert.AreEqual(expected, $"{Simd.Width}", $"the width wanted by {ExpectedWidth}"); }
    }

    [TestMethod]
    public void PanelWidth_IsTwoRegisters() => Assert.AreEqual(2 * Simd.Width, Simd.PanelWidth);

    [TestMethod]
    public void Operations_EveryWidth_WorkOnEveryLane()
    {
        // A width that isn't accelerated still has to be right: the runtime then computes it piece by piece.
        Check<Simd512, Vector512<float>>();
        Check<Simd256, Vector256<float>>();
        Check<Simd128, Vector128<float>>();
        Check<SimdScalar, float>();
    }

    private static void Check<TSimd, TVector>()
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        GuardedBuffer left = GuardedBuffer.Random(TSimd.Width, 1), sum = GuardedBuffer.Random(TSimd.Width, 2);
        GuardedBuffer result = GuardedBuffer.Output(TSimd.Width);
        TVector product = TSimd.MultiplyAdd(TSimd.Load(left.Pointer), TSimd.Broadcast(0.5f), TSimd.Load(sum.Pointer));
        TSimd.Store(product, result.Pointer);
        result.AssertClose([.. left.Widen().Zip(sum.Widen(), (x, s) => x * 0.5 + s)], typeof(TSimd).Name, 1e-6);
        Assert.AreEqual(Unsafe.SizeOf<TVector>(), TSimd.Width * sizeof(float));
    }
}
