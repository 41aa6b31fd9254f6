

namespace DigitML.Tests.Engine.Training.Optimizers;

/// <summary>Every optimizer against PyTorch's figures after 1, 2 and 12 steps, and the checks of their settings.</summary>
[TestClass]
public sealed class OptimizerTests
{
    private const int Steps = 12;
    private static readonly TorchFixture Figures = TorchFixture.Load("optimizers");

    [TestMethod]
    [DataRow("adam")]
    [DataRow("adamEpsilon1e8")]
    [DataRow("adamTinyGradients")]
    [DataRow("adamEpsilon1e8TinyGradients")]
    [DataRow("adamW")]
    [DataRow("sgd")]
    [DataRow("sgdMomentum")]
    [DataRow("sgdNesterov")]
    [DataRow("sgdWeightDecay")]
    [DataRow("sgdMomentumWeightDecay")]
    [DataRow("rmsProp")]
    [DataRow("rmsPropMomentum")]
    [DataRow("rmsPropTinyGradients")]
    [DataRow("adagrad")]
    [DataRow("adagradTinyGradients")]
    public void Update_TwelveSteps_FollowsPyTorch(string name)
    {
        TorchFixture expected = Figures[name];
        Optimizer optimizer = Make(expected);
        float[] start = Figures.Floats("parameters"), weights = Padded(start), gradients = Padded(start);
        float[] first = State(optimizer, weights.Length, 0), second = State(optimizer, weights.Length, 1);
        for (int step = 1; step <= Steps; step++)
        {
            FormulaValues.Fill(
                gradients.AsSpan(0, start.Length), (ulong)(expected.Integer("firstGradientKey") + step - 1), expected.Number("gradientScale"));
            optimizer.Update(new OptimizerStep
            {
                Weights = weights, Gradients = gradients, First = first, Second = second, LearningRate = optimizer.LearningRate,
                WeightDecay = optimizer.WeightDecay, GradientScale = 1, Number = step,
            });
            if (expected.Has($"after{step}")) { expected.AssertClose($"after{step}", weights.AsSpan(0, start.Length), 1e-6); }
        }
    }

    [TestMethod]
    public void Update_GradientScale_ActsLikeSmallerGradients()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(), new AdamW(), new Sgd(), new RmsProp(), new Adagrad() })
        {
            float[] scaled = OneStep(optimizer, gradient: 8, scale: .25f), plain = OneStep(optimizer, gradient: 2, scale: 1);

            Assert.AreSequenceEqual(plain, scaled, optimizer.ToString());
            Assert.AreNotEqual(1f, plain[0], optimizer.ToString());
        }
    }

    [TestMethod]
    public void Validate_Defaults_AreInRange()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(), new AdamW(), new Sgd(), new RmsProp(), new Adagrad() })
        {
            optimizer.Validate();
        }
    }

    [TestMethod]
    public void Validate_OutOfRange_SaysWhatIsWanted()
    {
        AssertComplains("Adam: the learning rate is 0; it must be more than 0.", new Adam { LearningRate = 0 });
        AssertComplains("Sgd: the learning rate is NaN; it must be more than 0.", new Sgd { LearningRate = float.NaN });
        AssertComplains("AdamW: the weight decay is -1; it must be 0 or more.", new AdamW { WeightDecay = -1 });
        AssertComplains("Adam: the clip norm is -0.5; it must be 0 (off) or more.", new Adam { ClipNorm = -.5f });
        AssertComplains("Adam: the beta 1 is 1; it must be from 0 to less than 1.", new Adam { Beta1 = 1 });
        AssertComplains("AdamW: the beta 2 is -0.1; it must be from 0 to less than 1.", new AdamW { Beta2 = -.1f });
        AssertComplains("Adam: the epsilon is 0; it must be more than 0.", new Adam { Epsilon = 0 });
        AssertComplains("Sgd: the momentum is 1; it must be from 0 to less than 1.", new Sgd { Momentum = 1 });
        AssertComplains("RmsProp: the rho is 1.5; it must be from 0 to less than 1.", new RmsProp { Rho = 1.5f });
        AssertComplains("RmsProp: the momentum is NaN; it must be from 0 to less than 1.", new RmsProp { Momentum = float.NaN });
        AssertComplains("RmsProp: the epsilon is 0; it must be more than 0.", new RmsProp { Epsilon = 0 });
        AssertComplains("Adagrad: the initial accumulator is -1; it must be 0 or more.", new Adagrad { InitialAccumulator = -1 });
        AssertComplains("Adagrad: the epsilon is -1; it must be more than 0.", new Adagrad { Epsilon = -1 });
    }

    private static void AssertComplains(string sentence, Optimizer optimizer) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<DigitMLException>(optimizer.Validate).Message);

    private static Optimizer Make(TorchFixture run)
    {
        float rate = Option(run, "learningRate"), epsilon = Option(run, "epsilon"), decay = Option(run, "weightDecay");
        float momentum = Option(run, "momentum"), beta1 = Option(run, "beta1"), beta2 = Option(run, "beta2");
        return run.Text("optimizer") switch
        {
            "Adam" => new Adam { LearningRate = rate, Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon },
            "AdamW" => new AdamW { LearningRate = rate, Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = decay },
            "SGD" => new Sgd { LearningRate = rate, Momentum = momentum, Nesterov = run.Flag("nesterov"), WeightDecay = decay },
            "RMSprop" => new RmsProp { LearningRate = rate, Rho = Option(run, "alpha"), Epsilon = epsilon, Momentum = momentum },
            _ => new Adagrad { LearningRate = rate, InitialAccumulator = Option(run, "initialAccumulator"), Epsilon = epsilon },
        };
    }

    private static float Option(TorchFixture run, string name) => run.Has(name) ? (float)run.Number(name) : 0;

    private static float[] OneStep(Optimizer optimizer, float gradient, float scale)
    {
        float[] weights = new float[16], gradients = new float[16];
        Array.Fill(weights, 1);
        Array.Fill(gradients, gradient);
        optimizer.Update(new OptimizerStep
        {
            Weights = weights, Gradients = gradients, First = State(optimizer, 16, 0), Second = State(optimizer, 16, 1),
            LearningRate = .1f, GradientScale = scale, Number = 1,
        });
        return weights;
    }

    // An update works on multiples of 16 numbers.
    private static float[] Padded(float[] values) => [.. values, .. new float[(16 - values.Length % 16) % 16]];

    private static float[] State(Optimizer optimizer, int length, int index)
    {
        if (index >= optimizer.StateCount) { return []; }
        var state = new float[length];
        if (index == 0) { Array.Fill(state, optimizer.InitialState); }
        return state;
    }
}
