using DigitML.Jupyter.Scripting;
using Microsoft.CodeAnalysis.CSharp;

namespace DigitML.Tests.Jupyter;

[TestClass]
public sealed class ScriptingTests
{
    private const string Check = "global::DigitML.Jupyter.CellGuard.Check(7);";

    [TestMethod]
    [DataRow("while (true) { }", "while (true) {# }")]
    [DataRow("while (a) b();", "while (a) {#b();}")]
    [DataRow("for (;;) ;", "for (;;) {#;}")]
    [DataRow("do x(); while (y);", "do {#x();} while (y);")]
    [DataRow("foreach (var x in y) foreach (var z in x) { }", "foreach (var x in y) {#foreach (var z in x) {# }}")]
    [DataRow("while(a)while(b)c();", "while(a){#while(b){#c();}}")]
    [DataRow("if (a) while (b) c(); else d();", "if (a) while (b) {#c();} else d();")]
    [DataRow("Task.Run(() => { while (true) { } });", "Task.Run(() => { while (true) {# } });")]
    [DataRow("class C { void M() { while (true) { } } }", "class C { void M() { while (true) {# } } }")]
    [DataRow("await foreach (var (a, b) in c) d();", "await foreach (var (a, b) in c) {#d();}")]
    [DataRow("1 + 1", "1 + 1")]
    [DataRow("while (", "while (")]
    public void Insert_IntoLoops_LeavesTheRest(string code, string expected) =>
        Assert.AreEqual(expected.Replace("#", Check, StringComparison.Ordinal), LoopGuards.Insert(Parse(code), 7));

    [TestMethod]
    public void Insert_IntoLinesOfCode_MovesNone()
    {
        const string Code = "for (int i = 0;\n  i < 3;\n  i++)\n{\n  x();\n}\nwhile (a)\n  b();\n";
        string guarded = LoopGuards.Insert(Parse(Code), 7);
        Assert.AreEqual(Code, guarded.Replace(Check, "", StringComparison.Ordinal).Replace("{b();}", "b();", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("1 + 1", "complete", "")]
    [DataRow("", "complete", "")]
    [DataRow("if (a) {\n  if (b) {", "incomplete", "        ")]
    [DataRow("F(", "incomplete", "")]
    [DataRow("int = 3;", "invalid", "")]
    public void Of_AText_SaysWhetherItCanRun(string code, string status, string indent) =>
        Assert.AreEqual((status, indent), Completeness.Check(code));

    private static Microsoft.CodeAnalysis.SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, ScriptSettings.Parsing);
}
