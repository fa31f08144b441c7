using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>
/// The operations of one resource, each with the latest end at which its job can be in time and what it pays for later ends.
/// </summary>
internal sealed class ScarceResource
{
    private const long LongestHorizon = 4_000_000;

    public ScarceResource(JobShopProblem problem, int resource, int machines)
    {
        Machines = machines;
        for (var job = 0; job < problem.Jobs; job++)
        {
            var (after, pays) = (0L, true);
            var weight = problem.Weight.IsEmpty ? 1 : problem.Weight[job];
            for (var operation = problem.First[job + 1] - 1; operation >= problem.First[job]; operation--)
            {
                var duration = problem.Duration[operation];
                if (problem.Machine[operation] == resource && duration > 0)
                {
                    // A job that comes twice pays for its last visit; the earlier ones only take room.
                    Items.Add(new Item(operation, duration, problem.Due[job] - after, pays ? weight : 0));
                    (Work, Longest, Step) = (Work + duration, Math.Max(Longest, duration), Divisor(Step, duration));
                    pays = false;
                }

                after += duration;
            }

            var alone = weight * Math.Max(0, after - problem.Due[job]);
            Unavoidable += alone;
            if (pays)
                Elsewhere += alone;
        }

        Step = Math.Max(1, Step);
    }

    /// <summary>What stands here.</summary>
    public List<Item> Items { get; } = [];

    /// <summary>How many identical machines.</summary>
    public int Machines { get; }

    /// <summary>All durations together.</summary>
    public long Work { get; private set; }

    /// <summary>The longest duration.</summary>
    public int Longest { get; private set; }

    /// <summary>Greatest common divisor of the durations: some best order of this resource starts everything at multiples of it.</summary>
    public int Step { get; private set; }

    /// <summary>Tardiness that would be there if no job ever waited.</summary>
    public long Unavoidable { get; private set; }

    /// <summary>The part of it from jobs that never come here.</summary>
    public long Elsewhere { get; private set; }

    /// <summary>
    /// Steps within which some best order ends: a single machine never needs to idle, and with several, list schedules, which suffice here,
    /// end by work / machines + the longest.
    /// </summary>
    public long Horizon => Machines == 1 ? Work / Step : (Work / Machines + Longest) / Step + 1;

    /// <summary>Whether the horizon is short enough to be priced step by step.</summary>
    public bool Tractable => Items.Count > 0 && Horizon <= LongestHorizon;

    /// <summary>Tardiness when it works by due date without a break: a measure of how scarce it is.</summary>
    public long InDueOrder()
    {
        var due = new int[Items.Count];
        for (var item = 0; item < due.Length; item++)
            due[item] = (int)Math.Max(int.MinValue, Items[item].Due);
        var (work, tardiness) = (0L, 0L);
        foreach (var item in DueDateRules.Sorted(due))
        {
            work += Items[item].Duration;
            tardiness += Items[item].Weight * Math.Max(0, work / Machines - Items[item].Due);
        }

        return tardiness;
    }

    private static int Divisor(int one, int other)
    {
        while (other != 0)
            (one, other) = (other, one % other);
        return one;
    }

    /// <summary>An operation here.</summary>
    /// <param name="Operation">Its number.</param>
    /// <param name="Duration">Its time units, more than 0.</param>
    /// <param name="Due">When it must end here for its job to be in time if nothing waits after it.</param>
    /// <param name="Weight">What each unit after that costs.</param>
    internal readonly record struct Item(int Operation, int Duration, long Due, long Weight);
}
