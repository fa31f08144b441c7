using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>Somebody of the account who can be written to.</summary>
public sealed record Recipient(Guid Contact, string Name, string Email);

/// <summary>What we would honestly tell a customer whose delivery is in danger. People change it before it leaves.</summary>
/// <param name="Likely">The first day that the plan can keep now, where that is a later one.</param>
public sealed record Message(IReadOnlyList<Recipient> To, string Subject, string Text, DateOnly? Likely);

/// <summary>Drafts the message: what happened, which day it would be now, and what we do. No excuses.</summary>
public sealed class DraftMessage(TrothContext db, CurrentCompany company, Reader reader, TimeProvider time)
{
    private const int MostRecipients = 30;

    public async Task<Message> Run(Promise promise, PlannedNow now, CancellationToken cancel)
    {
        var home = await company.Get(cancel);
        var words = new CompanyWords(home);
        var to = await Recipients(db, promise, cancel);
        var likely = now.Likely is { } first && first.On > promise.LikelyOn ? first.On : (DateOnly?)null;
        var hello = to is [var one, ..] ? Words.Say("mail.hello", one.Name) : Words.Say("message.hello");
        var (promised, day) = Days(promise, likely, now.Order, words);
        return new(to, Words.Say("message.subject", promise.What, promise.Label), string.Join("\n\n", hello, promised, Cause(now.Causes), day, Words.Say("message.weDo"), reader.Name + "\n" + home.Name), likely);
    }

    /// <summary>Only the promised day was promised: one agreed on when that had passed is when it is expected, and says nothing once it has passed too.</summary>
    private (string Promised, string Day) Days(Promise promise, DateOnly? likely, ShopOrder order, CompanyWords words)
    {
        var (now, due) = (time.GetUtcNow(), words.Day(promise.DueOn));
        if (promise.Due.Instant >= now)
            return likely is { } later ? (Words.Say("message.slips", promise.What, due), Words.Say("message.newDay", words.Day(later)))
                : (Words.Say("message.mayslip", promise.What, due), Words.Say("message.sameDay", due));
        var expected = promise.ExpectedFrom(DeliveryLedger.DayThere(order, now));
        var missed = expected is not { } on ? Words.Say("message.missed", promise.What, due)
            : Words.Say(likely is null ? "message.missed.mayslip" : "message.missed.slips", promise.What, due, words.Day(on));
        return (missed, likely is { } day ? Words.Say("message.expected", words.Day(day))
            : expected is { } still ? Words.Say("message.sameDay", words.Day(still)) : Words.Say("message.noDay"));
    }

    /// <summary>People of the account with an address, whom it was promised to first.</summary>
    internal static async Task<IReadOnlyList<Recipient>> Recipients(TrothContext db, Promise promise, CancellationToken cancel)
    {
        var (account, wished) = (promise.AccountId, promise.ContactId);
        return await (from role in db.ContactRoles.AsNoTracking()
                      join contact in db.Contacts on role.ContactId equals contact.Id
                      where role.AccountId == account && role.EndedOn == null && contact.EndedOn == null && contact.Email != null && contact.Email != ""
                      orderby contact.Id == wished descending, contact.NameKey, contact.Number
                      select new Recipient(contact.Id, contact.Name, contact.Email!)).Take(MostRecipients).ToListAsync(cancel);
    }

    /// <summary>What weighs most of what delays it, in words for outside: no machine, order or customer is named.</summary>
    private static string Cause(IReadOnlyList<DateCause> causes)
    {
        var worst = causes.Where(c => c.Kind is not DateLink.Work and not DateLink.Closed).OrderByDescending(c => c.Kind == DateLink.Stopped).ThenByDescending(c => c.Until - c.From).FirstOrDefault();
        return worst?.Kind switch
        {
            DateLink.Stopped => Words.Say("message.cause.stopped"),
            DateLink.Material => Words.Say("message.cause.material"),
            DateLink.Outside => Words.Say("message.cause.outside"),
            DateLink.Full or DateLink.Changeover or DateLink.Batches => Words.Say("message.cause.full"),
            _ => Words.Say("message.cause.longer"),
        };
    }
}
