using System.Numerics;
using DigitML.Engine.Numerics;
using DigitML.Tests.Recognition;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Pages without a digit: empty paper, scribbles, letters and pictures of other things, in turn.</summary>
internal static class NegativePages
{
    private const ulong Seed = 106;

    /// <summary>What they show, in turn.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["empty", "scribbles", "letters", "scenery"];

    /// <summary>Paper in uneven light; every other page is plain.</summary>
    private static readonly PageOptions Lit = PageSets.Rough with { RuledShare = 0 };

    /// <summary>Makes a page. The same number gives the same page.</summary>
    /// <param name="number">Its number, from 0.</param>
    public static Page Create(int number)
    {
        var random = new RandomStream(Seed, (ulong)number);
        int width = 200 + random.Next(700), height = 150 + random.Next(500), kind = number % Kinds.Count;
        PageOptions paper = number / Kinds.Count % 2 == 0 ? PageSets.Clean : Lit;
        GrayImage image = kind == 3 ? Scenery.Draw(width, height, ref random) : Written(kind, width, height, paper, ref random);
        return new Page($"negative-{number:000}-{Kinds[kind]}", image, []);
    }

    private static GrayImage Written(int kind, int width, int height, PageOptions paper, ref RandomStream random)
    {
        var sheet = new InkSheet(width, height);
        if (kind == 1) { Scribble(sheet, ref random); }
        if (kind == 2) { Write(sheet, ref random); }
        return PagePaper.Develop(sheet, paper, ref random);
    }

    private static void Scribble(InkSheet sheet, ref RandomStream random)
    {
        var pen = new Pen(sheet, random.Uniform(2, 7));
        for (int count = 1 + random.Next(4); count > 0; count--)
        {
            float size = random.Uniform(25, .45f * sheet.Height);
            var middle = new Vector2(random.Uniform(size, sheet.Width - size), random.Uniform(size, sheet.Height - size));
            Scribbles.Draw(pen, middle, size, ref random);
        }
    }

    /// <summary>One or two words of three to six letters.</summary>
    private static void Write(InkSheet sheet, ref RandomStream random)
    {
        float height = Math.Min(random.Uniform(20, 90), sheet.Width / 9f), slant = random.Uniform(-.2f, .2f);
        var pen = new Pen(sheet, height * random.Uniform(.07f, .16f));
        int words = height < 60 ? 1 + random.Next(2) : 1;
        for (int word = 0; word < words; word++)
        {
            var place = new Vector2(height * random.Uniform(.5f, .9f), height * (.5f + 1.9f * word));
            for (int count = 3 + random.Next(4); count > 0; count--)
            {
                char letter = Letters.Alphabet[random.Next(Letters.Alphabet.Length)];
                place.X += Letters.Write(pen, letter, place, height, slant, ref random) + height * random.Uniform(.3f, .5f);
            }
        }
    }
}
