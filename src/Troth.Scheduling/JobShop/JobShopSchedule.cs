namespace Troth.Scheduling.JobShop;

/// <summary>A schedule a search found.</summary>
/// <param name="Start">Per operation, when it begins, in time units from 0.</param>
/// <param name="Value">The objective: the makespan, or the sum of weight × lateness over jobs, in time units.</param>
/// <param name="LowerBound">What no schedule can be better than; equal to the value where it is proved the best.</param>
/// <param name="Iterations">Moves that all threads tried.</param>
public sealed record JobShopSchedule(int[] Start, long Value, long LowerBound, long Iterations);
