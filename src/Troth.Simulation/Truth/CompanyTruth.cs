using Troth.Simulation.Chance;
using Troth.Simulation.Market;

namespace Troth.Simulation;

/// <summary>What an account truly is.</summary>
public enum TrueKind
{
    /// <summary>Gives us at least half of its potential and does not fall behind.</summary>
    Asset,

    /// <summary>Gives us at least half of its potential and falls behind its peers.</summary>
    Slipping,

    /// <summary>Claimed great, gives us less than half, does not outgrow its peers, and its seller is not truly in the top third.</summary>
    SmokeScreen,

    /// <summary>Gives us less than half and is expected to have bought nothing in twelve months.</summary>
    Cold,

    /// <summary>Gives us less than half of what it could.</summary>
    Sleeper,
}

/// <summary>The truth about one account.</summary>
/// <param name="AccountKey">The account.</param>
/// <param name="Kind">What it truly is.</param>
/// <param name="Potential">What it could buy from us in the last twelve months, euro.</param>
/// <param name="Penetration">Expected purchases ÷ potential.</param>
/// <param name="Growth">Log of expected purchases in the last twelve months over those in the twelve before; infinite for a new account.</param>
/// <param name="OutgrowsPeers">True when growth lies more than .25 above the median account's.</param>
public sealed record TrueAccount(
    string AccountKey, TrueKind Kind, double Potential, double Penetration, double Growth, bool OutgrowsPeers);

/// <summary>The truth about one seller.</summary>
/// <param name="SellerKey">The seller.</param>
/// <param name="Style">How they claim.</param>
/// <param name="BookGrowth">Log growth of the expected purchases of the accounts they look after.</param>
/// <param name="TopThird">Whether that is among the best third of sellers, rounded down.</param>
public sealed record TrueSeller(string SellerKey, ClaimStyle Style, double BookGrowth, bool TopThird);

/// <summary>
/// The truth by which judgements are judged. Everything in it follows from expected purchases: the plan behind the orders, without the
/// luck of order dates and sizes.
/// </summary>
public sealed class CompanyTruth
{
    /// <summary>Below this share of potential an account is not given to us.</summary>
    public const double Threshold = .5;

    /// <summary>
    /// By how much a log growth must differ from the median account's to count: a quarter. Less than that is what a strong seller's work,
    /// the industry and small drifts make of any account; who outgrows peers has changed the share of need that comes to us.
    /// </summary>
    public const double GrowthMargin = .25;

    /// <summary>A claim from this step up says the relationship is great.</summary>
    public const int GreatStep = 4;

    private CompanyTruth(IReadOnlyDictionary<string, TrueAccount> accounts, IReadOnlyDictionary<string, TrueSeller> sellers)
    {
        Accounts = accounts;
        Sellers = sellers;
    }

    /// <summary>By account key.</summary>
    public IReadOnlyDictionary<string, TrueAccount> Accounts { get; }

    /// <summary>By seller key.</summary>
    public IReadOnlyDictionary<string, TrueSeller> Sellers { get; }

    internal static CompanyTruth Tell(IReadOnlyList<HiddenSeller> sellers, IReadOnlyList<SimulatedAccount> accounts)
    {
        var bySeller = accounts.ToLookup(account => account.SellerKey);
        var growth = sellers.ToDictionary(seller => seller.Seller.Key, seller => Growth(
            bySeller[seller.Seller.Key].Sum(account => account.Hidden.ExpectedLastYear),
            bySeller[seller.Seller.Key].Sum(account => account.Hidden.ExpectedYearBefore)));
        var top = growth.OrderByDescending(pair => pair.Value).Take(sellers.Count / 3).Select(pair => pair.Key).ToHashSet();
        var all = accounts.Select(account => Growth(account.Hidden.ExpectedLastYear, account.Hidden.ExpectedYearBefore)).Order().ToArray();
        var median = all.Length == 0 ? 0 : all[all.Length / 2];
        return new CompanyTruth(
            accounts.ToDictionary(account => account.Key, account => Judge(account, median, top.Contains(account.SellerKey))),
            sellers.ToDictionary(
                seller => seller.Seller.Key,
                seller => new TrueSeller(seller.Seller.Key, seller.Style, growth[seller.Seller.Key], top.Contains(seller.Seller.Key))));
    }

    private static TrueAccount Judge(SimulatedAccount account, double median, bool sellerAtTop)
    {
        var hidden = account.Hidden;
        var growth = Growth(hidden.ExpectedLastYear, hidden.ExpectedYearBefore);
        var outgrows = growth > median + GrowthMargin;
        var great = account.Claim is { Step: >= GreatStep };
        var kind = hidden.Penetration >= Threshold
            ? growth < median - GrowthMargin ? TrueKind.Slipping : TrueKind.Asset
            : great && !outgrows && !sellerAtTop ? TrueKind.SmokeScreen
            : hidden.ExpectedLastYear <= 0 ? TrueKind.Cold
            : TrueKind.Sleeper;
        return new TrueAccount(account.Key, kind, hidden.Potential, hidden.Penetration, growth, outgrows);
    }

    /// <summary>Zero for an account that bought in neither year; infinite where there was nothing before.</summary>
    private static double Growth(double last, double before) => (last > 0, before > 0) switch
    {
        (true, true) => Elementary.Log(last / before),
        (true, false) => double.PositiveInfinity,
        (false, true) => double.NegativeInfinity,
        _ => 0,
    };
}
