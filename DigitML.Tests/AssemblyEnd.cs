using DigitML.Tests.Cli;
using DigitML.Tests.Web;

namespace DigitML.Tests;

/// <summary>Puts away what tests share, after the last one.</summary>
[TestClass]
public static class AssemblyEnd
{
    [AssemblyCleanup]
    public static async Task CleanUpAsync()
    {
        SharedModel.Remove();
        await Browser.CloseAsync();
    }
}
