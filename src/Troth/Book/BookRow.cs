using Troth.Book.Asked;
using Troth.Book.Expected;
using Troth.Book.Figures;
using Troth.Evidence;

namespace Troth.Book;

/// <summary>One account's figures as one reader may see them: what is null was withheld, by the evidence or from the reader.</summary>
public sealed record BookRow
{
    public required Guid AccountId { get; init; }
    public required long Number { get; init; }
    public required string Label { get; init; }
    public required string Name { get; init; }
    public Guid? SellerId { get; init; }
    public string? Seller { get; init; }
    public string? Segment { get; init; }
    public required string Currency { get; init; }

    /// <summary>What could be counted: without what was bought in <see cref="MissingRates"/>.</summary>
    public decimal Bought { get; init; }
    public decimal BoughtBefore { get; init; }
    public int Orders { get; init; }
    public DateOnly? LastOrderOn { get; init; }
    public GrowthFigure? Growth { get; init; }
    public PeerGrowthFigure? PeerGrowth { get; init; }
    public GrowthStanding Standing { get; init; }
    public PotentialFigure? Potential { get; init; }

    /// <summary>What similar accounts say it could, whatever counts.</summary>
    public PotentialFigure? Formula { get; init; }
    public PenetrationFigure? Penetration { get; init; }
    public ClaimFigure? Claim { get; init; }

    /// <summary>What is foretold of it; null in the customer-safe view.</summary>
    public ForecastFigure? Forecast { get; init; }

    /// <summary>Null in the customer-safe view.</summary>
    public RelationshipKind? Kind { get; init; }

    /// <summary>The reason for the kind, as a code; worded by <see cref="BookWhy"/>.</summary>
    public string? Why { get; init; }

    /// <summary>Why a great claim is not questioned although little is bought, as a code; only for those who see the claim.</summary>
    public string? Excuse { get; init; }

    /// <summary>Where its seller stands among those ranked by growth, 1 the fastest.</summary>
    public int? SellerRank { get; init; }
    public int SellersRanked { get; init; }

    /// <summary>See <see cref="BookFigure.GrowthMayBeChance"/>.</summary>
    public bool GrowthMayBeChance { get; init; }

    /// <summary>Bought for the first time in two years, as far as all of it could be counted.</summary>
    public bool IsNew => Bought > 0 && BoughtBefore <= 0 && MissingRates is null;

    /// <summary>Currencies it ordered in without a rate, separated by spaces.</summary>
    public string? MissingRates { get; init; }
    public int Peers { get; init; }
    public double Threshold { get; init; }

    public static BookRow Of(BookFigure figure, BookState state, BookEyes eyes)
    {
        var kind = eyes.KindOf(figure);
        var seesClaim = eyes.SeesClaim(figure.SellerId, figure.TeamId);
        return new BookRow
        {
            AccountId = figure.AccountId, Number = figure.Number, Label = figure.Label, Name = figure.Name, SellerId = figure.SellerId, Seller = figure.SellerName,
            Segment = figure.Segment, Currency = state.Currency, Bought = figure.Bought, BoughtBefore = figure.BoughtBefore,
            Orders = figure.Orders, LastOrderOn = figure.LastOrderOn, MissingRates = figure.MissingRates,
            Growth = eyes.SafeView || figure.Growth is not { } growth ? null
                : new(growth, figure.GrowthLow, figure.GrowthHigh, figure.Orders + figure.OrdersBefore),
            PeerGrowth = eyes.SafeView || figure.PeerGrowth is not { } typical ? null
                : new(typical, figure.PeerGrowthLow ?? -1, figure.PeerGrowthHigh, figure.GrowthPeers),
            GrowthMayBeChance = !eyes.SafeView && figure.GrowthMayBeChance,
            Standing = eyes.SafeView ? GrowthStanding.Unknown : figure.Standing,
            Potential = eyes.SafeView || figure.Potential is not { } value ? null : new(value, figure.PotentialLow!.Value, figure.PotentialHigh!.Value, figure.Peers, figure.PotentialSource ?? PotentialSource.Formula,
                figure.PotentialOn, figure.PotentialUntil),
            Formula = eyes.SafeView || figure.Formula is not { } formula ? null : new(formula, figure.FormulaLow!.Value, figure.FormulaHigh!.Value, figure.Peers),
            Penetration = eyes.SafeView || figure.Penetration is not { } share ? null : new(share, figure.PenetrationLow!.Value, figure.PenetrationHigh!.Value),
            Claim = figure.Claimed > 0 && seesClaim ? new(figure.Claimed, figure.ClaimedOn!.Value, figure.ClaimedBy!) : null,
            Kind = kind, Why = kind is { } called ? BookWhy.CodeOf(figure, called) : null, Excuse = seesClaim ? BookWhy.ExcuseOf(figure, state.Threshold) : null,
            SellerRank = figure.SellerRank, SellersRanked = figure.SellersRanked, Peers = figure.Peers, Threshold = state.Threshold,
            Forecast = eyes.SafeView || state.AsOf is not { } asOf ? null : ForecastFigure.Of(figure, asOf),
        };
    }
}

/// <summary>What an account could buy in twelve months, with its interval and the number of similar buyers behind the formula.</summary>
/// <param name="Source">What was asked or guessed is taken as said, without an interval.</param>
/// <param name="On">When it was said; null for the formula's.</param>
/// <param name="Until">The last day on which what was said counts.</param>
public sealed record PotentialFigure(
    decimal Value, decimal Low, decimal High, int Peers, PotentialSource Source = PotentialSource.Formula, DateOnly? On = null, DateOnly? Until = null);

/// <summary>Bought ÷ potential, with its interval.</summary>
public sealed record PenetrationFigure(double Value, double Low, double High);

/// <summary>Growth over the twelve months before, and between what it may lie when the chance of its orders is taken off.</summary>
/// <param name="Low">Null when it is not known, which is so only without orders.</param>
/// <param name="High">Null without an upper end.</param>
/// <param name="Orders">Orders in both years.</param>
public sealed record GrowthFigure(double Value, double? Low, double? High, int Orders);

/// <summary>
/// What is typical of buyers of its industry, of its segment where no industry is known, or of the whole book where those are too few;
/// its interval, and how many they are.
/// </summary>
/// <param name="High">Null without an upper end.</param>
public sealed record PeerGrowthFigure(double Value, double Low, double? High, int Buyers);

/// <summary>What its seller says the relationship is: a step from 1 to 5.</summary>
public sealed record ClaimFigure(int Step, DateOnly On, string By);
