using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Book.Asked;

/// <summary>What was said an account could buy, beside what the formula says. Not in the customer-safe view.</summary>
public sealed class ListEstimates(TrothContext db, BookFacts facts, EstimateRights rights, CurrentCompany companies, ReaderSettings settings, TimeProvider time)
{
    public const int Most = 50;

    public async Task<EstimatesOf> Run(string reference, CancellationToken cancel) =>
        await Run(await db.AccountCalled(reference, cancel) ?? throw new NotFoundException(Words.Say("estimate.account", reference)), cancel);

    public async Task<EstimatesOf> Run(AccountFacts account, CancellationToken cancel)
    {
        if (settings.SafeView) throw new NotFoundException(Words.Say("estimate.list"));
        var row = await facts.Row(account.Id, cancel);
        var today = await companies.Today(time, cancel);
        var company = await companies.Find(cancel);
        var said = await db.PotentialEstimates.AsNoTracking().Where(e => e.AccountId == account.Id)
            .OrderByDescending(e => e.GivenOn).ThenByDescending(e => e.RecordedAt).ThenByDescending(e => e.Id).Take(Most).ToListAsync(cancel);
        Guid[] asked = [.. said.Select(e => e.ContactId).OfType<Guid>().Distinct()];
        var names = asked.Length == 0 ? [] : await db.ContactNames(asked, cancel);
        var counting = row is { Potential: { Source: not PotentialSource.Formula, On: { } on } counts }
            ? said.FirstOrDefault(e => e.EndedOn is null && e.Source == counts.Source && e.GivenOn == on && e.ExpiresOn == counts.Until)?.Id : null;
        return new EstimatesOf(FormattableString.Invariant($"A-{account.Number}"), row?.Currency ?? company?.BaseCurrency ?? "", row?.Formula, row?.Potential?.Source,
            await rights.MayOf(account, cancel), company?.EstimateMonths ?? Company.UsualEstimateMonths, today,
            [.. said.Select(e => new EstimateRow(e.Id, e.Source, e.Amount, e.Currency, e.ContactId is { } who ? names.GetValueOrDefault(who) : null, e.GivenOn, e.ExpiresOn,
                Standing(e, counting, today, row), e.Note, e.RecordedBy))]);
    }

    /// <summary>The account's people, to say who was asked.</summary>
    public async Task<IReadOnlyList<(string Id, string Name)>> People(Guid account, CancellationToken cancel) =>
        [.. (await db.PeopleOf(account).Take(200).ToListAsync(cancel)).Select(p => (p.Id.ToString(), p.Name))];

    /// <summary>Currencies that an amount can be given in: the Book's, and those that have a rate.</summary>
    public async Task<IReadOnlyList<string>> Currencies(string own, CancellationToken cancel) =>
        [own, .. (await db.Rates.AsNoTracking().Where(r => r.EndedOn == null && r.Currency != own).Select(r => r.Currency).Distinct().ToListAsync(cancel)).Order(StringComparer.Ordinal)];

    private static EstimateStanding Standing(PotentialEstimate one, Guid? counting, DateOnly today, BookRow? row) =>
        one.EndedOn is not null ? EstimateStanding.Withdrawn
        : one.Id == counting ? EstimateStanding.Counts
        : one.ExpiresOn < today ? EstimateStanding.Expired
        : row?.MissingRates is not null ? EstimateStanding.NoRate
        : one.Source == PotentialSource.Guess && row?.Potential is { Source: not PotentialSource.Guess } ? EstimateStanding.Outranked
        : counting is not null ? EstimateStanding.Older : EstimateStanding.NoRate;
}

/// <summary>Whether an estimate counts, and why not.</summary>
public enum EstimateStanding
{
    Counts,
    /// <summary>A newer one of its kind counts.</summary>
    Older,
    /// <summary>A guess beside something better.</summary>
    Outranked,
    Expired,
    Withdrawn,
    /// <summary>Its currency has no rate on its day, or what the account bought lacks one.</summary>
    NoRate,
}

/// <param name="Account">A-1042.</param>
/// <param name="Formula">What similar accounts say; null where they do not.</param>
/// <param name="Source">Which of all counts; null when none does.</param>
/// <param name="MayAdd">The caller may put another down.</param>
/// <param name="Months">How long one counts unless it says otherwise.</param>
public sealed record EstimatesOf(
    string Account, string Currency, PotentialFigure? Formula, PotentialSource? Source, bool MayAdd, int Months, DateOnly Today, IReadOnlyList<EstimateRow> Estimates);

/// <param name="Asked">Who was asked.</param>
public sealed record EstimateRow(
    Guid Id, PotentialSource Source, decimal Amount, string Currency, string? Asked, DateOnly GivenOn, DateOnly ExpiresOn, EstimateStanding Standing, string? Note, string RecordedBy);
