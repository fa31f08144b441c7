using Troth.Evidence;

namespace Troth.Book.Figures;

/// <summary>Adds up what each seller, each team and all sellers together look after, while the figures pass by.</summary>
public sealed class SellersInTheMaking(BookInput input, int generation)
{
    private readonly Dictionary<(SellerScope Scope, Guid Of), SellerTotal> totals = [];
    private readonly Dictionary<Guid, SellerRank> sellers = Ranks(input, seller => seller.Id), teams = Ranks(input, seller => seller.TeamId), all = Ranks(input, _ => Guid.Empty);
    private readonly double? typical = Typical(input);

    public IReadOnlyCollection<SellerTotal> All => totals.Values;

    public BookFigure Count(BookFigure figure)
    {
        if (figure.SellerId is not { } seller) return figure;
        var first = !totals.ContainsKey((SellerScope.Seller, seller));
        Add(SellerScope.Seller, seller, figure, first, sellers);
        if (figure.TeamId is { } team) Add(SellerScope.Team, team, figure, first, teams);
        Add(SellerScope.All, Guid.Empty, figure, first, all);
        return figure;
    }

    private void Add(SellerScope scope, Guid of, BookFigure figure, bool newSeller, Dictionary<Guid, SellerRank> ranks)
    {
        if (!totals.TryGetValue((scope, of), out var total)) totals.Add((scope, of), total = New(scope, figure, ranks.GetValueOrDefault(of)));
        if (newSeller) total.Sellers++;
        total.Accounts++;
        total.Bought += figure.Bought;
        if (figure.MissingRates is not null) total.Uncounted++;
        // What a seller guesses raises no figure about them.
        if (figure is not { PotentialSource: not Asked.PotentialSource.Guess, Potential: { } potential, PotentialLow: { } low, PotentialHigh: { } high }) return;
        total.Estimated++;
        total.EstimatedBought += Math.Max(0, figure.Bought);
        (total.Potential, total.PotentialLow, total.PotentialHigh) = (total.Potential + potential, total.PotentialLow + low, total.PotentialHigh + high);
    }

    private SellerTotal New(SellerScope scope, BookFigure figure, SellerRank? rank)
    {
        var known = rank is { Range: not null, Accounts: >= SellerRanking.LeastAccounts };
        var alone = scope == SellerScope.Seller;
        return new SellerTotal
        {
            Generation = generation, Scope = scope, SellerId = alone ? figure.SellerId : null, TeamId = scope == SellerScope.All ? null : figure.TeamId,
            Growth = known ? BookGrowth.Plain(rank!.Growth) : null, GrowthLow = known ? BookGrowth.Plain(rank!.Range!.Value.Low) : null,
            GrowthHigh = known ? BookGrowth.Plain(rank!.Range!.Value.High) : null, GrowthAccounts = rank?.Accounts ?? 0, TypicalGrowth = typical,
            Rank = alone ? rank?.Rank : null, Ranked = alone ? rank?.Ranked ?? 0 : 0, TopThird = alone && rank?.TopThird == true,
        };
    }

    private static Dictionary<Guid, SellerRank> Ranks(BookInput input, Func<BookSeller, Guid?> of) => SellerRanking.ByGrowth(
        from account in input.Accounts
        where account.MissingRates is null
        let seller = account.SellerId is { } id ? input.Sellers.GetValueOrDefault(id) : null
        where seller is not null
        let book = of(seller) ?? Guid.Empty
        select new SellerAccount(book, (double)account.Bought, (double)account.BoughtBefore, input.KnowsEarlier ? (double)account.BoughtEarlier : null))
        .ToDictionary(rank => rank.Seller);

    private static double? Typical(BookInput input)
    {
        double[] ranked = [.. Ranks(input, seller => seller.Id).Values.Where(r => r.Rank is not null).Select(r => r.Growth!.Value).Order()];
        if (ranked.Length < SellerRanking.LeastSellers) return null;
        return BookGrowth.Plain((ranked[(ranked.Length - 1) / 2] + ranked[ranked.Length / 2]) / 2);
    }
}
