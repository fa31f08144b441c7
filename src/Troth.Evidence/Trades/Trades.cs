namespace Troth.Evidence;

/// <summary>
/// Who should look after which account: most value, with balanced work and few changes of hands. What could be proposed at best is bounded by
/// the flow in which accounts could be shared, priced by a toll on moves (Lagrange; Fisher, Management Science 27, 1981); whole accounts
/// are then bettered by local search from the flow's two divisions around the cap. A proposal for people to edit, never an order.
/// </summary>
public static class Trades
{
    private const int Tolls = 24;

    /// <summary>Moves closer together than this are the same number of moves.</summary>
    private const double Whole = 1e-6;

    /// <summary>Rounds of shaking: a thousand for sixty accounts, none from 2,500 on, where one round takes long and gains nothing to speak of.</summary>
    private static int Shakes(int accounts) => Math.Max(0, 60_000 / accounts - 24);

    /// <summary>
    /// Proposes. The same input gives the same proposal. A dozen flows of one path an account each, then a search whose steps cost
    /// up to accounts²: 40 sellers with 5,000 accounts take seconds.
    /// </summary>
    /// <exception cref="ArgumentException">A load, value, band or setting that cannot be; the message names it.</exception>
    public static TradeProposal Propose(
        IReadOnlyList<TradeAccount> accounts, IReadOnlyList<TradeSeller> sellers, TradeSettings settings, CancellationToken cancellation = default)
    {
        var book = new TradeBook(accounts, sellers, settings);
        if (book.Accounts == 0) return Tell(book, [], double.PositiveInfinity);
        var (bound, starts) = Bound(book, cancellation);
        TradeSearch? best = null;
        foreach (var start in starts.Append(book.Home))
        {
            cancellation.ThrowIfCancellationRequested();
            var search = new TradeSearch(book, start);
            search.Run();
            if (best is null || book.Total(search.Sellers) > book.Total(best.Sellers)) best = search;
        }

        best!.Shake(Shakes(book.Accounts), cancellation);
        return Tell(book, best.Sellers, bound);
    }

    /// <summary>What an edited proposal is worth, by the same arithmetic; its bound is the one given.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="sellers">The sellers.</param>
    /// <param name="settings">What was allowed.</param>
    /// <param name="chosen">The seller of each account as edited. The cap on moves does not bind people.</param>
    /// <param name="bound">The bound of the proposal that was edited.</param>
    /// <exception cref="ArgumentException">As <see cref="Propose"/>; or an account with a seller with whom it may not be.</exception>
    public static TradeProposal Weigh(
        IReadOnlyList<TradeAccount> accounts, IReadOnlyList<TradeSeller> sellers, TradeSettings settings, IReadOnlyList<int> chosen, double bound)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var book = new TradeBook(accounts, sellers, settings);
        if (chosen.Count != book.Accounts)
            throw new ArgumentException($"{chosen.Count} sellers were chosen for {book.Accounts} accounts.", nameof(chosen));
        for (var account = 0; account < chosen.Count; account++)
        {
            if (chosen[account] < 0 || chosen[account] >= book.Sellers || double.IsNegativeInfinity(book.Value(account, chosen[account])))
                throw new ArgumentException($"Account {account} cannot be with seller {chosen[account]}.", nameof(chosen));
        }

        return Tell(book, [.. chosen], bound);
    }

    /// <summary>The least bound over tolls, and the divisions with just few enough moves and just too many.</summary>
    private static (double Bound, List<int[]> Starts) Bound(TradeBook book, CancellationToken cancellation)
    {
        var free = TradeFlow.Divide(book, 0);
        if (free.Moves <= book.MostMoves) return (free.Total, [free.Whole(book)]);
        var bound = free.Total;
        // The bound falls and rises again with the toll; the next is tried where the slopes known so far meet (Kelley's cutting plane).
        TradeDivision many = free, few = TradeFlow.Divide(book, DearestToll(book));
        var (low, high) = (0.0, DearestToll(book));
        bound = Math.Min(bound, few.Total + high * book.MostMoves);
        for (var i = 0; i < Tolls && many.Moves - few.Moves > Whole; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var toll = (many.Total + many.Moves * low - few.Total - few.Moves * high) / (many.Moves - few.Moves);
            if (!(toll > low && toll < high)) break;
            var division = TradeFlow.Divide(book, toll);
            var met = many.Total - many.Moves * (toll - low);
            bound = Math.Min(bound, division.Total + toll * book.MostMoves);
            if (division.Moves > book.MostMoves) (low, many) = (toll, division);
            else (high, few) = (toll, division);
            if (division.Total - met <= 1e-9 * (1 + Math.Abs(met))) break;
        }

        return (bound, [many.Whole(book), few.Whole(book)]);
    }

    /// <summary>At this toll nothing moves: above what any account gains by value and balance.</summary>
    private static double DearestToll(TradeBook book)
    {
        var dearest = 0.0;
        for (var account = 0; account < book.Accounts; account++)
        {
            for (var seller = 0; seller < book.Sellers; seller++)
            {
                var gain = book.Value(account, seller) - book.Value(account, book.Home[account]) + 2 * book.Price * book.Load[account];
                dearest = Math.Max(dearest, gain);
            }
        }

        return dearest;
    }

    private static TradeProposal Tell(TradeBook book, int[] sellers, double bound)
    {
        var loads = book.LoadsOf(sellers);
        List<TradeMove> moves = [];
        for (var account = 0; account < book.Accounts; account++)
        {
            var (from, to, load) = (book.Home[account], sellers[account], book.Load[account]);
            if (from == to) continue;
            var gain = book.Value(account, to) - book.Value(account, from)
                + book.Imbalance(to, loads[to] - load) - book.Imbalance(to, loads[to])
                + book.Imbalance(from, loads[from] + load) - book.Imbalance(from, loads[from]);
            moves.Add(new TradeMove(account, from, to, gain));
        }

        var total = book.Total(sellers);
        return new TradeProposal(sellers, [.. moves.OrderByDescending(m => m.Gain).ThenBy(m => m.Account)], loads,
            book.Total(book.Home), total, Math.Max(bound, total));
    }
}
