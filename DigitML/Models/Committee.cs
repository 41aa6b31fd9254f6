using System.Buffers;
using DigitML.Augmentation;
using DigitML.Datasets;
using DigitML.Kernels;

namespace DigitML.Models;

/// <summary>
/// One or more networks that look at one or more views of an image and mean their probabilities. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// It tells scores whose softmax is the probabilities: the logits of a single network with a single view, which lose nothing on the way,
/// otherwise the natural logarithms of the mean probabilities (Lakshminarayanan et al., 2017, "Deep ensembles").
/// </remarks>
/// <param name="members">At least one; all take images of one size and have the same classes.</param>
/// <param name="views">How many views of an image the networks see, from 1, which is the image alone, to <see cref="ImageViews.Most"/>.</param>
internal sealed class Committee(IReadOnlyList<CommitteeMember> members, int views = 1)
{
    // The logarithm of a probability that a float can't tell from 0 stays finite.
    private const float LeastProbability = 1e-38f;

    private readonly ImageViews _views = new(members[0].Network.Network.InputShape.Height, members[0].Network.Network.InputShape.Width);

    /// <summary>The networks.</summary>
    public IReadOnlyList<CommitteeMember> Members { get; } = members;

    /// <summary>How many views of an image the networks see.</summary>
    public int Views { get; } = views;

    private int Classes => Members[0].Network.Network.Classes;

    /// <summary>Computes the scores [classes] of one image, on the caller's thread.</summary>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> scores)
    {
        if (Members.Count * Views == 1)
        {
            Members[0].Network.Run(pixels, scores);
            Divide(scores, Members[0].Temperature);
            return;
        }

        float[] logits = ArrayPool<float>.Shared.Rent(Classes);
        byte[] view = ArrayPool<byte>.Shared.Rent(pixels.Length);
        scores.Clear();
        for (int number = 0; number < Views; number++)
        {
            Span<byte> seen = view.AsSpan(0, pixels.Length);
            _views.Draw(number, pixels, seen);
            foreach (CommitteeMember member in Members)
            {
                member.Network.Run(seen, logits.AsSpan(0, Classes));
                AddProbabilities(logits.AsSpan(0, Classes), member.Temperature, scores);
            }
        }

        ArrayPool<byte>.Shared.Return(view);
        ArrayPool<float>.Shared.Return(logits);
        TakeLogarithms(scores);
    }

    /// <summary>Computes the scores [images, classes] of a set.</summary>
    public float[] Run(ImageSet images, WorkerTeam team, CancellationToken cancellation)
    {
        var scores = new float[images.Count * Classes];
        if (Members.Count * Views == 1)
        {
            Members[0].Network.Run(images, team, scores, cancellation);
            Divide(scores, Members[0].Temperature);
            return scores;
        }

        var logits = new float[scores.Length];
        for (int number = 0; number < Views; number++)
        {
            ImageSet seen = _views.Draw(number, images);
            foreach (CommitteeMember member in Members)
            {
                member.Network.Run(seen, team, logits, cancellation);
                AddProbabilities(logits, member.Temperature, scores);
            }
        }

        TakeLogarithms(scores);
        return scores;
    }

    private static void Divide(Span<float> scores, float temperature)
    {
        foreach (ref float score in scores) { score /= temperature; }
    }

    private static void TakeLogarithms(Span<float> scores)
    {
        foreach (ref float score in scores) { score = MathF.Log(MathF.Max(score, LeastProbability)); }
    }

    private void AddProbabilities(Span<float> logits, float temperature, Span<float> sums)
    {
        TemperatureScaling.Apply(logits, Classes, temperature);
        float share = 1f / (Members.Count * Views);
        for (int i = 0; i < sums.Length; i++) { sums[i] += share * logits[i]; }
    }
}
