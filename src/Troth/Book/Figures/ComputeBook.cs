using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>Makes the figures from what was read. No clock, no database: the same input gives the same figures.</summary>
public static class ComputeBook
{
    /// <summary>One figure for each account, in the order given. The estimates are made at once, the rows one by one.</summary>
    public static IEnumerable<BookFigure> Run(BookInput input, int generation, CancellationToken cancel)
    {
        var potentials = Potentials(input.Accounts, cancel);
        var growth = BookGrowth.Of(input.Accounts, input.KnowsEarlier);
        foreach (var account in input.Accounts)
        {
            var seller = account.SellerId is { } id ? input.Sellers.GetValueOrDefault(id) : null;
            potentials.TryGetValue(account.Id, out var potential);
            yield return Figure(account, seller, potential, growth, generation, input.Threshold);
        }
    }

    /// <summary>What the estimate of potential looks at. Contacts are left out: knowing many people there is a result of selling, not a cause of demand.</summary>
    public static AccountFacts FactsOf(BookAccount account) => new(account.Id, (double)account.Bought,
        [(double?)account.Revenue, account.Employees, account.FoundedYear], [account.Industry, account.Segment, account.Country]);

    /// <summary>Accounts that can be estimated and learnt from: something is known of them, and all they bought could be counted.</summary>
    public static bool CanBeEstimated(BookAccount account) => account.IsKnown && account.MissingRates is null;

    private static Dictionary<Guid, AccountPotential> Potentials(IReadOnlyList<BookAccount> accounts, CancellationToken cancel)
    {
        AccountFacts[] facts = [.. accounts.Where(CanBeEstimated).Select(FactsOf)];
        return facts.Length == 0 ? [] : Potential.Estimate(facts, cancellation: cancel).ToDictionary(p => p.Id);
    }

    private static BookFigure Figure(BookAccount account, BookSeller? seller, AccountPotential? potential, BookGrowth growth, int generation, double threshold)
    {
        decimal bought = Money(account.Bought), before = Money(account.BoughtBefore);
        var range = potential?.Range;
        // From the rounded amounts that are shown, so that everybody can divide them again.
        if (range is { } exact) range = new PotentialRange((double)Money(exact.Value), (double)Money(exact.Low), (double)Money(exact.High));
        var penetration = range?.Penetration((double)bought);
        var grows = growth.Of(account.Id);
        var rank = growth.OfSeller(seller?.Id);
        var figure = new BookFigure
        {
            Generation = generation, AccountId = account.Id, AccountBatch = account.Batch, Number = account.Number,
            Label = account.ExternalKey ?? FormattableString.Invariant($"A-{account.Number}"), Name = account.Name, NameKey = account.NameKey, Segment = account.Segment,
            SellerId = seller?.Id, SellerName = seller?.Name, SellerNameKey = seller?.NameKey ?? NameKey.Last, TeamId = seller?.TeamId,
            Bought = bought, BoughtBefore = before, Orders = account.Orders, OrdersBefore = account.OrdersBefore,
            LastOrderOn = account.LastOrderOn,
            MissingRates = account.MissingRates is { } missing ? string.Join(' ', missing) : null,
            Potential = range is { } could ? Money(could.Value) : null, PotentialLow = range is { } low ? Money(low.Low) : null,
            PotentialHigh = range is { } high ? Money(high.High) : null, Peers = potential?.Peers ?? 0,
            Withheld = range is not null ? null : WithheldFor(account, potential?.Why),
            Penetration = penetration?.Value, PenetrationLow = penetration?.Range.Low, PenetrationHigh = penetration?.Range.High,
            Growth = BookGrowth.Plain(grows?.Own), GrowthLow = BookGrowth.Plain(grows?.Range?.Low),
            GrowthHigh = BookGrowth.Plain(grows?.Range?.High),
            PeerGrowth = BookGrowth.Plain(grows?.Peers?.Typical), PeerGrowthLow = BookGrowth.Plain(grows?.Peers?.Range.Low),
            PeerGrowthHigh = BookGrowth.Plain(grows?.Peers?.Range.High), GrowthPeers = grows?.Peers?.Accounts ?? 0,
            GrowthAgainstPeers = grows?.Own - grows?.Peers?.Typical,
            Standing = grows?.Standing ?? GrowthStanding.Unknown,
            SellerRank = rank?.Rank, SellersRanked = rank?.Ranked ?? 0, SellerGrowsFast = rank?.TopThird ?? false, Lot = LotOf(account.Id),
        };
        figure.Claims(account.Claim, threshold);
        return figure;
    }

    private static Withheld WithheldFor(BookAccount account, NoPotential? why) =>
        account.MissingRates is not null ? Withheld.NoRate
        : !account.IsKnown ? Withheld.Unknown
        : why is NoPotential.TooFewPeers ? Withheld.TooFewPeers : Withheld.TooFewBuyers;

    private static decimal Money(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static decimal Money(double amount) => Money((decimal)Math.Min(amount, 1e14));

    /// <summary>By the id's last bytes, which are random in every kind of id.</summary>
    private static int LotOf(Guid id) => BitConverter.ToInt32(id.ToByteArray(), 12) & int.MaxValue;
}
