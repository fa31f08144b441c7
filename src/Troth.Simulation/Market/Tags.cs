using System.Globalization;
using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>Tags as sales people put them: facts, not judgements.</summary>
internal static class Tags
{
    public static IReadOnlyList<string> Draw(Firmographics firm, int year, Dice dice)
    {
        var tags = new List<string>();
        if (dice.Happens(firm.Employees > 150 ? .35 : .10)) tags.Add("frame contract");
        if (dice.Happens(.12)) tags.Add(string.Create(CultureInfo.InvariantCulture, $"met at fair {year - dice.Below(3)}"));
        if (dice.Happens(firm.Industry.Name is "Energy" or "Marine and offshore" ? .4 : .06)) tags.Add("ATEX");
        if (dice.Happens(.08)) tags.Add("exports");
        if (dice.Happens(.07)) tags.Add("service contract");
        return tags;
    }
}
