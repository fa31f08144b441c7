using Troth.Book.Expected;
using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>Makes the figures from what was read. No clock, no database: the same input gives the same figures.</summary>
public static class ComputeBook
{
    /// <summary>One figure for each account, in the order given. The estimates are made at once, the rows one by one.</summary>
    public static IEnumerable<BookFigure> Run(BookInput input, int generation, CancellationToken cancel) =>
        Run(input, Learn(input), BookForecasts.Of(input), generation, cancel);

    /// <summary>Who resembles whom; null where too few buy.</summary>
    public static PeerGuide? Learn(BookInput input) => PeerGuide.Learn([.. input.Accounts.Where(CanBeEstimated).Select(FactsOf)]);

    /// <summary>The same by a guide and forecasts that were learnt before, for who asks them more than this.</summary>
    public static IEnumerable<BookFigure> Run(BookInput input, PeerGuide? guide, BookForecasts forecasts, int generation, CancellationToken cancel)
    {
        var potentials = Potentials(input.Accounts, guide, cancel);
        var growth = BookGrowth.Of(input.Accounts, input.KnowsEarlier);
        using var foretold = Foretold(input.Accounts, forecasts, cancel).GetEnumerator();
        foreach (var account in input.Accounts)
        {
            var seller = account.SellerId is { } id ? input.Sellers.GetValueOrDefault(id) : null;
            potentials.TryGetValue(account.Id, out var potential);
            var figure = Figure(account, seller, potential, growth, generation, input.Threshold);
            if (foretold.MoveNext() && input.Window is { AsOf: var asOf }) figure.Expects(foretold.Current, asOf);
            yield return figure;
        }
    }

    /// <summary>What the estimate of potential looks at. Contacts are left out: knowing many people there is a result of selling, not a cause of demand.</summary>
    public static AccountFacts FactsOf(BookAccount account) => new(account.Id, (double)account.Bought,
        [(double?)account.Revenue, account.Employees, account.FoundedYear], [account.Industry, account.Segment, account.Country]);

    /// <summary>Accounts that can be estimated and learnt from: something is known of them, and all they bought could be counted.</summary>
    public static bool CanBeEstimated(BookAccount account) => account.IsKnown && account.MissingRates is null;

    private static Dictionary<Guid, AccountPotential> Potentials(IReadOnlyList<BookAccount> accounts, PeerGuide? guide, CancellationToken cancel)
    {
        AccountFacts[] facts = [.. accounts.Where(CanBeEstimated).Select(FactsOf)];
        return facts.Length == 0 ? [] : Potential.Estimate(facts, guide, cancel).ToDictionary(p => p.Id);
    }

    /// <summary>Some at a time, on all processors.</summary>
    private static IEnumerable<AccountForecast> Foretold(IReadOnlyList<BookAccount> accounts, BookForecasts forecasts, CancellationToken cancel)
    {
        foreach (var chunk in accounts.Chunk(1000))
        {
            var said = new AccountForecast[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancel }, i => said[i] = forecasts.Of(chunk[i]));
            foreach (var one in said) yield return one;
        }
    }

    private static BookFigure Figure(BookAccount account, BookSeller? seller, AccountPotential? potential, BookGrowth growth, int generation, double threshold)
    {
        decimal bought = Money(account.Bought), before = Money(account.BoughtBefore);
        var range = potential?.Range;
        // From the rounded amounts that are shown, so that everybody can divide them again.
        if (range is { } exact) range = new PotentialRange((double)Money(exact.Value), (double)Money(exact.Low), (double)Money(exact.High));
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
            Formula = range is { } could ? Money(could.Value) : null, FormulaLow = range is { } low ? Money(low.Low) : null,
            FormulaHigh = range is { } high ? Money(high.High) : null, Peers = potential?.Peers ?? 0,
            Withheld = range is not null ? null : WithheldFor(account, potential?.Why),
            Growth = BookGrowth.Plain(grows?.Own), GrowthLow = BookGrowth.Plain(grows?.Range?.Low),
            GrowthHigh = BookGrowth.Plain(grows?.Range?.High),
            PeerGrowth = BookGrowth.Plain(grows?.Peers?.Typical), PeerGrowthLow = BookGrowth.Plain(grows?.Peers?.Range.Low),
            PeerGrowthHigh = BookGrowth.Plain(grows?.Peers?.Range.High), GrowthPeers = grows?.Peers?.Accounts ?? 0,
            GrowthAgainstPeers = grows?.Own - grows?.Peers?.Typical,
            Standing = grows?.Standing ?? GrowthStanding.Unknown,
            SellerRank = rank?.Rank, SellersRanked = rank?.Ranked ?? 0, SellerGrowsFast = rank?.TopThird ?? false, Lot = LotOf(account.Id),
        };
        figure.CouldBuy(account.Said);
        figure.Claims(account.Claim, threshold);
        return figure;
    }

    private static Withheld WithheldFor(BookAccount account, NoPotential? why) =>
        account.MissingRates is not null ? Withheld.NoRate
        : !account.IsKnown ? Withheld.Unknown
        : why is NoPotential.TooFewPeers ? Withheld.TooFewPeers : Withheld.TooFewBuyers;

    internal static decimal Money(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    internal static decimal Money(double amount) => Money((decimal)Math.Min(amount, 1e14));

    /// <summary>By the id's last bytes, which are random in every kind of id.</summary>
    internal static int LotOf(Guid id) => BitConverter.ToInt32(id.ToByteArray(), 12) & int.MaxValue;
}
