namespace DigitML.Engine.Threading;

/// <summary>Where in a plan a piece of work stands.</summary>
/// <param name="Group">The work on shards between two barriers that it belongs to; null for work of another kind.</param>
/// <param name="Row">
/// Number of its row in the group: of all work on samples without work on shards in between, or of one piece of work on shards.
/// </param>
internal readonly record struct PlanPosition(ShardGroup? Group, int Row)
{
    /// <summary>Whether no barrier stands between both, so that a shard goes through both before its thread takes another.</summary>
    public bool IsInGroupOf(PlanPosition other) => Group is not null && Group == other.Group;

    /// <summary>Whether a sample goes through both before its thread takes another.</summary>
    public bool IsInRowOf(PlanPosition other) => IsInGroupOf(other) && Row == other.Row;
}
