using DigitML.Engine.Layers;
using DigitML.Engine.Threading;
using DigitML.Engine.Training;

namespace DigitML.Tests.Engine.Training;

/// <summary>What happens around the optimizer at the end of a step: clipping, weight decay by role, the moving average.</summary>
[TestClass]
public sealed class WeightUpdateTests
{
    private static readonly TorchFixture Figures = TorchFixture.Load("optimizers");
    private static readonly Network AnyNetwork = new([new Flatten(), new Dense(2)]);

    [TestMethod]
    [DataRow("clipping")]
    [DataRow("clippingBelowMaximum")]
    public void Run_ClipNorm_ScalesAllGradientsAsPyTorch(string name)
    {
        TorchFixture expected = Figures[name];
        float clipNorm = (float)expected.Number("maximum");
        var update = new Update(
            new TrainingOptions { Network = AnyNetwork, Optimizer = new Sgd { LearningRate = 1, ClipNorm = clipNorm } },
            Spec("first", ParameterRole.Weight, 4, 5), Spec("second", ParameterRole.Bias, 30));
        expected.Floats("first").CopyTo(update.Gradients(0));
        expected.Floats("second").CopyTo(update.Gradients(1));

        update.Run();

        // From zero and with a rate of 1, the weights are the clipped gradients' opposites.
        expected.AssertClose("firstClipped", Negative(update.Weights(0)), 1e-6);
        expected.AssertClose("secondClipped", Negative(update.Weights(1)), 1e-6);
    }

    [TestMethod]
    public void Run_GradientsPastAChunk_CountForTheNormAndAreApplied()
    {
        const int Length = 40_003;
        var update = new Update(
            new TrainingOptions { Network = AnyNetwork, Optimizer = new Sgd { LearningRate = 1, ClipNorm = 1 } },
            Spec("weight", ParameterRole.Weight, Length));
        update.Gradients(0).Fill(1);

        update.Run(threads: 3);

        foreach (float weight in update.Weights(0)) { Assert.AreEqual(-1 / Math.Sqrt(Length), weight, 1e-6); }
    }

    [TestMethod]
    public void Run_WeightDecay_LeavesBiasesAlone()
    {
        var update = new Update(
            new TrainingOptions { Network = AnyNetwork, Optimizer = new Sgd { LearningRate = .5f, WeightDecay = .5f } },
            Spec("weight", ParameterRole.Weight, 20), Spec("bias", ParameterRole.Bias, 20));
        update.Weights(0).Fill(4);
        update.Weights(1).Fill(4);

        update.Run();

        foreach (float weight in update.Weights(0)) { Assert.AreEqual(3f, weight); }
        foreach (float bias in update.Weights(1)) { Assert.AreEqual(4f, bias); }
    }

    [TestMethod]
    public void Run_Statistics_StayAsTheyAre()
    {
        var update = new Update(
            new TrainingOptions { Network = AnyNetwork, Optimizer = new AdamW { WeightDecay = .5f }, EmaDecay = .5f },
            Spec("running", ParameterRole.RunningStatistic, 20), Spec("weight", ParameterRole.Weight, 20));
        update.Weights(0).Fill(7);
        update.Gradients(1).Fill(1);

        update.Run();

        foreach (float statistic in update.Weights(0)) { Assert.AreEqual(7f, statistic); }
        foreach (float weight in update.Weights(1)) { Assert.AreNotEqual(0f, weight); }
    }

    [TestMethod]
    public void Run_AverageDecay_FollowsTheFigures()
    {
        TorchFixture expected = Figures["average"];
        float[] start = Figures.Floats("parameters"), target = new float[start.Length];
        var options = new TrainingOptions
        {
            Network = AnyNetwork, Optimizer = new Sgd { LearningRate = 1 }, EmaDecay = (float)expected.Number("decay"),
        };
        var update = new Update(options, start, Spec("weight", ParameterRole.Weight, start.Length));
        for (int step = 1; step <= 12; step++)
        {
            // The gradient that takes the weights where the figures want them.
            FormulaValues.Fill(target, (ulong)(expected.Integer("firstWeightsKey") + step - 1), expected.Number("weightsScale"));
            for (int i = 0; i < target.Length; i++) { update.Gradients(0)[i] = update.Weights(0)[i] - target[i]; }

            update.Run();

            if (expected.Has($"after{step}")) { expected.AssertClose($"after{step}", update.Average[..start.Length], 1e-6); }
        }
    }

    [TestMethod]
    public void Average_WithoutDecay_IsEmpty()
    {
        var update = new Update(new TrainingOptions { Network = AnyNetwork }, Spec("weight", ParameterRole.Weight, 5));

        Assert.AreEqual(0, update.Average.Length);
    }

    [TestMethod]
    [DataRow(0f, -1f, -1f)]
    [DataRow(1f, -.1f, -.1f)]
    public void PlanEarly_SomeParameters_UpdatesEachOnceAndClipsAllTogether(float clipNorm, float first, float second)
    {
        var parameters = new ParameterSet([("layer", Spec("first", ParameterRole.Weight, 60)), ("layer", Spec("second", ParameterRole.Weight, 40))]);
        var gradients = new GradientSet(parameters, shards: 1);
        var options = new TrainingOptions { Network = AnyNetwork, Optimizer = new Sgd { LearningRate = 1, ClipNorm = clipNorm } };
        var update = new WeightUpdate(options, parameters, gradients) { Number = 1, LearningRate = 1 };
        var plan = new StepPlan(16);
        float early = 0;
        foreach (Parameter parameter in parameters.Parameters) { gradients[parameter].Fill(1); }
        update.PlanEarly(plan, [parameters.Parameters[1]]);
        plan.Once(() => early = parameters[parameters.Parameters[1]][0]);
        update.Plan(plan);

        plan.Run(WorkerTeam.Create(2), 16);

        Assert.AreEqual(clipNorm > 0 ? 0f : second, early);
        foreach (float weight in parameters[parameters.Parameters[0]]) { Assert.AreEqual(first, weight, 1e-6f); }
        foreach (float weight in parameters[parameters.Parameters[1]]) { Assert.AreEqual(second, weight, 1e-6f); }
    }

    private static ParameterSpec Spec(string name, ParameterRole role, params int[] shape) => new(name, shape, role, Initialization.Zeros);

    private static float[] Negative(Span<float> values) => Array.ConvertAll(values.ToArray(), value => -value);

    /// <summary>A weight update over parameters of a test's own.</summary>
    private sealed class Update
    {
        private readonly ParameterSet _parameters;
        private readonly GradientSet _gradients;
        private readonly WeightUpdate _update;
        private readonly StepPlan _plan = new(1);
        private int _number;

        public Update(TrainingOptions options, params ParameterSpec[] specs)
            : this(options, [], specs)
        {
        }

        public Update(TrainingOptions options, float[] start, params ParameterSpec[] specs)
        {
            _parameters = new ParameterSet(specs.Select(spec => ("layer", spec)));
            start.CopyTo(_parameters.Values);
            _gradients = new GradientSet(_parameters, shards: 1);
            _update = new WeightUpdate(options, _parameters, _gradients) { LearningRate = options.Optimizer.LearningRate };
            _update.Plan(_plan);
        }

        public Span<float> Average => _update.Average;

        public Span<float> Weights(int index) => _parameters[_parameters.Parameters[index]];

        public Span<float> Gradients(int index) => _gradients[_parameters.Parameters[index]];

        public void Run(int threads = 1)
        {
            _update.Number = ++_number;
            _plan.Run(WorkerTeam.Create(threads), 1);
        }
    }
}
