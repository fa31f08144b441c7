using System.Text.Json.Serialization;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Mail;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>Mails the customer that a delivery is in danger, in the seller's words: told from that moment, and seen on the customer's page.</summary>
public sealed class TellCustomer(TrothContext db, PlanWriter writer, PlannedOrders planned, WhoMayAct may, Actor actor, KeptPromises kept)
{
    public const int TextMax = 4000, SubjectMax = Mail.SubjectMax;

    /// <param name="Text">What is mailed, plain text.</param>
    /// <param name="Contact">Number or id; whom it was promised to, or the only one, when null.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Text, string? Contact = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Told(string Promise, string To, DateTimeOffset At, int? NoticeMinutes);

    public async Task<Told> Run(string reference, Request request, string? key, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Longest("text", request.Text, TextMax);
        if (string.IsNullOrWhiteSpace(request.Text)) errors.Add("text", Words.Say("message.empty"));
        errors.ThrowIfAny();
        var named = await db.Promise(reference, cancel);
        await may.Check(named, cancel);
        if (named.ShopOrder is not { } id) throw new BusinessRuleException("promise.unplanned", Words.Say("promise.unplanned", named.Label));
        var to = await Recipient(named, request.Contact, cancel);
        var plant = (await planned.Find(id.ToString(), false, cancel)).PlantId;
        var told = await writer.Write(plant, string.IsNullOrEmpty(key) ? null : key, new { reference, request }, async turn =>
        {
            await db.Entry(named).ReloadAsync(cancel);
            var order = await planned.Find(id.ToString(), true, cancel);
            var likely = LikelyDay.Of(turn.Plan, order);
            var later = likely is { } day && day.On > named.LikelyOn ? new PromiseDue(day.On, day.DueAt) : (PromiseDue?)null;
            await PromiseLedger.Renegotiate(db, named.Id, later, PromiseAnswer.Unanswered, PromiseChannel.Mail, actor.Name, to.Name, null, turn.Now, cancel);
            if (order.Risk != PromiseRisk.None) order.RiskToldAt = turn.Now; // told of this danger, not of one that comes later
            db.Add(new Mail(to.Email, Words.Say("message.subject", named.What, named.Label), request.Text!.ReplaceLineEndings("\n"), turn.Now));
            return new Told(named.Label, to.Email, turn.Now, named.Notice);
        }, cancel);
        kept.Heard(named);
        return told;
    }

    private async Task<Recipient> Recipient(Promise promise, string? named, CancellationToken cancel)
    {
        var people = await DraftMessage.Recipients(db, promise, cancel);
        if (!string.IsNullOrWhiteSpace(named))
        {
            var contact = await db.ContactNamed(named.Trim(), cancel);
            return people.FirstOrDefault(p => p.Contact == contact) ?? throw new BadInputException("contact", Words.Say("message.notHere", named));
        }
        return people.FirstOrDefault(p => p.Contact == promise.ContactId) ?? (people is [var only] ? only
            : throw new BusinessRuleException("message.noContact", Words.Say(people.Count == 0 ? "message.noContact" : "message.which")));
    }
}

/// <summary>What open pages listen for.</summary>
public static class PromiseTopics
{
    public const string All = "promises";
}
