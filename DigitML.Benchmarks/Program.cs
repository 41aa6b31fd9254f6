using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using DigitML.Benchmarks.Experiments;
using DigitML.Benchmarks.Kernels;

// What artifacts/transfer.sh, artifacts/recipes.sh and decoders.sh call, and how training scales: threads keras mieczmik.
switch (args)
{
    case ["threads", .. string[] presets]: Array.ForEach(presets, ThreadScaling.Run); return;
    case ["decoders", .. string[] files]: DecoderSpeed.Run(files); return;
    case ["transfer", "speed"]: TransferSpeed.Run(); return;
    case ["transfer", "report", string runs, string table, string chart]: TransferTable.Write(runs, table, chart); return;
    case ["recipes", string folder, string first, "learn", string name, string preset, .. string[] settings]:
        new PresetExperiment(folder, int.Parse(first)).Learn(name, preset, settings);
        return;
    case ["recipes", string folder, string first, "judge", .. string[] models]:
        Array.ForEach(models, new PresetExperiment(folder, int.Parse(first)).Judge);
        return;
    case ["transfer", string runs, string part, .. string[] settings]: TransferExperiment.Run(runs, part, settings); return;
}

// dotnet run -c Release --project DigitML.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(WorkColumn).Assembly).Run(args, DefaultConfig.Instance.AddColumn(WorkColumn.All));
