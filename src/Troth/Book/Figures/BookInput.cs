using Troth.Book.Asked;
using Troth.Book.Expected;
using Troth.Evidence;

namespace Troth.Book.Figures;

/// <summary>One account as the Book reads it: who it is, who looks after it, what it bought in both windows.</summary>
public sealed class BookAccount
{
    public required Guid Id { get; init; }
    public required int Batch { get; init; }
    public required long Number { get; init; }
    public required string? ExternalKey { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public required string? Segment { get; init; }
    public required string? Industry { get; init; }
    public required string? Country { get; init; }
    public required int? Employees { get; init; }

    /// <summary>In the base currency, at the rate of the as-of day; null when unknown or without a rate.</summary>
    public required decimal? Revenue { get; init; }
    public required int? FoundedYear { get; init; }
    public required Guid? SellerId { get; init; }

    public decimal Bought { get; private set; }
    public decimal BoughtBefore { get; private set; }

    /// <summary>In the twelve months before these; only sellers' books are compared with it.</summary>
    public decimal BoughtEarlier { get; private set; }

    /// <summary>Squares of the orders' amounts, summed: how much chance could move what was bought.</summary>
    public double Squares { get; private set; }
    public double SquaresBefore { get; private set; }

    /// <summary>The same orders by quarter; null without any.</summary>
    public EightQuarters? Quarters { get; private set; }
    public int Orders { get; private set; }
    public int OrdersBefore { get; private set; }
    public DateOnly? LastOrderOn { get; private set; }
    public SortedSet<string>? MissingRates { get; private set; }
    public BookClaim? Claim { get; private set; }

    /// <summary>What was said it could buy, as far as that holds.</summary>
    public SaidPotential Said { get; set; } = SaidPotential.Nothing;

    /// <summary>All its orders, as far back as they go; null without any.</summary>
    public OrderTrail? Trail { get; private set; }

    /// <summary>Whether anything is known that tells what such a company could buy. A country alone does not.</summary>
    public bool IsKnown => Employees is not null || Revenue is not null || !string.IsNullOrWhiteSpace(Industry) || !string.IsNullOrWhiteSpace(Segment);

    /// <summary>One of its orders, never of an earlier day than the one before.</summary>
    public void Ordered(DateOnly day, string currency, decimal sold, decimal returned, decimal? rate, BookWindow window)
    {
        var net = sold - returned;
        (Trail ??= new OrderTrail(window.AsOf, window.BeforeTo)).Ordered(day, sold > 0, net * rate);
        var now = window.Holds(day);
        if (!now && !window.HoldsBefore(day))
        {
            if (window.HoldsEarlier(day)) BoughtEarlier += net * rate ?? 0;
            return;
        }
        if (now) Orders++;
        else OrdersBefore++;
        if (LastOrderOn is not { } last || day > last) LastOrderOn = day;
        if (rate is { } known) (Quarters ??= new EightQuarters()).Add(window.QuarterOf(day), (double)(net * known));
        if (rate is null) (MissingRates ??= new SortedSet<string>(StringComparer.Ordinal)).Add(currency);
        else if (now) (Bought, Squares) = (Bought + net * rate.Value, Squares + Square(net * rate.Value));
        else (BoughtBefore, SquaresBefore) = (BoughtBefore + net * rate.Value, SquaresBefore + Square(net * rate.Value));
    }

    /// <summary>What it bought in the window, as summed before, in place of its orders.</summary>
    /// <param name="missingRates">As <see cref="BookFigure.MissingRates"/>.</param>
    public void Summed(decimal bought, string? missingRates)
    {
        Bought = bought;
        if (missingRates is not null) MissingRates = new SortedSet<string>(missingRates.Split(' '), StringComparer.Ordinal);
    }

    private static double Square(decimal amount) => (double)amount * (double)amount;

    /// <summary>The newest claim counts; of one day, the one recorded last.</summary>
    public void Claims(BookClaim claim)
    {
        if (Claim is null || (claim.ClaimedOn, claim.RecordedAt, claim.Id).CompareTo((Claim.ClaimedOn, Claim.RecordedAt, Claim.Id)) > 0) Claim = claim;
    }
}

/// <summary>Who looks after accounts.</summary>
public sealed record BookSeller(Guid Id, string Name, string NameKey, Guid? TeamId);

/// <summary>Everything the figures are made of, read at one moment.</summary>
/// <param name="KnowsEarlier">The company's history reaches back to the third year.</param>
public sealed record BookInput(
    DateOnly Today, BookWindow? Window, string Currency, double Threshold, int QuestionDays, IReadOnlyList<BookAccount> Accounts,
    IReadOnlyDictionary<Guid, BookSeller> Sellers, bool KnowsEarlier);
