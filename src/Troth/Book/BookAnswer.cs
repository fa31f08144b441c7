using Troth.Book.Expected;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Evidence;

namespace Troth.Book;

/// <summary>The Book as the API tells it.</summary>
/// <param name="AsOf">Last day of the twelve months; null as long as there is no order.</param>
/// <param name="From">First day of the twelve months.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Changing">Something changed that the figures do not know yet.</param>
/// <param name="After">Give it back as <c>after</c> for the next page.</param>
/// <param name="Before">Give it back as <c>before</c> for the previous page.</param>
public sealed record BookAnswer(
    DateOnly? AsOf, DateOnly? From, string? Currency, DateTimeOffset? ComputedAt, bool Changing, IReadOnlyList<KindCount> Kinds, string Sort,
    IReadOnlyList<AccountAnswer> Accounts, string? After, string? Before)
{
    public static BookAnswer Of(BookListing listing, BookWhy why) => new(
        listing.State?.AsOf, listing.State?.AsOf is { } asOf ? new BookWindow(asOf).From : null, listing.State?.Currency, listing.State?.ComputedAt, listing.Changing,
        listing.Kinds, listing.Sort, [.. listing.Rows.Select(row => AccountAnswer.Of(row, why))], listing.After, listing.Before);
}

/// <summary>One account as the API and the command line tell it.</summary>
/// <param name="Account">Its key in the system it comes from, or its number.</param>
/// <param name="Number">Its number here.</param>
/// <param name="Purchases12m">In the base currency; without what was bought in <c>MissingRates</c>.</param>
/// <param name="MissingRates">Currencies it ordered in that have no rate on those days; empty when everything could be counted.</param>
/// <param name="Growth">Over the twelve months before.</param>
/// <param name="PeerGrowth">What is typical of buyers of its industry, of its segment where no industry is known, or of the whole book
/// where those are too few.</param>
/// <param name="GrowthRange">Growth with its interval and the orders behind it.</param>
/// <param name="PeerGrowthRange">The peers' with its interval and how many they are.</param>
/// <param name="Claimed">Step 1 to 5; null when nothing is claimed or the caller may not see it.</param>
/// <param name="Kind">Null in the customer-safe view.</param>
/// <param name="WhyCode">The reason as a code.</param>
/// <param name="Why">The reason in a sentence.</param>
/// <param name="Forecast">Whether it is still a customer, what it will buy in the next twelve months, and when; null in the customer-safe view.</param>
public sealed record AccountAnswer(
    string Account, string Number, string Name, string? Seller, string? Segment, decimal Purchases12m, decimal PurchasesBefore, IReadOnlyList<string> MissingRates, double? Growth, double? PeerGrowth,
    GrowthFigure? GrowthRange, PeerGrowthFigure? PeerGrowthRange,
    PotentialFigure? Potential, double? Penetration, PenetrationFigure? PenetrationRange, int? Claimed, RelationshipKind? Kind, string? WhyCode, string? Why,
    ForecastFigure? Forecast)
{
    public static AccountAnswer Of(BookRow row, BookWhy why) => new(
        row.Label, FormattableString.Invariant($"A-{row.Number}"), row.Name, row.Seller, row.Segment, row.Bought, row.BoughtBefore,
        row.MissingRates?.Split(' ') ?? [], row.Growth?.Value, row.PeerGrowth?.Value, row.Growth, row.PeerGrowth, row.Potential,
        row.Penetration?.Value, row.Penetration, row.Claim?.Step, row.Kind, row.Why, row.Why is null ? null : why.Sentence(row), row.Forecast);
}

/// <summary>One account's figures and the facts behind them.</summary>
public sealed record EvidenceAnswer(
    AccountAnswer Figures, DateOnly? From, DateOnly? AsOf, DateTimeOffset ComputedAt, bool Changing, IReadOnlyList<OrderFact> Orders, IReadOnlyList<OrderDay> OrderDays,
    IReadOnlyList<QuestionRow> Questions)
{
    public static EvidenceAnswer Of(AccountEvidence evidence, BookWhy why) => new(
        AccountAnswer.Of(evidence.Figures, why), evidence.Window?.From, evidence.Window?.AsOf, evidence.Book.ComputedAt, evidence.Changing, evidence.Orders, evidence.Days, evidence.Questions);
}
