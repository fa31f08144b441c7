namespace Troth.Scheduling.Plans;

/// <summary>Numbers that nobody uses any more, last in first out. Immutable, so that plans share it.</summary>
internal sealed record Free(int First, Free? Next);
