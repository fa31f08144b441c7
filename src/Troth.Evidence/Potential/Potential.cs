namespace Troth.Evidence;

/// <summary>
/// Share of wallet: what an account could buy, taken as a high quantile (.9) of what similar accounts buy (Perlich, Rosset, Lawrence
/// &amp; Zadrozny, KDD 2007). Nearest peers by firmographics, drawn to the whole book's quantile; from about 300 buyers on, linear
/// quantile regression beside them, by as much as it foretold better. Pure and deterministic: same input and seed, same output.
/// </summary>
public static class Potential
{
    /// <summary>
    /// Potential of every account of the book, in the order given. An account is never its own peer, and its potential is never below
    /// its own purchases.
    /// </summary>
    /// <param name="accounts">The book: one currency, one row an account, the same features throughout.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">Ids that repeat, features that differ in number, or a number that is not finite.</exception>
    /// <remarks>
    /// O(accounts · peers that can be), the latter at most <see cref="PotentialSettings.MostBuyers"/>. Accounts with the same
    /// firmographics share the work.
    /// </remarks>
    public static IReadOnlyList<AccountPotential> Estimate(IReadOnlyList<AccountFacts> accounts, PotentialSettings? settings = null,
        CancellationToken cancellation = default) => Estimate(accounts, PeerGuide.Learn(accounts, settings), cancellation);

    /// <summary>The same with a guide learnt from these accounts before, for those who ask it more than this.</summary>
    /// <param name="accounts">The book.</param>
    /// <param name="guide">What <see cref="PeerGuide.Learn"/> made of it; null when it has too few buyers.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IReadOnlyList<AccountPotential> Estimate(IReadOnlyList<AccountFacts> accounts, PeerGuide? guide,
        CancellationToken cancellation = default)
    {
        var buyers = accounts.Count(a => a.Buys);
        if (guide is null)
            return [.. accounts.Select(a => new AccountPotential(a.Id, null, buyers - (a.Buys ? 1 : 0), NoPotential.TooFewBuyers))];

        var model = guide.Model;
        var settings = model.Settings;
        var bootstrap = new PotentialBootstrap(model, cancellation);
        var shared = new Dictionary<float[], (int Peers, double Estimate, Interval Range)?>(new SamePlace());
        var answers = new AccountPotential[accounts.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            if (i % 256 == 0) cancellation.ThrowIfCancellationRequested();
            var account = accounts[i];
            var place = model.Sample.Firmographics.Place(account);
            var self = model.BuyerOf(account);
            if (self >= 0 || !shared.TryGetValue(place, out var found))
            {
                found = Look(place, self);
                if (self < 0) shared.Add(place, found);
            }

            answers[i] = Answer(account, found!.Value);
        }

        return answers;

        (int, double, Interval)? Look(float[] place, int self)
        {
            model.Search(place, self);
            var peers = model.PeersFound();
            if (peers < settings.LeastPeers) return (peers, double.NaN, default);
            var estimate = model.Estimate(place);
            return (peers, estimate, bootstrap.Range(place, estimate));
        }

        AccountPotential Answer(AccountFacts account, (int Peers, double Estimate, Interval Range) found)
        {
            if (found.Peers < settings.LeastPeers)
                return new AccountPotential(account.Id, null, found.Peers,
                    buyers - (account.Buys ? 1 : 0) < settings.LeastPeers ? NoPotential.TooFewBuyers : NoPotential.TooFewPeers);
            double own = Math.Max(0, account.Spend), value = Math.Exp(found.Estimate);
            return new AccountPotential(account.Id, new PotentialRange(
                Math.Max(own, value),
                Math.Max(own, Math.Min(value, Math.Exp(found.Range.Low))),
                Math.Max(own, Math.Max(value, Math.Exp(found.Range.High)))), found.Peers, null);
        }
    }

    /// <summary>
    /// Sets each part of the buyers aside in turn and estimates it from the others, everything that is learnt included: what the
    /// estimate is worth on accounts it has not seen. Own purchases are neither used nor a floor.
    /// </summary>
    /// <param name="accounts">The book; accounts that do not buy are left out.</param>
    /// <param name="folds">Into how many parts.</param>
    /// <param name="settings">Null for the defaults; the seed also deals the folds.</param>
    /// <returns>One row per buyer, by id.</returns>
    public static IReadOnlyList<HeldOutPotential> OutOfFold(IReadOnlyList<AccountFacts> accounts, int folds = 10,
        PotentialSettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        settings ??= new PotentialSettings();
        var buyers = Buyers(accounts);
        int[] dealt = [.. Enumerable.Range(0, buyers.Length).Select(i => i % folds)];
        new Random(settings.Seed).Shuffle(dealt);

        var held = new HeldOutPotential[buyers.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            AccountFacts[] others = [.. buyers.Where((_, i) => dealt[i] != fold)];
            var model = others.Length < Math.Max(2, settings.LeastPeers) ? null : new PotentialModel(others, settings);
            for (var i = 0; i < buyers.Length; i++)
            {
                if (dealt[i] != fold) continue;
                double? estimate = null;
                if (model is not null)
                {
                    var place = model.Sample.Firmographics.Place(buyers[i]);
                    model.Search(place, -1);
                    if (model.PeersFound() >= settings.LeastPeers) estimate = Math.Exp(model.Estimate(place));
                }

                held[i] = new HeldOutPotential(buyers[i].Id, fold, buyers[i].Spend, estimate);
            }
        }

        return held;
    }

    // By id, so that the order in which accounts come from a database changes nothing.
    internal static AccountFacts[] Buyers(IReadOnlyList<AccountFacts> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var ids = new HashSet<Guid>(accounts.Count);
        foreach (var account in accounts)
        {
            if (!ids.Add(account.Id)) throw new ArgumentException($"Account {account.Id} comes twice.", nameof(accounts));
            if (account.Numbers.Count != accounts[0].Numbers.Count || account.Categories.Count != accounts[0].Categories.Count)
                throw new ArgumentException($"Account {account.Id} has other features than the first account.", nameof(accounts));
            if (!double.IsFinite(account.Spend) || account.Numbers.Any(n => n is { } number && !double.IsFinite(number)))
                throw new ArgumentException($"Account {account.Id} has a spend or feature that is not a finite number.", nameof(accounts));
        }

        return [.. accounts.Where(a => a.Buys).OrderBy(a => a.Id)];
    }

    private sealed class SamePlace : IEqualityComparer<float[]>
    {
        public bool Equals(float[]? x, float[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(float[] place)
        {
            var hash = new HashCode();
            foreach (var coordinate in place) hash.Add(coordinate);
            return hash.ToHashCode();
        }
    }
}
