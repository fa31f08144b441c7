using System.Globalization;
using Troth.Simulation.Chance;
using Troth.Simulation.Words;

namespace Troth.Simulation.Market;

/// <summary>What can be known of an account from outside, and the potential that mostly follows from it.</summary>
internal sealed record Firmographics(
    int SegmentIndex, int IndustryIndex, Country Country, City City, int Employees, decimal Revenue, int YearFounded, double Potential)
{
    private static readonly double[] CountryWeights = [.. Country.All.Select(country => country.Weight)];
    private static readonly double[] SegmentShares = [.. Segment.All.Select(segment => segment.Share)];
    private static readonly double[] IndustryShares = [.. Industry.All.Select(industry => industry.Share)];
    private static readonly double[] PlantShares = [.. Industry.All.Select(industry => industry.PlantShare)];

    /// <summary>Log deviation of turnover a head within a segment.</summary>
    private const double RevenuePerHeadNoise = .35;

    public Segment Segment => Segment.All[SegmentIndex];

    public Industry Industry => Industry.All[IndustryIndex];

    /// <summary>Draws a company; one of a group does what its parent does, or trades in it.</summary>
    public static Firmographics Draw(SimulationSettings settings, Firmographics? parent, Dice dice)
    {
        var segmentIndex = parent is null ? dice.Weighted(SegmentShares) : dice.Happens(.75) ? parent.SegmentIndex : Segment.Distribution;
        var segment = Segment.All[segmentIndex];
        var industryIndex = segmentIndex switch
        {
            Segment.Distribution or Segment.Workshops => Industry.TechnicalTrade,
            _ when parent is not null => parent.IndustryIndex,
            Segment.Plants => dice.Weighted(PlantShares),
            _ => dice.Weighted(IndustryShares),
        };
        var country = Country.All[dice.Weighted(CountryWeights)];
        var size = segment.Headcount * Distributions.Size(settings.Variant, dice, segment.HeadcountWidth);
        var employees = Math.Clamp((int)Math.Round(size), 3, 20_000);
        var revenue = ThreeDigits(employees * segment.RevenuePerHead * Elementary.Exp(RevenuePerHeadNoise * dice.Normal()));
        var age = 3 + 36 * dice.Gamma(1.6);
        return new Firmographics(
            segmentIndex, industryIndex, country, dice.Pick(country.Cities), employees, revenue,
            Math.Max(1868, settings.AsOf.Year - (int)age),
            Typical(segment, Industry.All[industryIndex], (double)revenue) * Distributions.PotentialNoise(settings.Variant, dice));
    }

    /// <summary>
    /// What an account of this kind could buy from us in twelve months: segment's need × industry's intensity × turnover to the power
    /// .9. Below 1 because larger companies buy more of their parts direct or make them.
    /// </summary>
    public static double Typical(Segment segment, Industry industry, double revenue) =>
        segment.Need * industry.Intensity * 1e7 * Elementary.Pow(revenue / 1e7, .9);

    /// <summary>Registers print turnover to about three digits.</summary>
    private static decimal ThreeDigits(double amount)
    {
        var unit = 1.0;
        while (amount / unit >= 1000) unit *= 10;
        return (decimal)(Math.Round(amount / unit) * unit);
    }

    public static string AccountKey(int index) => string.Create(CultureInfo.InvariantCulture, $"{100_001 + index}");
}
