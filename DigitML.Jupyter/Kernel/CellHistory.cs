using System.IO.Enumeration;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;

namespace DigitML.Jupyter.Kernel;

/// <summary>The cells that were run, for the history of consoles. There is one session, 1; nothing is kept on disk.</summary>
internal sealed class CellHistory
{
    private readonly List<(int Line, string Code)> _cells = [];

    /// <summary>Adds a cell.</summary>
    public void Add(int line, string code) => _cells.Add((line, code));

    /// <summary>Answers a history_request: the last cells, a range, or those that fit a pattern.</summary>
    public JsonObject Answer(JupyterMessage request)
    {
        int most = Math.Max(0, request.Number("n", int.MaxValue));
        IEnumerable<(int Line, string Code)> chosen = request.Text("hist_access_type") switch
        {
            "range" => _cells.Where(cell => cell.Line >= request.Number("start", 0) && cell.Line < request.Number("stop", int.MaxValue)),
            "search" => Search(request).TakeLast(most),
            _ => _cells.TakeLast(most),
        };
        bool output = request.Flag("output", false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. chosen.Select(cell =>
                new JsonArray(1, cell.Line, output ? new JsonArray(cell.Code, null) : JsonValue.Create(cell.Code)))]),
        };
    }

    private IEnumerable<(int Line, string Code)> Search(JupyterMessage request)
    {
        string pattern = request.Text("pattern", "*");
        IEnumerable<(int Line, string Code)> found =
            _cells.Where(cell => FileSystemName.MatchesSimpleExpression(pattern, cell.Code, ignoreCase: false));
        return request.Flag("unique", false) ? found.DistinctBy(cell => cell.Code) : found;
    }
}
