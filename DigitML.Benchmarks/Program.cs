using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using DigitML.Benchmarks;

// dotnet run -c Release --project DigitML.Benchmarks -- transfer FILE.csv validation SETTING...
if (args is ["transfer", .. string[] rest])
{
    TransferExperiment.Run(rest);
    return;
}

// dotnet run -c Release --project DigitML.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(WorkColumn).Assembly).Run(args, DefaultConfig.Instance.AddColumn(WorkColumn.All));
