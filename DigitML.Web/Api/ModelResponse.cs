using DigitML.Web.Models;

namespace DigitML.Web.Api;

/// <summary>A model that can be named in requests.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="IsBuiltIn">Whether it is part of the library.</param>
/// <param name="Labels">What it tells apart.</param>
/// <param name="Width">The columns of the images that its network sees.</param>
/// <param name="Height">Their rows.</param>
/// <param name="ReadsMany">Whether it reads several digits in one picture.</param>
/// <param name="Parameters">The numbers that its networks learnt.</param>
/// <param name="Flags">How many corrected drawings of its script are saved; null if none may be.</param>
/// <param name="Facts">How it was trained, as text by name.</param>
internal sealed record ModelResponse(
    string Name, bool IsBuiltIn, IReadOnlyList<string> Labels, int Width, int Height, bool ReadsMany, long Parameters, int? Flags,
    IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Describes a model.</summary>
    public static ModelResponse Create(ServedModel model, int? flags)
    {
        DigitClassifier classifier = model.Classifier;
        return new ModelResponse(
            model.Name, model.IsBuiltIn, classifier.LabelNames, classifier.Network.InputShape.Width, classifier.Network.InputShape.Height,
            model.Reader is not null, classifier.Networks.Sum(network => (long)network.ParameterCount), flags,
            classifier.Provenance);
    }
}
