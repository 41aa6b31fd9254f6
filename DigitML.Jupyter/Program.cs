using DigitML.Jupyter.Commands;

return await CommandLine.RunAsync(args);
