namespace DigitML.Jupyter.Scripting;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The kind: the exception's type, CompileError or Interrupted.</param>
/// <param name="Message">What went wrong, in one line where possible.</param>
/// <param name="Line">The cell's line, from 1; null when it is not known.</param>
/// <param name="Traceback">What the user is shown, line by line; may hold ANSI colours.</param>
internal sealed record CellError(string Name, string Message, int? Line, IReadOnlyList<string> Traceback);
