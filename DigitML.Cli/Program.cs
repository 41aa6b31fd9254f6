using DigitML.Cli;

return await CommandLine.RunAsync(args);
