using Microsoft.EntityFrameworkCore;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Book.Asked;

/// <summary>An estimate as the Book counts it.</summary>
/// <param name="Amount">In the Book's currency, at the rate of the day it was said.</param>
public sealed record SaidEstimate(
    Guid Id, Guid AccountId, PotentialSource Source, decimal Amount, DateOnly GivenOn, DateOnly ExpiresOn, DateTimeOffset RecordedAt);

/// <summary>What was said of one account and holds: the newest that was asked, the newest that was guessed.</summary>
public sealed record SaidPotential(SaidEstimate? Asked, SaidEstimate? Guess)
{
    public static readonly SaidPotential Nothing = new(null, null);

    /// <summary>Asked beats the formula; a guess stands only where there is no formula.</summary>
    public SaidEstimate? Counts(bool formulaSpeaks) => Asked ?? (formulaSpeaks ? null : Guess);

    private SaidPotential With(SaidEstimate said) => said.Source == PotentialSource.Asked ? this with { Asked = Newer(Asked, said) } : this with { Guess = Newer(Guess, said) };

    private static SaidEstimate Newer(SaidEstimate? one, SaidEstimate other) =>
        one is null || (other.GivenOn, other.RecordedAt, other.Id).CompareTo((one.GivenOn, one.RecordedAt, one.Id)) > 0 ? other : one;

    /// <summary>By account, of those that anything was said of. One query; those in a currency without a rate on their day do not count.</summary>
    public static async Task<Dictionary<Guid, SaidPotential>> Read(IQueryable<PotentialEstimate> estimates, CompanyRates rates, DateOnly day, CancellationToken cancel)
    {
        var said = new Dictionary<Guid, SaidPotential>();
        foreach (var one in await estimates.AsNoTracking().Where(e => e.EndedOn == null && e.GivenOn <= day && e.ExpiresOn >= day).ToListAsync(cancel)) Add(said, one, rates);
        return said;
    }

    /// <summary>What holds of one account, with changes that are about to be saved.</summary>
    internal static async Task<SaidPotential> Of(TrothContext db, Guid account, string currency, DateOnly day, CancellationToken cancel)
    {
        var saved = await db.PotentialEstimates.AsNoTracking().Where(e => e.AccountId == account).ToListAsync(cancel);
        var tracked = db.ChangeTracker.Entries<PotentialEstimate>().Where(e => e.Entity.AccountId == account).ToList();
        var holding = saved.Where(e => tracked.TrueForAll(t => t.Entity.Id != e.Id))
            .Concat(tracked.Where(t => t.State is not (EntityState.Deleted or EntityState.Detached)).Select(t => t.Entity))
            .Where(e => e.EndedOn == null && e.GivenOn <= day && e.ExpiresOn >= day).ToList();
        if (holding.Count == 0) return Nothing;
        var rates = holding.TrueForAll(e => e.Currency == currency) ? new CompanyRates(currency, []) : await CompanyRates.Read(db, currency, cancel);
        var said = new Dictionary<Guid, SaidPotential>();
        foreach (var one in holding) Add(said, one, rates);
        return said.GetValueOrDefault(account, Nothing);
    }

    private static void Add(Dictionary<Guid, SaidPotential> said, PotentialEstimate one, CompanyRates rates)
    {
        if (rates.On(one.GivenOn, one.Currency) is { } rate)
            said[one.AccountId] = said.GetValueOrDefault(one.AccountId, Nothing).With(
                new(one.Id, one.AccountId, one.Source, Math.Round(one.Amount * rate, 2, MidpointRounding.AwayFromZero), one.GivenOn, one.ExpiresOn, one.RecordedAt));
    }
}
