using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Contracts;

/// <summary>The ledger and the quotes of the sample company's year: one promise for each shop order that was promised, with its end.</summary>
public sealed class SampleLedger(TrothContext db)
{
    /// <summary>Writes them in the caller's transaction.</summary>
    /// <param name="year">What happened in the works.</param>
    /// <param name="sellers">Names of the sellers, by id.</param>
    /// <param name="contacts">Whom quotes were sent to, by account.</param>
    /// <param name="scheduler">Who decides what goes before others.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task Fill(PlayedYear year, IReadOnlyDictionary<Guid, string> sellers, IReadOnlyDictionary<Guid, (Guid Id, string Name)> contacts, (Guid Id, string Name) scheduler,
        CancellationToken cancel)
    {
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        var currencies = await db.Orders.AsNoTracking().Where(o => o.AccountId != null).Select(o => new { o.AccountId, o.Currency }).Distinct().ToListAsync(cancel);
        var currency = currencies.GroupBy(c => c.AccountId!.Value).ToDictionary(g => g.Key, g => g.First().Currency);
        await Quotes(year, currency, sellers, contacts, cancel);
        var (reviews, moves) = await Inserts(year, currency, sellers, contacts, scheduler, cancel);
        var moving = moves.Where(m => m.Played.DecidedAt is not null).ToLookup(m => m.Move.ShopOrder);
        var (promises, talks) = (new List<Promise>(), new List<PromiseTalk>());
        var made = year.Orders.Where(o => o.PromisedAt is not null).OrderBy(o => o.PromisedAt).ThenBy(o => o.Order.Number).ToList();
        var number = made.Count == 0 ? 0 : await db.Take(Table<Promise>(), made.Count, cancel);
        foreach (var order in made)
        {
            var promise = Promise(number++, order, products[order.Order.ProductId]);
            var seller = order.Order.SellerId is { } id && sellers.TryGetValue(id, out var name) ? name : "";
            var whom = contacts.TryGetValue(order.Order.AccountId!.Value, out var contact) ? contact.Name : null;
            var told = order.Talks.Select(talk => (talk.At, Do: (Func<PromiseTalk?>)(() => Tell(promise, talk, seller, whom))));
            var moved = moving[order.Order.Id].Select(m => (At: m.Played.DecidedAt!.Value, Do: (Func<PromiseTalk?>)(() => Decide(promise, order, m.Played, m.Move, scheduler.Name))));
            foreach (var (_, act) in told.Concat(moved).OrderBy(a => a.At))
                if (act() is { } talk) talks.Add(talk);
            End(promise, order);
            promises.Add(promise);
        }
        await db.InsertRows(promises, cancel);
        await db.InsertRows(talks, cancel);
        await db.InsertRows(reviews, cancel);
        await db.InsertRows([.. moves.Select(m => m.Move)], cancel);
    }

    /// <summary>What was decided at that moment, as <see cref="DecideInsert"/> writes it into the ledger and the review.</summary>
    private static PromiseTalk? Decide(Promise promise, PlayedOrder order, PlayedInsert insert, InsertMove move, string scheduler)
    {
        var at = insert.DecidedAt!.Value;
        var to = insert.Moves.First(m => m.Order == order);
        return move.Decided(promise, new(to.ToOn!.Value, to.ToDueAt), scheduler, insert.Reason, DeliveryLedger.DayThere(order.Order, at), at);
    }

    private async Task<(List<InsertReview> Reviews, List<(PlayedInsert Played, InsertMove Move)> Moves)> Inserts(PlayedYear year, Dictionary<Guid, string> currency,
        IReadOnlyDictionary<Guid, string> sellers, IReadOnlyDictionary<Guid, (Guid Id, string Name)> contacts, (Guid Id, string Name) scheduler, CancellationToken cancel)
    {
        var (reviews, moves) = (new List<InsertReview>(), new List<(PlayedInsert, InsertMove)>());
        foreach (var one in year.Inserts)
        {
            var asker = one.SellerId is { } id && sellers.TryGetValue(id, out var name) ? name : scheduler.Name;
            var review = new InsertReview
            {
                Id = one.Id, Number = await db.Take(Table<InsertReview>(), 1, cancel), Plant = year.Plan.Plant, AccountId = one.AccountId, SellerId = one.SellerId, ProductId = one.ProductId,
                Quantity = one.Quantity, WantedOn = one.WantedOn, GivenOn = one.GivenOn, TimeZone = year.Plan.TimeZone, TransitDays = 0, UnitPrice = one.UnitPrice,
                Currency = currency.GetValueOrDefault(one.AccountId, "EUR"), Plea = one.Plea,
                AskedBy = asker, AskedAt = one.AskedAt, PlanVersion = one.PlanVersion, Possible = true, Moving = string.Join(',', one.Moving),
            };
            if (one.DecidedAt is { } at) review.Done(scheduler.Id, scheduler.Name, at, one.Reason, one.Order!.Order.Id);
            reviews.Add(review);
            foreach (var move in one.Moves)
            {
                var row = new InsertMove
                {
                    ReviewId = review.Id, ShopOrder = move.Order.Order.Id, ShopOrderNumber = move.Order.Order.Number, AccountId = move.Order.Order.AccountId, SellerId = move.Order.Order.SellerId,
                    FromOn = move.FromOn, ToOn = move.ToOn,
                };
                if (move.Agreed)
                {
                    var (theirs, at20) = (move.Order.Order, one.DecidedAt!.Value.AddMinutes(-20));
                    row.Asked(one.AskedAt, asker);
                    var known = contacts.TryGetValue(theirs.AccountId ?? Guid.Empty, out var whom);
                    if (known && (theirs.SellerId is not { } keeper || keeper == one.SellerId || !sellers.ContainsKey(keeper)))
                        row.AnsweredByThemselves(InsertConsent.Agreed, at20, whom.Id, whom.Name, null, null); // nobody of ours may put it down
                    else
                        row.Answered(InsertConsent.Agreed, at20, theirs.SellerId is { } calls ? sellers.GetValueOrDefault(calls, asker) : asker, known ? whom.Name : null,
                            PromiseChannel.Phone, null, DeliveryLedger.DayThere(theirs, at20), move.ToOn);
                }
                moves.Add((one, row));
            }
        }
        return (reviews, moves);
    }

    private string Table<T>() => db.Model.FindEntityType(typeof(T))!.GetTableName()!;

    private static Promise Promise(long number, PlayedOrder played, string product)
    {
        var order = played.Order;
        var promise = new Promise(number, PromiseKind.Delivery, order.Origin == ShopOrderOrigin.Inherited ? PromiseOrigin.Inherited : PromiseOrigin.Quoted,
            Words.Say("delivery.of", order.Quantity, product), order.AccountId!.Value, new(played.FirstOn, played.FirstDueAt), DeliveryLedger.DayThere(order, played.PromisedAt!.Value), played.PromisedAt.Value);
        promise.Between(order.SellerId, null, order.SourceKind, order.SourceId);
        promise.Of(order.ProductId, order.Quantity, order.OrderId, order.LineNo, order.Id, order.PlantId, order.RestsOn);
        return promise;
    }

    /// <summary>Sellers of that year tell of what is in danger.</summary>
    private static PromiseTalk Tell(Promise promise, PlayedTalk talk, string seller, string? whom)
    {
        promise.Endangered(true);
        return promise.Tell(talk.At, new(talk.On, talk.DueAt), talk.Answer switch { true => PromiseAnswer.Agreed, false => PromiseAnswer.Refused, _ => PromiseAnswer.Unanswered },
            talk.Answer is null ? PromiseChannel.Mail : PromiseChannel.Phone, seller, whom, null);
    }

    private static void End(Promise promise, PlayedOrder played)
    {
        var order = played.Order;
        if (played.CancelledAt is { } cancelled && promise.IsOpen)
        {
            promise.Withdraw(DeliveryLedger.DayThere(order, cancelled), cancelled, null);
            if (promise.State == PromiseState.Broken) Because(promise, played);
        }
        else if (played.ShippedAt is { } shipped)
        {
            promise.Deliver(order.Quantity, DeliveryLedger.DayThere(order, shipped).AddDays(order.TransitDays), shipped.AddDays(order.TransitDays));
            if (promise is { BrokenOn: null, State: PromiseState.Broken or PromiseState.Renegotiated }) Because(promise, played);
        }
        else if (promise.IsOpen) promise.Endangered(order.Risk != PromiseRisk.None);
    }

    private static void Because(Promise promise, PlayedOrder played)
    {
        if (played.Forgotten is { } forgotten) promise.Because(PromiseCause.Forgot, forgotten);
        else if (played.Delay is { } delay) promise.Because(DeliveryLedger.CauseOf(delay), null, delay.Center);
    }

    private async Task Quotes(PlayedYear year, Dictionary<Guid, string> currency, IReadOnlyDictionary<Guid, string> sellers, IReadOnlyDictionary<Guid, (Guid Id, string Name)> contacts, CancellationToken cancel)
    {
        var (quotes, lines) = (new List<Quote>(), new List<QuoteLine>());
        var channels = await db.Orders.AsNoTracking().Where(o => o.Channel != null && o.AccountId != null).OrderBy(o => o.OrderedOn).ThenBy(o => o.Number)
            .Select(o => new { o.Id, o.AccountId, o.Channel }).ToListAsync(cancel);
        var (ofOrder, usual) = (channels.ToDictionary(c => c.Id, c => c.Channel), channels.GroupBy(c => c.AccountId!.Value).ToDictionary(g => g.Key, g => g.Last().Channel));
        var played = year.Quotes.Where(q => q.Lines.Count > 0).OrderBy(q => q.MadeAt).ToList();
        var number = played.Count == 0 ? 0 : await db.Take(Table<Quote>(), played.Count, cancel);
        foreach (var one in played)
        {
            var seller = one.SellerId is { } id && sellers.TryGetValue(id, out var name) ? name : "";
            (Guid Id, string Name)? contact = contacts.TryGetValue(one.AccountId, out var found) ? found : null;
            var channel = (one.OrderId is { } became ? ofOrder.GetValueOrDefault(became) : null) ?? usual.GetValueOrDefault(one.AccountId) ?? SalesChannel.InsideSales;
            var (sent, theirs) = (one.Sent && channel != SalesChannel.Portal, channel == SalesChannel.Portal ? contact?.Name ?? seller : seller);
            var quote = new Quote
            {
                Id = one.Id, Number = number++, AccountId = one.AccountId, ContactId = one.Sent ? contact?.Id : null, SellerId = one.SellerId, Plant = year.Plan.Plant,
                Channel = channel, Currency = currency.GetValueOrDefault(one.AccountId, "EUR"), MadeAt = one.MadeAt,
                MadeOn = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(one.MadeAt, TimeZoneInfo.FindSystemTimeZoneById(year.Plan.TimeZone)).DateTime), HeldUntil = one.HeldUntil,
            };
            if (sent && contact is not null) quote.Sent(one.MadeAt.AddMinutes(25));
            switch (one.End)
            {
                case PlayedEnd.Confirmed: quote.Confirmed(one.EndedAt!.Value, theirs, one.OrderId!.Value); break;
                case PlayedEnd.Declined: quote.Ended(QuoteState.Declined, one.EndedAt!.Value, contact?.Name ?? seller); break;
                case PlayedEnd.Withdrawn: quote.Ended(QuoteState.Withdrawn, one.EndedAt!.Value, seller); break;
            }
            quotes.Add(quote);
            var no = 0;
            foreach (var line in one.Lines)
                lines.Add(new QuoteLine
                {
                    Id = line.Id, QuoteId = quote.Id, LineNo = ++no, ProductId = line.ProductId, Quantity = line.Quantity, UnitPrice = line.UnitPrice, Discount = line.Discount,
                    RequestedOn = line.RequestedOn, PromisedOn = line.Held!.FirstOn, ShopOrder = line.Held.Order.Id,
                });
        }
        await db.InsertRows(quotes, cancel);
        await db.InsertRows(lines, cancel);
    }
}
