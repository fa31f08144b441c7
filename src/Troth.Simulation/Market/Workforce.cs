using System.Globalization;
using Troth.Simulation.Chance;
using Troth.Simulation.Words;

namespace Troth.Simulation.Market;

/// <summary>How a seller judges their own relationships.</summary>
public enum ClaimStyle
{
    /// <summary>Calls nearly everything great.</summary>
    Rosy,

    /// <summary>Says what they see, and sees some of it.</summary>
    Honest,

    /// <summary>Promises little and claims less.</summary>
    Guarded,
}

/// <summary>A seller with what is hidden of them.</summary>
internal sealed record HiddenSeller(SimulatedSeller Seller, string Region, ClaimStyle Style, double Drive, double BookWeight);

/// <summary>Our sellers: three regions, teams of at most eight, styles of claiming in turn so that every company has each.</summary>
internal static class Workforce
{
    private static readonly string[] Titles = ["Account manager", "Sales engineer", "Area sales manager", "Senior account manager", "Inside sales"];

    public static IReadOnlyList<HiddenSeller> Recruit(SimulationSettings settings)
    {
        var dice = Dice.For(settings.Seed, Purpose.Sellers);
        var regions = Country.All.Select(country => country.Region).Distinct().Order(StringComparer.Ordinal).ToArray();
        var styles = Enumerable.Range(0, settings.Sellers).Select(i => (ClaimStyle)(i % 3)).ToArray();
        dice.Shuffle(styles.AsSpan());
        var strong = Enumerable.Range(0, settings.Sellers).Select(i => i % 3 == 0).ToArray();
        dice.Shuffle(strong.AsSpan());
        var names = new HashSet<string>(StringComparer.Ordinal);
        var sellers = new List<HiddenSeller>();
        for (var i = 0; i < settings.Sellers; i++)
        {
            var region = regions[i % regions.Length];
            var country = dice.Pick(Country.All.Where(candidate => candidate.Region == region).ToArray());
            var (first, last) = People.Name(country, dice);
            for (var attempt = 0; attempt < 50 && !names.Add($"{first} {last}"); attempt++) (first, last) = People.Name(country, dice);
            var team = 1 + i / regions.Length / 8;
            var seller = new SimulatedSeller(
                string.Create(CultureInfo.InvariantCulture, $"E-{i + 1:00}"), $"{first} {last}",
                People.Mail(first, last, $"{WebName.Of(settings.CompanyName, '-')}.example"), People.Phone(country, dice), dice.Pick(Titles),
                team == 1 ? region : string.Create(CultureInfo.InvariantCulture, $"{region} {team}"));
            sellers.Add(new HiddenSeller(seller, region, styles[i], Distributions.Drive(settings.Variant, strong[i], dice), dice.Between(.7, 1.3)));
        }

        return sellers;
    }
}
