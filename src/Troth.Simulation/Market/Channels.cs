using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>
/// How orders reach us. Every account has habits of its own, large ones see our people more often; one after the other begins to order in the
/// portal and keeps to it for what is small. First and large orders go to people.
/// </summary>
internal static class Channels
{
    public const string Portal = "portal", CustomerService = "customerService", InsideSales = "insideSales", Field = "field";

    /// <summary>Accounts that begin in the portal, over so many months before the last day and some after it.</summary>
    private const double EverInPortal = .6, InPortal = .82, LargeInPortal = .15;
    private const int MonthsBefore = 26, MonthsOver = 36;
    private const decimal Large = 12_000;

    /// <summary>Gives each order its channel; goods that come back have none.</summary>
    public static List<SimulatedOrder> Assign(List<SimulatedOrder> orders, Firmographics firm, DateOnly asOf, Dice dice)
    {
        DateOnly? portalFrom = dice.Happens(EverInPortal) ? asOf.AddMonths(-MonthsBefore).AddDays(dice.Below(MonthsOver * 30)) : null;
        var size = firm.Employees > 250 ? 2 : firm.Employees > 60 ? 1 : .5;
        double[] usual = [.55 * dice.Gamma(2), .30 * dice.Gamma(2), .15 * size * dice.Gamma(2)];
        double[] large = [.15, .45, .40 * size];
        var first = true;
        for (var i = 0; i < orders.Count; i++)
        {
            if (orders[i].Kind != "order") continue;
            var toPeople = first || orders[i].Lines.Where(l => l.Kind is SimulatedLineKind.Sale).Sum(l => l.Amount) > Large;
            first = false;
            orders[i] = orders[i] with
            {
                Channel = orders[i].OrderedOn >= portalFrom && dice.Happens(toPeople ? LargeInPortal : InPortal) ? Portal
                    : dice.Weighted(toPeople ? large : usual) switch { 0 => CustomerService, 1 => InsideSales, _ => Field },
            };
        }

        return orders;
    }
}
