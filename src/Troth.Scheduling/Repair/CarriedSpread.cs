using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>The measured slips in another shop: the same ones, by the calendar that takes the place of the one they count by.</summary>
internal static class CarriedSpread
{
    public static SlipSpread Of(Plan plan, Shop shop, Places places, WorkCalendar? said)
    {
        var spread = plan.Spread;
        if (spread.Calendar is not { } was || ReferenceEquals(plan.Shop.Products, shop.Products) && said is null) return spread;
        var calendar = said;
        for (var c = 0; c < places.Centers.Length && calendar is null; c++)
            if (places.Centers[c] >= 0 && plan.Shop.Centers[c].Calendar.SameAs(was)) calendar = shop.Centers[places.Centers[c]].Calendar;
        if (calendar is null || calendar.Total == 0)
            throw new ShopRefusedException("calendar", $"calendar “{was.Name}”",
                $"Slips count by calendar “{was.Name}”, by which no work center works that is still there; name the calendar that "
                + "takes its place.");
        return SlipSpread.Of(calendar, spread.Whole, Carried(spread.Classes, places.Classes));
    }

    /// <summary>Classes at their places in the other shop; the slips of those that are gone stay among all.</summary>
    private static int[]?[] Carried(int[]?[] were, int[] places)
    {
        var known = Enumerable.Range(0, Math.Min(were.Length, places.Length)).Where(c => places[c] >= 0).ToList();
        var classes = new int[]?[known.Count == 0 ? 0 : known.Max(c => places[c]) + 1];
        foreach (var c in known) classes[places[c]] = were[c];
        return classes;
    }
}
