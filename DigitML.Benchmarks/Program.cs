using BenchmarkDotNet.Running;

// dotnet run -c Release --project DigitML.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(DigitML.Benchmarks.ConvolutionCase).Assembly).Run(args);
