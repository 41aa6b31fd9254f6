namespace DigitML.Tests.Evaluation;

[TestClass]
public sealed class ConfusionMatrixTests
{
    [TestMethod]
    public void Counts_RandomCases_AgreeWithScikitLearn()
    {
        foreach (SklearnCase expected in SklearnCase.LoadAll())
        {
            int[][] rows = expected.ConfusionMatrix();
            ConfusionMatrix matrix = expected.Metrics.ConfusionMatrix;

            Assert.AreEqual(rows.Length, matrix.NumberOfClasses);
            for (int actual = 0; actual < rows.Length; actual++)
            {
                Assert.AreSequenceEqual(rows[actual], matrix.Counts[actual]);
            }
        }
    }

    [TestMethod]
    public void GetCountForClassPair_TakesThePredictedClassFirst()
    {
        ConfusionMatrix matrix = Matrix(new[,] { { 5, 2 }, { 0, 7 } }, "a", "b");

        Assert.AreEqual(2, matrix.GetCountForClassPair(predictedClassIndicatorIndex: 1, actualClassIndicatorIndex: 0));
        Assert.AreEqual(0, matrix.GetCountForClassPair(0, 1));
    }

    [TestMethod]
    [DataRow(-1, 0, "The predicted class index is -1")]
    [DataRow(2, 0, "The predicted class index is 2")]
    [DataRow(0, -1, "The actual class index is -1")]
    [DataRow(0, 2, "The actual class index is 2")]
    public void GetCountForClassPair_NoSuchClass_IsRefused(int predicted, int actual, string message)
    {
        ConfusionMatrix matrix = Matrix(new int[2, 2], "a", "b");

        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.GetCountForClassPair(predicted, actual));

        Assert.StartsWith($"{message}, but the matrix has 2 classes: give 0 to 1.", exception.Message);
    }

    [TestMethod]
    public void PerClassShares_ClassNeverSeen_AreZero()
    {
        ConfusionMatrix matrix = Matrix(new[,] { { 3, 0, 1 }, { 0, 0, 0 }, { 1, 0, 0 } }, "a", "b", "c");

        Assert.AreSequenceEqual(new[] { 0.75, 0, 0 }, matrix.PerClassPrecision);
        Assert.AreSequenceEqual(new[] { 0.75, 0, 0 }, matrix.PerClassRecall);
    }

    [TestMethod]
    public void GetFormattedConfusionTable_ShortNames_IsLaidOutAsMlNetDoes()
    {
        ConfusionMatrix matrix = Matrix(new[,] { { 980, 0, 1 }, { 2, 1133, 0 }, { 0, 0, 12345 } }, "0", "1", "two");

        string expected = """

            Confusion table
                      ||========================
            PREDICTED ||     0 |     1 |   two | Recall
            TRUTH     ||========================
                    0 ||   980 |     0 |     1 | 0.9990
                    1 ||     2 | 1,133 |     0 | 0.9982
                  two ||     0 |     0 | 12,345 | 1.0000
                      ||========================
            Precision ||0.9980 |1.0000 |0.9999 |

            """;
        Assert.AreEqual(expected, matrix.GetFormattedConfusionTable());
    }

    [TestMethod]
    public void GetFormattedConfusionTable_TwoClasses_HasWiderColumns()
    {
        string expected = """

            Confusion table
                      ||======================
            PREDICTED ||       no |      yes | Recall
            TRUTH     ||======================
                   no ||        5 |        2 | 0.7143
                  yes ||        0 |        7 | 1.0000
                      ||======================
            Precision ||   1.0000 |   0.7778 |

            """;
        Assert.AreEqual(expected, Matrix(new[,] { { 5, 2 }, { 0, 7 } }, "no", "yes").GetFormattedConfusionTable());
    }

    [TestMethod]
    public void GetFormattedConfusionTable_LongNames_AreCutInTheHeaderAlone()
    {
        string expected = """

            Confusion table
                          ||========================
            PREDICTED     || seven | sixte | abcd😀 | Recall
            TRUTH         ||========================
                    seven ||     1 |     0 |     0 | 1.0000
            sixteen point ||     0 |     1 |     0 | 1.0000
                  abcd😀ef ||     0 |     0 |     1 | 1.0000
                          ||========================
            Precision     ||1.0000 |1.0000 |1.0000 |

            """;
        ConfusionMatrix matrix = Matrix(new[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, "seven", "sixteen point", "abcd😀ef");

        Assert.AreEqual(expected, matrix.GetFormattedConfusionTable());
    }

    [TestMethod]
    public void GetFormattedConfusionTable_VeryLongNames_AreCutInTheirRowsToo()
    {
        string letter = "ಕ್ಷ", row = string.Concat(Enumerable.Repeat(letter, 31)) + "…";
        string table = Matrix(new[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, "a", new string('x', 33), row[..^1] + letter + letter)
            .GetFormattedConfusionTable();

        Assert.Contains($"\n{new string('x', 31)}… ||", table);
        Assert.Contains(new string(' ', 31) + "a ||", table);
        Assert.DoesNotContain(new string('x', 32), table);
    }

    [TestMethod]
    public void MostConfused_Errors_ComeByTheirNumber()
    {
        ConfusionMatrix matrix = Matrix(new[,] { { 9, 2, 1 }, { 3, 9, 0 }, { 1, 0, 9 } }, "a", "b", "c");

        ConfusedPair[] pairs = [new("b", "a", 3), new("a", "b", 2), new("a", "c", 1), new("c", "a", 1)];
        Assert.AreSequenceEqual(pairs, matrix.MostConfused(10));
        Assert.AreSequenceEqual(pairs[..2], matrix.MostConfused(2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.MostConfused(0));
    }

    private static ConfusionMatrix Matrix(int[,] counts, params string[] names) => new(
        counts, [.. names.Select((_, actual) => Enumerable.Range(0, names.Length).Sum(predicted => counts[actual, predicted]))], names);
}
