namespace DigitML.Tests.Data;

/// <summary>Keeps all reports in order.</summary>
internal sealed class ProgressList : IProgress<DatasetProgress>
{
    public List<DatasetProgress> Reports { get; } = [];

    public void Report(DatasetProgress value) => Reports.Add(value);
}
