using System.CommandLine;
using DigitML.Cli.Output;
using DigitML.Data;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml predict</c>: reads pictures of one digit each, or with <c>--many</c> of any number.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string[]> Images = new("IMAGE")
    {
        Description = "Pictures; - reads paths from standard input, one per line; with --submission, a file of images (CSV, NPZ, NPY, IDX)",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Model = new("--model")
    {
        Description = "A built-in model's name or a model's file",
        DefaultValueFactory = _ => CommandOptions.DefaultModel,
    };

    private static readonly Option<int> Top = new("--top") { Description = "Number of candidates to show", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> Many = new("--many")
    {
        Description = "Read all digits of each picture, line by line: a page, a form, a drawing, a photo",
    };

    private static readonly Option<string?> Debug = new("--debug")
    {
        Description = "Write pictures of the intermediate steps to a subfolder of this folder for each picture",
        HelpName = "FOLDER",
    };

    private static readonly Option<string?> ForSubmission = new("--submission")
    {
        Description = "Write the predicted labels of a data file to this CSV file, in Kaggle's submission format",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per image" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("predict", "Classify pictures of single digits, or read all digits of a page")
        {
            Images, Many, Model, Top, Debug, ForSubmission, Json,
        };
        Images.Validators.Add(result =>
        {
            // Any word would do as a file's name, a mistyped option too.
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } option)
            {
                result.AddError($"Unrecognized option '{option.Value}'; for a file of that name write ./{option.Value}");
            }
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Top) < 1) { throw new DigitMLException($"--top is {parsed.GetValue(Top)}; it must be at least 1."); }
        if (parsed.GetValue(ForSubmission) is { } submission) { return LabelFile(parsed, submission, cancellationToken); }
        DiagnosticFolders? folders = Folders(parsed.GetValue(Debug));
        Func<string, string?, string> read = Reading(parsed);
        bool json = parsed.GetValue(Json);
        int exitCode = 0;
        await OrderedPipeline.RunAsync(
            parsed.GetRequiredValue(Images).SelectMany(Expand).Select(path => (Path: path, Stages: folders?.Next(path))),
            picture => Answer(picture.Path, () => read(picture.Path, picture.Stages), json), Print, cancellationToken);
        return exitCode;

        void Print(ImageOutput answer)
        {
            if (answer.Mistake is { } mistake) { exitCode = CommandErrors.Report(mistake); }
            if (answer.Output.Length > 0) { Console.Out.WriteLine(answer.Output); }
        }
    }

    /// <summary>What reads a file and says what it read.</summary>
    private static Func<string, string?, string> Reading(ParseResult parsed)
    {
        bool json = parsed.GetValue(Json), isTopGiven = parsed.GetResult(Top) is { Implicit: false };
        string model = parsed.GetRequiredValue(Model);
        return parsed.GetValue(Many)
            ? new PageOutput(CommandOptions.LoadReader(model), isTopGiven ? parsed.GetValue(Top) : 0, json).Read
            : new DigitOutput(CommandOptions.LoadModel(model), parsed.GetValue(Top), json).Read;
    }

    private static DiagnosticFolders? Folders(string? root)
    {
        if (root is null) { return null; }
        OutputFile.RequireFolder(root, "--debug");
        return new DiagnosticFolders(root);
    }

    private static ImageOutput Answer(string path, Func<string> read, bool json)
    {
        try
        {
            return new ImageOutput(read());
        }
        catch (Exception exception) when (CommandErrors.IsMistake(exception))
        {
            return new ImageOutput(json ? ErrorLine(path, exception) : "", exception);
        }
    }

    private static int LabelFile(ParseResult parsed, string submission, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Many) || parsed.GetValue(Debug) is not null)
        {
            throw new DigitMLException("--submission labels images of one digit each and writes one file: leave --many and --debug out.");
        }

        if (parsed.GetRequiredValue(Images) is not [var path])
        {
            throw new DigitMLException("--submission labels the images of one data file: give one, such as test.csv.");
        }

        OutputFile.RequireWritable(submission, "--submission");
        DigitClassifier classifier = CommandOptions.LoadModel(parsed.GetRequiredValue(Model));
        UnlabeledImages images = UnlabeledImages.Load(path, new DownloadDisplay(), cancellationToken);
        Terminal.Clear();
        Submission.Write(submission, classifier, images, cancellationToken: cancellationToken);
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

    private static string ErrorLine(string path, Exception exception) => JsonOutput.Line(json =>
    {
        json.WriteString("file", path);
        json.WriteString("error", CommandErrors.OneLine(exception.Message));
    });
}
