using System.Text.Json;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>One layer as a JSON object: its type, and its settings where they matter.</summary>
internal static class LayerJson
{
    private static readonly string[] Known =
    [
        nameof(Conv2D), nameof(Dense), nameof(MaxPool2D), nameof(AveragePool2D), nameof(GlobalAveragePool2D), nameof(BatchNorm),
        nameof(Dropout), nameof(Flatten), nameof(Relu), nameof(LeakyRelu),
    ];

    /// <summary>Writes a layer.</summary>
    public static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("type", layer.GetType().Name);
        switch (layer)
        {
            case Conv2D conv:
                json.WriteNumber("filters", conv.Filters);
                json.WriteNumber("kernelHeight", conv.KernelHeight);
                json.WriteNumber("kernelWidth", conv.KernelWidth);
                json.WriteNumber("stride", conv.Stride);
                json.WriteString("padding", conv.Padding.ToString());
                json.WriteBoolean("useBias", conv.UseBias);
                break;
            case Dense dense:
                json.WriteNumber("units", dense.Units);
                json.WriteBoolean("useBias", dense.UseBias);
                break;
            case PoolingLayer pool:
                json.WriteNumber("size", pool.Size);
                json.WriteNumber("stride", pool.Stride);
                break;
            case BatchNorm norm:
                json.WriteNumber("epsilon", norm.Epsilon);
                json.WriteNumber("momentum", norm.Momentum);
                break;
            case Dropout dropout:
                json.WriteNumber("rate", dropout.Rate);
                break;
            case LeakyRelu leaky:
                json.WriteNumber("slope", leaky.Slope);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a layer.</summary>
    /// <exception cref="DigitMLException">The type or a setting is unknown.</exception>
    /// <exception cref="KeyNotFoundException">A setting is missing.</exception>
    public static Layer Read(JsonElement json, string fileName)
    {
        string type = Property(json, "type").GetString() ?? "";
        return type switch
        {
            nameof(Conv2D) => new Conv2D(Integer(json, "filters"), Integer(json, "kernelHeight"), Integer(json, "kernelWidth"))
            {
                Stride = Integer(json, "stride"),
                Padding = Enum.TryParse(Property(json, "padding").GetString(), out Padding padding) && Enum.IsDefined(padding)
                    ? padding
                    : throw new DigitMLException($"{fileName}: the padding is {Property(json, "padding")}; Valid or Same is wanted."),
                UseBias = Property(json, "useBias").GetBoolean(),
            },
            nameof(Dense) => new Dense(Integer(json, "units")) { UseBias = Property(json, "useBias").GetBoolean() },
            nameof(MaxPool2D) => new MaxPool2D(Integer(json, "size")) { Stride = Integer(json, "stride") },
            nameof(AveragePool2D) => new AveragePool2D(Integer(json, "size")) { Stride = Integer(json, "stride") },
            nameof(GlobalAveragePool2D) => new GlobalAveragePool2D(),
            nameof(BatchNorm) => new BatchNorm { Epsilon = Single(json, "epsilon"), Momentum = Single(json, "momentum") },
            nameof(Dropout) => new Dropout(Single(json, "rate")),
            nameof(Flatten) => new Flatten(),
            nameof(Relu) => new Relu(),
            nameof(LeakyRelu) => new LeakyRelu(Single(json, "slope")),
            _ => throw new DigitMLException(
                $"{fileName}: the architecture has a layer \"{type}\"; this version knows {string.Join(", ", Known)}."),
        };
    }

    /// <summary>A setting that must be there.</summary>
    /// <exception cref="KeyNotFoundException">It isn't.</exception>
    public static JsonElement Property(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value : throw new KeyNotFoundException($"\"{name}\" is missing.");

    private static int Integer(JsonElement json, string name) => Property(json, name).GetInt32();

    private static float Single(JsonElement json, string name) => Property(json, name).GetSingle();
}
