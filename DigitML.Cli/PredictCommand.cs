using System.CommandLine;
using System.Globalization;
using DigitML.Datasets;
using DigitML.Imaging;
using DigitML.Models;

namespace DigitML.Cli;

/// <summary><c>digitml predict</c>: reads pictures of one digit each.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string[]> Images = new("IMAGE")
    {
        Description = "Pictures; - takes paths from standard input, one a line; with --submission a file of images (CSV, NPZ, NPY, IDX)",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Model = new("--model")
    {
        Description = "A built-in model's name or a model's file",
        DefaultValueFactory = _ => CommandOptions.DefaultModel,
    };

    private static readonly Option<int> Top = new("--top") { Description = "How many candidates to show", DefaultValueFactory = _ => 3 };
    private static readonly Option<string?> ForSubmission = new("--submission")
    {
        Description = "Write the labels of all images of a data file to this CSV file, as Kaggle's competitions want them",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object an image" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("predict", "Read pictures of one digit each") { Images, Model, Top, ForSubmission, Json };
        Images.Validators.Add(result =>
        {
            // Any word would do as a file's name, a mistyped option too.
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } option)
            {
                result.AddError($"Unrecognized option '{option.Value}'; for a file of that name write ./{option.Value}");
            }
        });
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        int top = parsed.GetValue(Top), exitCode = 0;
        if (top < 1) { throw new ArgumentException($"--top is {top}; it must be at least 1."); }
        if (parsed.GetValue(ForSubmission) is { } submission) { return LabelFile(parsed, submission, cancellation); }
        DigitClassifier classifier = CommandOptions.LoadModel(parsed.GetRequiredValue(Model));
        foreach (string path in parsed.GetRequiredValue(Images).SelectMany(Expand))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Print(path, classifier.Predict(GrayImage.Load(path)), top, parsed.GetValue(Json));
            }
            catch (Exception exception) when (CommandErrors.IsMistake(exception))
            {
                exitCode = CommandErrors.Report(exception);
                if (parsed.GetValue(Json)) { PrintError(path, exception); }
            }
        }

        return exitCode;
    }

    private static int LabelFile(ParseResult parsed, string submission, CancellationToken cancellation)
    {
        if (parsed.GetRequiredValue(Images) is not [var path])
        {
            throw new ArgumentException("--submission labels the images of one data file: give one, such as test.csv.");
        }

        OutputFile.RequireWritable(submission, "--submission");
        DigitClassifier classifier = CommandOptions.LoadModel(parsed.GetRequiredValue(Model));
        UnlabelledImages images = UnlabelledImages.Load(path, new DownloadDisplay(), cancellation);
        Terminal.Clear();
        Submission.Write(submission, classifier, images, cancellation: cancellation);
        Console.Out.WriteLine($"{path}: {images.Count:N0} images labelled in {submission}");
        if (parsed.GetValue(Json))
        {
            JsonOutput.WriteLine(json =>
            {
                json.WriteString("file", path);
                json.WriteString("submission", submission);
                json.WriteNumber("images", images.Count);
            });
        }

        return 0;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (path != "-") { return [path]; }
        return Lines();

        static IEnumerable<string> Lines()
        {
            while (Console.In.ReadLine() is { } line)
            {
                if (line.Length > 0) { yield return line; }
            }
        }
    }

    private static void Print(string path, Prediction prediction, int top, bool json)
    {
        IReadOnlyList<RankedLabel> ranked = prediction.Top(top);
        if (json)
        {
            JsonOutput.WriteLine(writer =>
            {
                writer.WriteString("file", path);
                writer.WriteString("label", prediction.Label);
                writer.WriteFinite("confidence", prediction.Confidence, 6);
                writer.WriteStartArray("top");
                foreach (RankedLabel candidate in ranked)
                {
                    writer.WriteStartObject();
                    writer.WriteString("label", candidate.Label);
                    writer.WriteFinite("confidence", candidate.Confidence, 6);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        string others = string.Join(", ", ranked.Skip(1).Select(candidate => $"{candidate.Label} {Percent(candidate.Confidence)}"));
        Console.Out.WriteLine($"{path}: {prediction.Label}  {Percent(prediction.Confidence)}{(others.Length > 0 ? $"  ({others})" : "")}");
    }

    private static void PrintError(string path, Exception exception) => JsonOutput.WriteLine(json =>
    {
        json.WriteString("file", path);
        json.WriteString("error", CommandErrors.OneLine(exception.Message));
    });

    private static string Percent(float share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F1} %");
}
