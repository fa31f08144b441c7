using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders.Contracts;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;
using Troth.Platform.Web;

namespace Troth.Book.Asked;

/// <summary>
/// Puts down what a customer said it could buy in twelve months, or what one of us guesses. Less than it bought already cannot be: that is
/// refused with the amount, for then one of the two is wrong and a person has to see which. What the customer said and is far from what similar
/// accounts buy counts at once, so whoever puts it down is asked first whether it is meant.
/// </summary>
public sealed class RecordEstimate(
    TrothContext db, BookFacts facts, EstimateRights rights, Reader reader, CurrentCompany companies, Formats formats, LiveNews news, TimeProvider time)
{
    public const decimal Most = 100_000_000_000_000;
    public const int MostYears = 5;

    /// <summary>Above so many times the upper end of what similar accounts buy, or below that part of the lower end, it is asked whether it is meant.</summary>
    public const decimal FarOff = 3;

    /// <summary>The field that the question is asked at, and that answers it.</summary>
    public const string Sure = "sure";

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request
    {
        [Description("What it could buy in twelve months.")]
        public decimal? Amount { get; init; }

        [Description("ISO code; the company's when left out.")]
        public string? Currency { get; init; }

        [Description("asked or guess.")]
        public string? Source { get; init; }

        [Description("Who was asked: C-12 or the contact's id; one of the account's people.")]
        public string? Contact { get; init; }

        [Description("The day it was said; today when left out.")]
        public DateOnly? GivenOn { get; init; }

        [Description("The last day on which it counts; when left out as long as the company's setting says.")]
        public DateOnly? ExpiresOn { get; init; }
        public string? Note { get; init; }

        [Description("The amount is meant although it is far from what similar accounts buy; without it such an amount is answered by 422 with the code potential.farOff.")]
        public bool Sure { get; init; }
    }

    public async Task<PotentialEstimate> Run(string reference, Request request, CancellationToken cancel)
    {
        var account = await rights.Account(reference, cancel);
        var company = await companies.Find(cancel);
        var today = await companies.Today(time, cancel);
        var errors = new FieldErrors();
        var source = Source(request.Source, errors);
        var given = request.GivenOn ?? today;
        if (!DayReach.Has(given)) errors.Add("givenOn", Words.Say("estimate.dayWrong", given));
        else if (given > today) errors.Add("givenOn", Words.Say("estimate.toCome", formats.Date(given)));
        var expires = request.ExpiresOn ?? DayReach.Nearest(given).AddMonths(company?.EstimateMonths ?? Company.UsualEstimateMonths);
        if (expires < given) errors.Add("expiresOn", Words.Say("estimate.expiresBefore", formats.Date(expires), formats.Date(given)));
        else if (DayReach.Has(given) && expires > given.AddYears(MostYears)) errors.Add("expiresOn", Words.Say("estimate.expiresLate", formats.Date(expires), MostYears));
        errors.Longest("note", request.Note, PotentialEstimate.NoteMax);
        var currency = Currency(request.Currency, company, errors);
        var amount = Amount(request.Amount, errors);
        var contact = await Contact(request.Contact, source, account, errors, cancel);
        errors.ThrowIfAny();
        await CheckAgainstBook(account, amount, currency, given, source == PotentialSource.Asked && !request.Sure, cancel);

        return await Keep(new PotentialEstimate
        {
            AccountId = account.Id, Source = source, Amount = amount, Currency = currency, ContactId = contact, GivenOn = given, ExpiresOn = expires,
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), RecordedAt = time.GetUtcNow(), RecordedBy = reader.Name,
        }, cancel);
    }

    /// <summary>A form that is sent twice says it once: what was put down last is answered when it is the same in everything.</summary>
    private async Task<PotentialEstimate> Keep(PotentialEstimate estimate, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Holds the account's row until this is kept: the same sent at the same moment waits, and then finds it.
        await db.Accounts.Where(a => a.Id == estimate.AccountId).ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version), cancel);
        var last = await db.PotentialEstimates.AsNoTracking().Where(e => e.AccountId == estimate.AccountId && e.Source == estimate.Source && e.EndedOn == null)
            .OrderByDescending(e => e.RecordedAt).ThenByDescending(e => e.Id).FirstOrDefaultAsync(cancel);
        if (last is not null && estimate.Repeats(last)) return last;
        db.Add(estimate);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        news.Publish(Figures.BookTopics.Book);
        return estimate;
    }

    private static PotentialSource Source(string? typed, FieldErrors errors)
    {
        if (string.Equals(typed, "asked", StringComparison.OrdinalIgnoreCase)) return PotentialSource.Asked;
        if (!string.Equals(typed, "guess", StringComparison.OrdinalIgnoreCase)) errors.Add("source", Words.Say("estimate.sourceWrong", typed ?? ""));
        return PotentialSource.Guess;
    }

    private static string Currency(string? typed, Company? company, FieldErrors errors)
    {
        var currency = string.IsNullOrWhiteSpace(typed) ? company?.BaseCurrency ?? "" : typed.Trim().ToUpperInvariant();
        if (!Orders.Contracts.Currencies.IsKnown(currency)) errors.Add("currency", Words.Say("estimate.currencyWrong", currency));
        return currency;
    }

    private static decimal Amount(decimal? typed, FieldErrors errors)
    {
        if (typed is not { } amount) errors.Add("amount", Words.Say("estimate.noAmount"));
        else if (Math.Round(amount, 2, MidpointRounding.AwayFromZero) <= 0) errors.Add("amount", Words.Say("estimate.notPositive", amount));
        else if (amount > Most) errors.Add("amount", Words.Say("estimate.absurd", amount, Most));
        else return Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        return 0;
    }

    private async Task<Guid?> Contact(string? typed, PotentialSource source, AccountFacts account, FieldErrors errors, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (source == PotentialSource.Guess) errors.Add("contact", Words.Say("estimate.guessOfContact"));
        if (await db.ContactNamed(typed.Trim(), cancel) is { } contact && await db.IsContactOf(contact, account.Id, cancel)) return contact;
        errors.Add("contact", Words.Say("estimate.otherContact", typed, account.Name));
        return null;
    }

    /// <param name="ask">Far from what similar accounts buy is asked about.</param>
    private async Task CheckAgainstBook(AccountFacts account, decimal amount, string currency, DateOnly given, bool ask, CancellationToken cancel)
    {
        var book = await facts.Currency(cancel);
        if (book.Length == 0) return;
        var rates = await CompanyRates.Read(db, book, cancel);
        if (rates.On(given, currency) is not { } rate) throw new BadInputException("currency", Words.Say("estimate.noRate", currency, formats.Date(given), book));
        if (await facts.Row(account.Id, cancel) is not { } row) return;
        var counts = Math.Round(amount * rate, 2, MidpointRounding.AwayFromZero);
        if (counts < row.Bought)
            throw new BadInputException("amount", Words.Say("estimate.belowBought", formats.Money(amount, currency), account.Name, formats.Money(row.Bought, book)));
        // Who buys more than similar accounts do may well go on to.
        if (ask && row.Formula is { } formula && (counts > FarOff * Math.Max(formula.High, row.Bought) || counts < formula.Low / FarOff))
            throw new BadInputException(Sure, Words.Say("estimate.farOff", formats.Money(formula.Low, book), formats.Money(formula.High, book), formats.Money(amount, currency)));
    }
}
