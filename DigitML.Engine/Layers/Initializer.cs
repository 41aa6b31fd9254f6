namespace DigitML;

/// <summary>How the weights of a layer are drawn before training. Biases start at zero.</summary>
public enum Initializer
{
    /// <summary>Uniform within ±sqrt(6 / inputs): suits ReLU (He et al., "Delving deep into rectifiers", 2015).</summary>
    HeUniform,

    /// <summary>Normal with deviation sqrt(2 / inputs), the same source.</summary>
    HeNormal,

    /// <summary>
    /// Uniform within ±sqrt(6 / (inputs + outputs)): Keras' default (Glorot and Bengio, "Understanding the difficulty of training deep
    /// feedforward neural networks", 2010).
    /// </summary>
    GlorotUniform,

    /// <summary>Normal with deviation sqrt(2 / (inputs + outputs)), the same source.</summary>
    GlorotNormal,
}
