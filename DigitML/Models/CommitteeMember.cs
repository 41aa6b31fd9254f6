namespace DigitML.Models;

/// <summary>A network of a <see cref="Committee"/>.</summary>
/// <param name="Network">The network.</param>
/// <param name="Temperature">What its logits are divided by before they become probabilities; more than 0, 1 changes nothing.</param>
internal sealed record CommitteeMember(TrainedNetwork Network, float Temperature = 1);
