using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>Asks the plan again for a quote: for a line that is wanted otherwise, or for all when the hold has ended. The days are what the plan answers now.</summary>
public sealed class Requote(TrothContext db, PlanWriter writer, ShopDesk desk, WhoMayAct may)
{
    /// <param name="WantedOn">The day the customer asks for; as before when null.</param>
    /// <param name="UnitPrice">Before discount; as before when null.</param>
    /// <param name="Discount">Share taken off, 0 … 1; as before when null.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewLine(int? Quantity, DateOnly? WantedOn = null, decimal? UnitPrice = null, decimal? Discount = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Answer(string Quote, DateTimeOffset HeldUntil, IReadOnlyList<DateOnly> PromisedOn);

    public Task<Answer> Line(string reference, int lineNo, NewLine request, string? key, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        if (request.Quantity is not { } quantity || quantity < 1) errors.Add("quantity", Words.Say("change.quantity", request.Quantity ?? 0));
        MakeQuote.Price(errors, "", request.UnitPrice, request.Discount);
        errors.ThrowIfAny();
        return Turn(reference, key, new { lineNo, request }, async (turn, quote, lines) =>
        {
            quote.MustBeHeld(turn.Now);
            var line = lines.FirstOrDefault(l => l.LineNo == lineNo) ?? throw new NotFoundException(Words.Say("quote.line", lineNo, quote.Label));
            var same = line.Quantity == request.Quantity && (request.WantedOn is null || request.WantedOn == line.RequestedOn);
            (line.Quantity, line.RequestedOn, line.UnitPrice, line.Discount) =
                (request.Quantity!.Value, request.WantedOn ?? line.RequestedOn, request.UnitPrice ?? line.UnitPrice, request.Discount ?? line.Discount);
            if (!same) await Again(turn, quote, line, cancel);
            quote.Changed();
        }, cancel);
    }

    /// <summary>The hold has ended, or nothing was held yet: the same things are asked for and held as from now.</summary>
    public Task<Answer> All(string reference, string? key, CancellationToken cancel) => Turn(reference, key, "again", async (turn, quote, lines) =>
    {
        if (quote.State != QuoteState.Requested && !quote.HasExpired(turn.Now)) throw new BusinessRuleException("quote.notExpired", Words.Say("quote.notExpired", quote.Label));
        quote.HeldUntil = turn.Now.AddHours(turn.Plan.Terms.HoldHours);
        quote.Changed();
        foreach (var line in lines) await Again(turn, quote, line, cancel);
    }, cancel);

    private async Task Again(PlanTurn turn, Quote quote, QuoteLine line, CancellationToken cancel)
    {
        var account = await db.AccountFacts.AsNoTracking().FirstAsync(a => a.Id == quote.AccountId, cancel);
        var before = await db.ShopOrders.FirstOrDefaultAsync(o => o.Id == line.ShopOrder, cancel);
        if (before is { State: ShopOrderState.Held } && !(await desk.Cancel(turn, before, cancel)).Done) (before.State, before.EndedAt) = (ShopOrderState.Expired, turn.Now);
        var held = await desk.Hold(turn, new DateQuestion(line.ProductId, line.Quantity)
        {
            WantedOn = line.RequestedOn, Class = before?.ClassId, TimeZone = account.TimeZone, TransitDays = account.TransitDays ?? 0, ReceivesOn = account.ReceivesOn,
        }, null, quote.HeldUntil, new() { AccountId = quote.AccountId, SellerId = quote.SellerId, RequestedOn = line.RequestedOn, SourceKind = "quoteLine", SourceId = line.Id }, cancel);
        if (!held.Done) throw ShopDesk.Refused(held);
        (line.PromisedOn, line.ShopOrder) = (held.Order!.PromisedOn!.Value, held.Order.Id);
    }

    private async Task<Answer> Turn(string reference, string? key, object asked, Func<PlanTurn, Quote, List<QuoteLine>, Task> work, CancellationToken cancel)
    {
        var found = await db.QuoteNamed(reference, cancel);
        await may.Check(found.SellerId, found.AccountId, cancel);
        return await writer.Write(found.Plant, string.IsNullOrEmpty(key) ? null : key, new { reference, asked }, async turn =>
        {
            await db.Entry(found).ReloadAsync(cancel); // as it is now that nobody else writes
            var lines = await db.QuoteLines.Where(l => l.QuoteId == found.Id).OrderBy(l => l.LineNo).ToListAsync(cancel);
            await work(turn, found, lines);
            return new Answer(found.Label, found.HeldUntil, [.. lines.Select(l => l.PromisedOn).OfType<DateOnly>()]);
        }, cancel);
    }
}
