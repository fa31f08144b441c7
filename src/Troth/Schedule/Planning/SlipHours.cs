using Troth.Schedule.Describing;

namespace Troth.Schedule.Planning;

/// <summary>In whose working time slips are measured, so that no night and no weekend counts as one.</summary>
public static class SlipHours
{
    /// <summary>
    /// The first drum, for it sets the pace; where none is named, the first work center with the calendar that most of them work by. Null where
    /// nobody works at all.
    /// </summary>
    public static int? Of(MadeShop shop)
    {
        var centers = shop.Definition.WorkCenters;
        var working = Enumerable.Range(0, centers.Count).Where(c => shop.Shop.CalendarOf(c).Total > 0).ToList();
        if (working.Count == 0) return null;
        var drums = working.Where(c => centers[c].Drum).ToList();
        return drums.Count > 0 ? drums[0] : working.GroupBy(c => centers[c].Calendar).MaxBy(same => same.Count())!.First();
    }
}
