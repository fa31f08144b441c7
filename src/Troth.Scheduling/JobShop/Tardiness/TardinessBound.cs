namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>What no plan can fall below.</summary>
/// <param name="Tardiness">The least total weighted tardiness, in the problem's time units; proven.</param>
/// <param name="Resource">The resource whose work alone proves it.</param>
/// <param name="Rounds">How many price rounds it took.</param>
public sealed record TardinessFloor(long Tardiness, int Resource, int Rounds);

/// <summary>
/// Proves how low total weighted tardiness can be at all. Only one resource is kept scarce: its operations could start at 0, and each job
/// could end as soon after its operation there as its later durations allow. On that one, every minute t has a price u(t) ≥ 0 (Lagrangian
/// relaxation of the time-indexed model: J. Sousa and L. Wolsey, A time indexed formulation of non-preemptive single machine scheduling
/// problems, Mathematical Programming 54, 1992): the bound is <c>Σ min over ends C of [w·max(0, C + tail − due) + Σ u over (C − p, C]] −
/// m·Σ u</c>, which holds for any prices; subgradient steps with Polyak's length raise it. A round costs the different durations times the
/// horizon.
/// </summary>
public static class TardinessBound
{
    /// <summary>Raises the bound until it is stopped.</summary>
    /// <param name="problem">The shop, with due dates.</param>
    /// <param name="start">A good plan, per operation its start: prices begin from it, and its tardiness is what the bound reaches
    /// for.</param>
    /// <param name="rounds">How many rounds at most.</param>
    /// <param name="stop">Asked each round; true ends it with what is proven by then.</param>
    /// <param name="machinesEach">How many identical machines each resource has.</param>
    public static TardinessFloor Of(
        JobShopProblem problem, ReadOnlySpan<int> start, int rounds, Func<bool>? stop = null, int machinesEach = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(machinesEach, 1);
        var (scarce, most) = (0, -1L);
        for (var resource = 0; resource < problem.Machines; resource++)
        {
            var lateness = new ScarceResource(problem, resource, machinesEach).InDueOrder();
            if (lateness > most)
                (scarce, most) = (resource, lateness);
        }

        var chosen = new ScarceResource(problem, scarce, machinesEach);
        var (bound, done) = (chosen.Unavoidable, 0);
        if (chosen.Tractable)
        {
            var prices = new MinutePrices(chosen, start, Dispatching.Lateness.Of(problem, start).Tardiness);
            for (; done < rounds && stop?.Invoke() != true; done++)
                bound = Math.Max(bound, prices.Round(done / (double)rounds));
        }

        return new TardinessFloor(bound, scarce, done);
    }
}
