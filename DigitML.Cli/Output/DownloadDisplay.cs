namespace DigitML.Cli.Output;

/// <summary>Shows on standard error how a data set is fetched: a line that is rewritten on a terminal, a line a step elsewhere.</summary>
internal sealed class DownloadDisplay : IProgress<DatasetProgress>
{
    private DatasetProgress? _last;

    /// <inheritdoc/>
    public void Report(DatasetProgress value)
    {
        bool news = _last?.FileName != value.FileName || _last.Phase != value.Phase;
        if (Terminal.IsLive)
        {
            if (!news && value.Bytes - _last!.Bytes < 200_000) { return; }
            string size = value.TotalBytes is { } total ? $" of {total / 1e6:F1} MB" : " MB";
            Terminal.Rewrite(value.Bytes > 0 ? $"{value.Phase} {value.FileName}: {value.Bytes / 1e6:F1}{size}" : $"{value.Phase} {value.FileName}");
        }
        else if (news && value.Phase == DatasetPhase.Downloading)
        {
            Console.Error.WriteLine($"{value.Phase} {value.FileName}");
        }

        _last = value;
    }
}
