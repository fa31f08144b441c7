using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>What becomes of a quote: the customer says yes or no, or we take it back or hold it longer. Each is one turn of the plan.</summary>
public sealed class EndQuote(TrothContext db, PlanWriter writer, ShopDesk desk, Actor actor, CompanyDay day, WhoMayAct may)
{
    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Ended(string Quote, QuoteState State, DateTimeOffset HeldUntil, Guid? Order);

    public const int LongestHoldDays = 60;

    /// <summary>The customer said yes: every held date becomes a promise, exactly as it was held, and the quote an order. All of it, or nothing.</summary>
    /// <param name="shown">The word of what the customer was shown (<see cref="Quote.Says"/>), where they say yes by themselves: it must still
    /// be what was sent to them, and what it says.</param>
    public Task<Ended> Confirm(string reference, string? key, CancellationToken cancel, SalesChannel? channel = null, string? shown = null) =>
        Turn(reference, key, shown is null ? "confirm" : new { confirm = shown }, async (turn, quote, lines, orders) =>
    {
        quote.MustBeHeld(turn.Now);
        if (shown is not null && (quote.SentAt is null || quote.Says(lines) != shown))
            throw new BusinessRuleException("quote.changed", Words.Say("quote.changed", quote.Label));
        var order = await TakeOrder.Run(db, new(quote.AccountId, quote.SellerId, await day.Today(cancel), quote.Currency, channel ?? quote.Channel, quote.CustomerReference,
            [.. lines.Select(l => new NewOrderLine(l.ProductId, l.Quantity, l.UnitPrice, l.Discount, l.RequestedOn, l.PromisedOn))]), cancel);
        foreach (var line in lines)
        {
            var held = orders[line.ShopOrder!.Value];
            (held.OrderId, held.LineNo) = (order.Id, line.LineNo);
            var answer = await desk.Confirm(turn, held, cancel);
            if (!answer.Done) throw ShopDesk.Refused(answer);
        }
        quote.Confirmed(turn.Now, actor.Name, order.Id);
    }, cancel);

    /// <summary>The customer said no, or we take it back: what it held is free again.</summary>
    public Task<Ended> Release(string reference, QuoteState how, string? key, CancellationToken cancel) => Turn(reference, key, how.ToString(), async (turn, quote, lines, orders) =>
    {
        quote.Ended(how, turn.Now, actor.Name);
        foreach (var line in lines)
            if (line.ShopOrder is { } hold && orders.TryGetValue(hold, out var held) && held.State == ShopOrderState.Held && !(await desk.Cancel(turn, held, cancel)).Done)
                held.State = ShopOrderState.Expired;
    }, cancel);

    /// <summary>Holds the same dates longer.</summary>
    public Task<Ended> Extend(string reference, DateTimeOffset until, string? key, CancellationToken cancel) => Turn(reference, key, until, (turn, quote, lines, orders) =>
    {
        quote.MustBeHeld(turn.Now);
        if (until <= turn.Now || until > turn.Now.AddDays(LongestHoldDays)) throw new BadInputException("until", Words.Say("quote.until", until, LongestHoldDays));
        foreach (var line in lines)
        {
            var answer = desk.Extend(turn, orders[line.ShopOrder!.Value], until);
            if (!answer.Done) throw ShopDesk.Refused(answer);
        }
        quote.HeldUntil = until;
        return Task.CompletedTask;
    }, cancel);

    private async Task<Ended> Turn(string reference, string? key, object asked, Func<PlanTurn, Quote, List<QuoteLine>, Dictionary<Guid, ShopOrder>, Task> work, CancellationToken cancel)
    {
        var found = await db.QuoteNamed(reference, cancel);
        await may.Check(found.SellerId, found.AccountId, cancel);
        return await writer.Write(found.Plant, key, new { reference, asked }, async turn =>
        {
            await db.Entry(found).ReloadAsync(cancel); // as it is now that nobody else writes
            var lines = await db.QuoteLines.Where(l => l.QuoteId == found.Id).OrderBy(l => l.LineNo).ToListAsync(cancel);
            var ids = lines.Select(l => l.ShopOrder).OfType<Guid>().ToList();
            var orders = await db.ShopOrders.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
            await work(turn, found, lines, orders);
            return new Ended(found.Label, found.State, found.HeldUntil, found.OrderId);
        }, cancel);
    }
}

internal static class FindQuote
{
    public static async Task<Quote> QuoteNamed(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("Q", reference);
        return await db.Quotes.FirstOrDefaultAsync(q => id != null ? q.Id == id : q.Number == number, cancel) ?? throw new NotFoundException(Words.Say("quote.named", reference));
    }
}
