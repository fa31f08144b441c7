namespace Troth.Scheduling.JobShop;

/// <summary>What one thread came to: its best machine sequences, their value, at which of its iterations, and how many it used.</summary>
internal sealed record Outcome(int[] Sequences, long Value, long At, long Used);
