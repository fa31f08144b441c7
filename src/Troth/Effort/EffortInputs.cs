using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Troth.Effort;

/// <summary>What is said about one account; amounts in the Book's currency for twelve months.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AccountEffortInput
{
    [Description("Hours a month spent on it, in halves; null: not said.")]
    public decimal? Hours { get; init; }

    [Description("What it would buy without any of the seller's time.")]
    public decimal? Without { get; init; }

    [Description("At half of these hours.")]
    public decimal? Half { get; init; }

    [Description("At one and a half times these hours.")]
    public decimal? OneAndHalf { get; init; }

    [Description("With all the time there could be.")]
    public decimal? Ceiling { get; init; }

    [Description("Visits a month it must get.")]
    public int? LeastVisits { get; init; }

    [Description("Visits a month it may get.")]
    public int? MostVisits { get; init; }
    public SaidFrom SaidFrom { get; init; }

    [Description("The version that was read, 0 where nothing was said yet; null takes whatever there is.")]
    public int? Version { get; init; }

    public static AccountEffortInput Of(AccountEffort? said) => said is null ? new AccountEffortInput { Version = 0 } : new AccountEffortInput
    {
        Hours = said.Hours, Without = said.Without, Half = said.Half, OneAndHalf = said.OneAndHalf, Ceiling = said.Ceiling,
        LeastVisits = said.LeastVisits, MostVisits = said.MostVisits, SaidFrom = said.SaidFrom, Version = said.Version,
    };
}

/// <summary>What the company assumes where nobody said anything.</summary>
/// <param name="HoursPerMonth">Hours a seller has for customers in a month.</param>
/// <param name="Stays">Per cent of what an account buys that would stay without any time.</param>
/// <param name="Steepness">The curve's c.</param>
/// <param name="Room">Per cent that an account could at least buy more.</param>
/// <param name="HalfHours">Hours a month that win half of what hours can win, where no account tells.</param>
/// <param name="VisitHours">Hours of one visit.</param>
/// <param name="Version">The version that was read; 0 before it was ever changed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EffortSettingsInput(
    decimal? HoursPerMonth, int? Stays, decimal? Steepness, int? Room, decimal? HalfHours, decimal? VisitHours, int? Version)
{
    internal static EffortSettingsInput Of(EffortSettings settings, bool kept) => new(
        settings.HoursPerMonth, settings.Stays, settings.Steepness, settings.Room, settings.HalfHours, settings.VisitHours, kept ? settings.Version : 0);
}
