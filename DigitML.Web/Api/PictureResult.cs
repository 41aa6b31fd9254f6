using DigitML.Classification;
using DigitML.Web.Models;
using DigitML.Web.Safety;
using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Api;

/// <summary>Reads a picture and puts the answer together.</summary>
/// <param name="model">Who reads.</param>
/// <param name="top">How many labels to rank for each digit, at least 1.</param>
internal sealed class PictureResult(ServedModel model, int top)
{
    // A label that is less likely than all others together is a guess.
    private const float LeastConfidence = .5f;

    /// <summary>Reads a picture.</summary>
    /// <exception cref="RequestException">Several digits are asked for, but the model reads single ones only.</exception>
    public PredictResponse Read(GrayImage image, DigitCount count)
    {
        if (count == DigitCount.One || (count == DigitCount.Auto && model.Reader is null)) { return ReadOne(image, null); }
        DigitReader reader = model.Reader ?? throw new RequestException(StatusCodes.Status422UnprocessableEntity,
            $"The model {model.Name} reads single digits only: ask for one, or name another model.");
        PageResult page = reader.Read(image);
        if (count == DigitCount.Many || page.Count > 1) { return Several(image, page); }
        // One digit beside other ink: the answer is that digit, not all ink read as one.
        return page is { Count: 1, Rejected.Count: > 0 }
            ? Several(image, page) with { Confidences = LabelResponse.Ranked(page[0].Prediction, top) }
            : ReadOne(image, page);
    }

    /// <summary>The picture that the network sees: the ink fitted and centred, 0 where there is paper.</summary>
    public static GrayImage Normalize(ServedModel model, GrayImage image) =>
        DigitNormalizer.Normalize(image, model.Classifier.Network.InputShape.Height, model.Classifier.Network.InputShape.Width);

    private PredictResponse ReadOne(GrayImage image, PageResult? page)
    {
        GrayImage input = Normalize(model, image);
        if (!input.Pixels.ContainsAnyExcept((byte)0)) { return Several(image, null); }
        Prediction prediction = model.Classifier.PredictPixels(input.Pixels);
        LabelResponse[] ranked = LabelResponse.Ranked(prediction, top);
        BoxResponse box = page is [var only] ? BoxResponse.Create(only.Box) : new BoxResponse(0, 0, image.Width, image.Height);
        bool isUnseen = page is { Count: 0, Rejected.Count: > 0 };
        return new PredictResponse(
            model.Name, prediction.Label, ranked,
            isUnseen || !(prediction.Confidence >= LeastConfidence) || prediction.Label == NonDigitLabels.None, image.Width, image.Height,
            [new DigitResponse(prediction.Label, LabelResponse.Rounded(prediction.Confidence), ranked, box, 0, DataAddress(input))],
            Rejected(page));
    }

    private PredictResponse Several(GrayImage image, PageResult? page)
    {
        DigitResponse[] digits = page is null ? [] : [.. page.Select(digit => new DigitResponse(
            digit.Label, LabelResponse.Rounded(digit.Confidence), LabelResponse.Ranked(digit.Prediction, top), BoxResponse.Create(digit.Box),
            digit.Line,
            DataAddress(digit.Image)))];
        string? text = digits.Length == 0 ? null : page!.Text;
        double confidence = digits.Aggregate(1.0, (product, digit) => product * digit.Confidence);
        return new PredictResponse(
            model.Name, text, text is null ? [] : [new LabelResponse(text, LabelResponse.Rounded(confidence))], page is { Rejected.Count: > 0 },
            image.Width, image.Height, digits, Rejected(page));
    }

    private static BoxResponse[] Rejected(PageResult? page) => page is null ? [] : [.. page.Rejected.Select(shape => BoxResponse.Create(shape.Box))];

    private static string DataAddress(GrayImage image)
    {
        using var png = new MemoryStream();
        image.Save(png);
        return $"data:image/png;base64,{Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)}";
    }
}
