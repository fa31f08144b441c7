using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Mail;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;

namespace Troth.Promises.Desk;

/// <summary>Mails a quote to somebody who is invited to the customer's page, with the way there.</summary>
public sealed class SendQuote(TrothContext db, PlanWriter writer, ICustomersPage page, CurrentCompany company, WhoMayAct may)
{
    /// <param name="Contact">Number or id; the quote's own, or the only one who is invited, when null.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Contact = null);

    public sealed record Sent(string Quote, string To, DateTimeOffset At);

    /// <summary>Asked again so soon by somebody who names no key, the same to the same is a click too many.</summary>
    public static readonly TimeSpan Twice = TimeSpan.FromMinutes(1);

    /// <param name="key">What the asker calls this request: repeated, it is answered again and mailed once.</param>
    /// <exception cref="BusinessRuleException">Nobody to write to is invited (<c>quote.noReader</c>), or the hold has ended.</exception>
    public async Task<Sent> Run(string reference, Request request, string? key, CancellationToken cancel)
    {
        var found = await db.QuoteNamed(reference, cancel);
        await may.Check(found.SellerId, found.AccountId, cancel);
        return await writer.Write(found.Plant, string.IsNullOrEmpty(key) ? null : key, new { reference, sent = request }, async turn =>
        {
            await db.Entry(found).ReloadAsync(cancel); // as it is now that nobody else writes
            return await Mailed(found, request, key, turn.Now, cancel);
        }, cancel);
    }

    private async Task<Sent> Mailed(Quote quote, Request request, string? key, DateTimeOffset now, CancellationToken cancel)
    {
        quote.MustBeHeld(now);
        var reader = await Reader(page, db, quote.AccountId, request.Contact, quote.ContactId, cancel);
        if (string.IsNullOrEmpty(key) && quote.SentAt is { } at && at > now - Twice && quote.ContactId == reader.Contact) return new(quote.Label, reader.Email, at);
        var home = await company.Get(cancel);
        var lines = await (from line in db.QuoteLines join product in db.Products on line.ProductId equals product.Id where line.QuoteId == quote.Id orderby line.LineNo
                           select new { line.Quantity, product.Name, line.PromisedOn }).AsNoTracking().ToListAsync(cancel);
        var words = new CompanyWords(home);
        db.Add(new Mail(reader.Email, Words.Say("quote.mail", home.Name, quote.Label), string.Join("\n\n", Words.Say("mail.hello", reader.Name), Words.Say("quote.mail.lines"),
            string.Join("\n", lines.Select(l => Words.Say("quote.mail.line", l.Quantity, l.Name, words.Day(l.PromisedOn!.Value)))), Words.Say("quote.mail.held", words.Moment(quote.HeldUntil)),
            page.Address(quote.Label), home.Name), now));
        quote.ContactId = reader.Contact;
        quote.Sent(now);
        return new(quote.Label, reader.Email, now);
    }

    /// <summary>Whom to write to: the one who is named, or wished, or the only one there is.</summary>
    internal static async Task<PageReader> Reader(ICustomersPage page, TrothContext db, Guid account, string? named, Guid? wished, CancellationToken cancel)
    {
        var readers = await page.Readers(account, cancel);
        if (!string.IsNullOrWhiteSpace(named))
        {
            var contact = await db.ContactNamed(named.Trim(), cancel) ?? throw new BadInputException("contact", Words.Say("promise.noContact", named));
            return readers.FirstOrDefault(r => r.Contact == contact) ?? throw new BusinessRuleException("quote.noReader", Words.Say("quote.notInvited", named));
        }
        return readers.FirstOrDefault(r => r.Contact == wished) ?? (readers is [var only] ? only
            : throw new BusinessRuleException("quote.noReader", Words.Say(readers.Count == 0 ? "quote.noReader" : "quote.whichReader")));
    }
}

/// <summary>Days and moments as the company writes them to customers.</summary>
internal sealed class CompanyWords(Company company)
{
    private readonly System.Globalization.CultureInfo _culture = System.Globalization.CultureInfo.GetCultureInfo(company.Culture);

    public string Day(DateOnly day) => day.ToString("dddd, d MMMM yyyy", _culture);

    public string Moment(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.TryFindSystemTimeZoneById(company.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc).ToString("dddd, d MMMM yyyy, HH:mm", _culture);
}
