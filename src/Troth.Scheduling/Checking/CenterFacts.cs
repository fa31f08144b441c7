using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>
/// A work center as the checker sees it: its calendar's open minutes, the number of its first machine, the shortest changeovers.
/// </summary>
internal sealed class CenterFacts
{
    private CenterFacts(WorkCenterDefinition definition, OpenTime open, int firstMachine) =>
        (Definition, Open, FirstMachine, Changeovers) = (definition, open, firstMachine, Shortest(definition.Changeovers));

    public WorkCenterDefinition Definition { get; }
    public OpenTime Open { get; }
    public int FirstMachine { get; }

    /// <summary>Minutes from family to family, by way of others where that is shorter; null when families do not matter.</summary>
    public int[][]? Changeovers { get; }

    public static CenterFacts[] All(ShopDefinition shop)
    {
        var calendars = shop.Calendars.Select(c => new OpenTime(c, shop.Horizon)).ToArray();
        var centers = new CenterFacts[shop.WorkCenters.Count];
        for (int c = 0, machines = 0; c < centers.Length; machines += shop.WorkCenters[c++].Machines)
            centers[c] = new CenterFacts(shop.WorkCenters[c], calendars[shop.WorkCenters[c].Calendar], machines);
        return centers;
    }

    /// <summary>
    /// Minutes that an operation takes here: its setup, and its pieces at the speed of the center, rounded up to a whole minute; at least
    /// 1.
    /// </summary>
    public long Duration(in OperationCenter at, int pieces)
    {
        var (minutes, part) = Math.DivRem(pieces * 100L * at.RunMinutes, (long)at.RunPieces * Definition.Efficiency);
        return Math.Max(1, at.SetupMinutes + minutes + (part > 0 ? 1 : 0));
    }

    /// <summary>Relaxed until nothing gets shorter.</summary>
    private static int[][]? Shortest(IReadOnlyList<IReadOnlyList<int>>? given)
    {
        if (given is null) return null;
        var table = given.Select(row => row.ToArray()).ToArray();
        for (var shorter = true; shorter;)
        {
            shorter = false;
            foreach (var row in table)
                for (var via = 0; via < table.Length; via++)
                    for (var to = 0; to < table.Length; to++)
                        if ((long)row[via] + table[via][to] < row[to]) (row[to], shorter) = (row[via] + table[via][to], true);
        }
        return table;
    }
}
