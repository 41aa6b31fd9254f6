using DigitML.Web;

return await ServerProgram.RunAsync(args);
