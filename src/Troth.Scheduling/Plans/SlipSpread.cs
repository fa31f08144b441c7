namespace Troth.Scheduling.Plans;

/// <summary>
/// How far finished orders ended from their plan. A lead of n independent operations that each slip a little slips in proportion to √n, so slips
/// are compared per square root of the planned lead; the quantile of past ones, times the root of a new lead, is what a date needs to be safe.
/// </summary>
public sealed class SlipSpread
{
    private readonly int[] _perRoot;

    private SlipSpread(int[] perRoot) => _perRoot = perRoot;

    /// <summary>Nothing measured yet.</summary>
    public static SlipSpread Unknown { get; } = new([]);

    /// <summary>How many finished orders it rests on.</summary>
    public int Samples => _perRoot.Length;

    /// <summary>Whether there are enough: <see cref="Shops.Limits.SpreadSamples"/>.</summary>
    public bool IsKnown => _perRoot.Length >= Shops.Limits.SpreadSamples;

    /// <summary>Measures past orders.</summary>
    /// <param name="leads">Minutes planned when it was promised, and minutes it took; those planned under a minute are left out.</param>
    public static SlipSpread Of(IEnumerable<(int Planned, int Actual)> leads) =>
        new([.. leads.Where(l => l.Planned > 0).Select(l => (int)Math.Clamp(((long)l.Actual - l.Planned) * 1000 / Math.Max(1, Root(l.Planned)), int.MinValue, int.MaxValue)).Order()]);

    /// <summary>Minutes to add to a planned lead; 0 when unknown or when the quantile is early.</summary>
    /// <param name="confidence">Thousandths, 500 to 999.</param>
    /// <param name="plannedLead">Minutes.</param>
    public int Slip(int confidence, int plannedLead)
    {
        if (!IsKnown || plannedLead <= 0) return 0;
        // The (n + 1)-quantile: with it, the next order is in time with at least this chance (conformal prediction, Vovk 2005).
        var rank = (int)(((_perRoot.Length + 1L) * confidence + 999) / 1000);
        var perRoot = _perRoot[Math.Clamp(rank, 1, _perRoot.Length) - 1];
        return (int)Math.Clamp(((long)perRoot * Root(plannedLead) + 999) / 1000, 0, Shops.Limits.Horizon);
    }

    /// <summary>The whole square root.</summary>
    private static int Root(int n)
    {
        var root = (int)Math.Sqrt(n);
        while ((long)root * root > n) root--;
        while ((root + 1L) * (root + 1L) <= n) root++;
        return root;
    }
}
