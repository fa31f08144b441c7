namespace Troth.Scheduling.JobShop;

/// <summary>
/// A job shop without calendars: jobs that are chains of operations, each on one machine for a whole number of time units, no interruption,
/// one operation a machine at a time. Operations are numbered through: those of job j are <c>First[j] .. First[j + 1] - 1</c> in order.
/// </summary>
/// <param name="machines">How many machines; operations name them from 0.</param>
/// <param name="first">jobs + 1 numbers: the first operation of each job, and the count of all.</param>
/// <param name="machine">Per operation, its machine.</param>
/// <param name="duration">Per operation, its time units, 0 or more.</param>
/// <param name="due">Per job, when it is due; null when nothing is.</param>
/// <param name="weight">Per job, what a unit of lateness costs; null when all cost 1.</param>
public sealed class JobShopProblem(int machines, int[] first, int[] machine, int[] duration, int[]? due = null, int[]? weight = null)
{
    /// <summary>How many machines.</summary>
    public int Machines => machines;

    /// <summary>How many jobs.</summary>
    public int Jobs => first.Length - 1;

    /// <summary>How many operations in all jobs.</summary>
    public int Operations => machine.Length;

    /// <summary>Jobs + 1 numbers: the first operation of each job, and the count of all.</summary>
    public ReadOnlySpan<int> First => first;

    /// <summary>Per operation, its machine.</summary>
    public ReadOnlySpan<int> Machine => machine;

    /// <summary>Per operation, its time units.</summary>
    public ReadOnlySpan<int> Duration => duration;

    /// <summary>Per job, when it is due; empty when nothing is.</summary>
    public ReadOnlySpan<int> Due => due;

    /// <summary>Per job, what a unit of lateness costs; empty when all cost 1.</summary>
    public ReadOnlySpan<int> Weight => weight;
}
