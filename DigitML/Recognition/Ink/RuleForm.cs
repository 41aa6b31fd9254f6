namespace DigitML.Recognition.Ink;

/// <summary>What counts as a ruled line.</summary>
/// <param name="LeastPart">It covers at least this part of the height or width.</param>
/// <param name="LeastSlenderness">How many times as long as thick it is, at least.</param>
/// <param name="ThinPart">It is nowhere thicker than this part of the shorter side.</param>
internal sealed record RuleForm(double LeastPart, double LeastSlenderness, double ThinPart);
