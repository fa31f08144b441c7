using Troth.Evidence;

namespace Troth.Trading;

/// <summary>An account as the arithmetic of trades sees it.</summary>
/// <param name="Field">Its line of business; "": not known.</param>
/// <param name="Said">Hours a month that it takes, as its seller said; null: not said.</param>
/// <param name="Stays">Why it stays where it is; null: it may move.</param>
public sealed record GroundAccount(Guid Id, Guid SellerId, string Field, decimal Bought, decimal? Potential, int Orders, decimal? Said, Staying? Stays);

/// <summary>Why an account is not proposed to anybody else.</summary>
public enum Staying { NoPotential, Asset, TopPerformer, LeftAlone, NotAtStake }

/// <param name="Receives">False for who has left: their accounts may go, none comes.</param>
public sealed record GroundSeller(Guid Id, bool Receives);

/// <summary>
/// The ground a board stands on, and the proposal: pure, from what the Book knows. An account's worth with a seller is what it could buy × the
/// share it would give there (<see cref="SellerFit"/>); with its own seller what it bought.
/// </summary>
public sealed class TradingGround
{
    /// <summary>More accounts than these are not weighed at once: those with most at stake are.</summary>
    public const int MostAccounts = 5_000;

    private readonly IReadOnlyList<GroundSeller> _sellers;
    private readonly IReadOnlyList<GroundAccount> _accounts;
    private readonly Dictionary<Guid, int> _sellerAt;
    private readonly Dictionary<string, int> _fieldAt;
    private readonly SellerFit _fit;
    private readonly BoardTerms _terms;

    private TradingGround(
        IReadOnlyList<GroundSeller> sellers, IReadOnlyList<GroundAccount> accounts, Dictionary<Guid, int> sellerAt, Dictionary<string, int> fieldAt, SellerFit fit, BoardTerms terms)
    {
        (_sellers, _sellerAt, _fieldAt, _fit, _terms) = (sellers, sellerAt, fieldAt, fit, terms);
        _accounts = OnlyThoseAtStake(accounts);
    }

    /// <summary>The accounts of the board, in the order given.</summary>
    public IReadOnlyList<GroundAccount> Accounts => _accounts;

    /// <summary>Null: too few accounts have a potential to learn what sellers reach.</summary>
    /// <param name="all">Every estimated account of the company, to learn from: seller, line of business, share.</param>
    /// <param name="sellers">Who takes part.</param>
    /// <param name="accounts">The accounts they look after.</param>
    /// <param name="terms">Checked.</param>
    public static TradingGround? Of(
        IReadOnlyList<(Guid Seller, string Field, double Share)> all, IReadOnlyList<GroundSeller> sellers, IReadOnlyList<GroundAccount> accounts, BoardTerms terms)
    {
        var sellerAt = all.Select(a => a.Seller).Concat(sellers.Select(s => s.Id)).Distinct().Select((id, at) => (id, at)).ToDictionary(s => s.id, s => s.at);
        var fieldAt = all.Select(a => a.Field).Where(f => f.Length > 0).Distinct().Order(StringComparer.Ordinal).Select((field, at) => (field, at)).ToDictionary(f => f.field, f => f.at);
        var fit = SellerFit.Learn([.. all.Select(a => new ReachedShare(sellerAt[a.Seller], FieldOf(fieldAt, a.Field), a.Share))]);
        return fit is null ? null : new TradingGround(sellers, accounts, sellerAt, fieldAt, fit, terms);
    }

    /// <summary>A month: as its seller said, else by the estimate.</summary>
    public long Minutes(GroundAccount account) => (long)(60 * (account.Said ?? _terms.HoursAnAccount!.Value + _terms.HoursAnOrder!.Value * account.Orders / 12));

    public ExpectedShare Expect(Guid seller, string field) => _fit.Expect(_sellerAt[seller], FieldOf(_fieldAt, field));

    /// <summary>Lines of business of the accounts, the unknown among them.</summary>
    public IReadOnlyList<string> Fields => [.. _accounts.Select(a => a.Field).Append("").Distinct().Order(StringComparer.Ordinal)];

    public double ShareOf(GroundAccount account) => account.Potential is > 0 and { } could ? Math.Clamp((double)(account.Bought / could), 0, 1) : 0;

    public double ShareWith(GroundAccount account, Guid seller) =>
        _fit.With(new ReachedShare(_sellerAt[account.SellerId], FieldOf(_fieldAt, account.Field), ShareOf(account)), _sellerAt[seller], _terms.Stays!.Value / 100.0, _terms.Afresh!.Value / 100.0);

    /// <summary>The bands: around the hours that an average seller who stays would have.</summary>
    public IReadOnlyList<TradeSeller> Bands()
    {
        var average = _accounts.Sum(Minutes) / (decimal)Math.Max(1, _sellers.Count(s => s.Receives));
        return [.. _sellers.Select(s => s.Receives ? new TradeSeller((long)(average * _terms.Least!.Value / 100), (long)(average * _terms.Most!.Value / 100)) : new TradeSeller(0, 0))];
    }

    /// <summary>What an hour a month brings a year on average, where nobody said what one outside a band costs.</summary>
    public decimal HourCosts() => _terms.HourCosts is { } said ? said
        : Math.Max(1, Math.Round(_accounts.Sum(a => Math.Max(0, a.Bought)) * 60 / Math.Max(1, _accounts.Sum(Minutes)), 2));

    public TradeProposal Propose(CancellationToken cancel)
    {
        var at = _sellers.Select((seller, i) => (seller.Id, i)).ToDictionary(s => s.Id, s => s.i);
        var accounts = _accounts.Select(account => new TradeAccount(at[account.SellerId], Minutes(account), Values(account), account.Stays is not null)).ToArray();
        return Trades.Propose(accounts, Bands(), new TradeSettings(_terms.MostMoves!.Value, (double)HourCosts() / 60), cancel);
    }

    private double[] Values(GroundAccount account) =>
        [.. _sellers.Select(seller => seller.Id == account.SellerId ? (double)account.Bought
            : account.Stays is not null || !seller.Receives || account.Potential is not { } could ? double.NegativeInfinity
            : (double)could * ShareWith(account, seller.Id))];

    private static IReadOnlyList<GroundAccount> OnlyThoseAtStake(IReadOnlyList<GroundAccount> accounts)
    {
        var movable = accounts.Where(a => a.Stays is null).ToList();
        if (movable.Count <= MostAccounts) return accounts;
        var atStake = movable.OrderByDescending(a => a.Potential - a.Bought).ThenBy(a => a.Id).Take(MostAccounts).Select(a => a.Id).ToHashSet();
        return [.. accounts.Select(a => a.Stays is null && !atStake.Contains(a.Id) ? a with { Stays = Staying.NotAtStake } : a)];
    }

    private static int? FieldOf(Dictionary<string, int> fieldAt, string field) => fieldAt.TryGetValue(field, out var at) ? at : null;
}
