using Troth.Platform.History;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.SampleYear;

/// <summary>What sellers and customers do with dates: ask, hold, say yes or no, cancel, tell of delays, agree on another day; and what is shipped.</summary>
internal sealed class DeskLife(YearLog log, YearClock clock, long firstNumber, IReadOnlyDictionary<Guid, string> sellers)
{
    private readonly AskDate _ask = new(clock);
    private long _next = firstNumber;
    private int _seconds;

    public List<PlayedOrder> Orders { get; } = [];
    public List<PlayedQuote> Quotes { get; } = [];
    public InsertLife Inserts { get; } = new(log, clock);

    /// <summary>Orders that are in the plan, by number.</summary>
    public SortedDictionary<long, PlayedOrder> Open { get; } = [];

    /// <summary>Something that a customer would like before others, and nobody has decided on yet.</summary>
    public void Wish(IReadOnlyList<Demand> demands) => Inserts.Wish(demands, Open);

    private PlantPlan Plan => log.Plan;

    /// <summary>One after the other, some seconds apart.</summary>
    private DateTimeOffset Then() => clock.Now.AddSeconds(7 * (_seconds++ % 30));

    private string Seller(Guid? seller) => seller is { } id && sellers.TryGetValue(id, out var name) ? name : "Tomasz Wrona";

    /// <summary>What was promised before the schedule was asked is taken as it was told.</summary>
    public void Inherit(IReadOnlyList<Demand> demands)
    {
        var taken = new List<InheritedOrder>();
        foreach (var demand in demands)
        {
            var days = Plan.Days(Plan.TimeZone, 0, null);
            if (demand.PromisedOn is not { } on || days.LastShipping(on) is not { } leaves || leaves <= clock.Now) continue;
            var order = new ShopOrder
            {
                Number = _next++, PlantId = Plan.Plant, ProductId = demand.Product, Quantity = demand.Quantity, ClassId = Plan.Shop.Classes[0], State = ShopOrderState.Firm,
                Origin = ShopOrderOrigin.Inherited, AccountId = demand.Account, SellerId = demand.Seller, OrderId = demand.Order, LineNo = demand.LineNo, SourceKind = GoLive.TakeBacklog.Source,
                RequestedOn = demand.RequestedOn, PromisedOn = on, DueAt = days.DueAt(on), ReadyBy = leaves, EnteredAt = clock.Now, TimeZone = Plan.TimeZone,
            };
            Add(new PlayedOrder { Order = order, PromisedAt = clock.Now, FirstOn = on, FirstDueAt = days.DueAt(on) });
            taken.Add(new(order.Number, demand.Product, demand.Quantity, order.ClassId, Plan.Shop.Clock.MinuteOf(leaves)));
        }
        if (taken.Count == 0) return;
        log.Do(new OrdersTaken(taken), clock.Now, "Tomasz Wrona", YearLog.Page);
        log.Do(new Happened([new Passed(Plan.Shop.Clock.MinuteOf(clock.Now)), .. taken.SelectMany(o => Begun(o, demands))]), clock.Now, "Tomasz Wrona", YearLog.Page);
        foreach (var one in taken) Open[one.Order].Order.RestsOn = Plan.Decider(one.Order);
    }

    /// <summary>What of it was made by then: as much as of its time had gone by.</summary>
    private IEnumerable<Happening> Begun(InheritedOrder order, IReadOnlyList<Demand> demands)
    {
        var played = Open[order.Order];
        var demand = demands.First(d => d.Order == played.Order.OrderId && d.LineNo == played.Order.LineNo);
        var (gone, all) = (Plan.Shop.Clock.DayOf(Plan.Plan.Now).DayNumber - demand.OrderedOn.DayNumber, Math.Max(1, played.FirstOn.DayNumber - demand.OrderedOn.DayNumber));
        var operations = Plan.Find(order.Order)!.Value.Operations;
        for (var i = 0; i < operations.Count * gone / all && i < operations.Count; i++)
            yield return new Done(order.Order, 0, i, Plan.Shop.Clock.MinuteOf(clock.Now), operations[i].WorkCenter < 0 ? null : Plan.Shop.Centers[operations[i].WorkCenter], Math.Max(0, operations[i].Machine));
    }

    private PlayedOrder Add(PlayedOrder played)
    {
        Orders.Add(played);
        Open.Add(played.Order.Number, played);
        return played;
    }

    /// <summary>Holds dates for an order that comes, or for one that never does. Lines for which there is no date are left out.</summary>
    /// <param name="order">The order it becomes; null for a quote that is lost.</param>
    public PlayedQuote? Quote(IReadOnlyList<Demand> lines, Guid? order, bool sent)
    {
        var quote = new PlayedQuote
        {
            AccountId = lines[0].Account, SellerId = lines[0].Seller, MadeAt = clock.Now, HeldUntil = clock.Now.AddHours(Plan.Terms.HoldHours), OrderId = order, Sent = sent,
        };
        foreach (var demand in lines)
        {
            if (order is not null && Inserts.Try(demand, Open, _next) is { } inserted)
            {
                _next++;
                Add(inserted);
                continue;
            }
            var line = new PlayedLine
            {
                Quote = quote, ProductId = demand.Product, Quantity = demand.Quantity, RequestedOn = demand.RequestedOn, UnitPrice = demand.UnitPrice, Discount = demand.Discount,
            };
            if (Hold(line, demand, quote.HeldUntil) is not { } held) continue;
            line.Held = held;
            quote.Lines.Add(line);
        }
        if (quote.Lines.Count == 0) return null;
        Quotes.Add(quote);
        return quote;
    }

    private PlayedOrder? Hold(PlayedLine line, Demand demand, DateTimeOffset? until)
    {
        var express = Chance.Happens(Luck.Class, demand.Key, .05);
        var question = new DateQuestion(demand.Product, demand.Quantity) { WantedOn = demand.RequestedOn, Class = express ? DescribeWorks.Express : Plan.Shop.Classes[0] };
        var offer = _ask.Run(Plan, question);
        if (!offer.HasDate) return null;
        var number = _next;
        var minute = Plan.Shop.Clock.MinuteOf(offer.ReadyBy!.Value);
        var end = until is { } moment ? Plan.Shop.Clock.MinuteOf(moment) : -1;
        var at = Then();
        if (!log.Do(new Hold(number, demand.Product, demand.Quantity, offer.Class, offer.Confidence, minute, end), at, Seller(demand.Seller), YearLog.Page).Done) return null;
        _next++;
        return Add(new PlayedOrder
        {
            Line = line, FirstOn = offer.On!.Value, FirstDueAt = offer.DueAt!.Value,
            Order = new ShopOrder
            {
                Number = number, PlantId = Plan.Plant, ProductId = demand.Product, Quantity = demand.Quantity, ClassId = offer.Class, Origin = ShopOrderOrigin.Quoted,
                State = until is null ? ShopOrderState.Firm : ShopOrderState.Held, AccountId = demand.Account, SellerId = demand.Seller, SourceKind = "quoteLine", SourceId = line.Id,
                RequestedOn = demand.RequestedOn, PromisedOn = offer.On, DueAt = offer.DueAt, ReadyBy = offer.ReadyBy, HeldUntil = until, EnteredAt = at, QuotedEarliest = offer.Earliest, PlannedFor = offer.WantedLater ? null : offer.Earliest, RestsOn = offer.Center,
                TimeZone = offer.TimeZone,
            },
        });
    }

    /// <summary>The customer says yes. Where the floor has moved a held date away in between, the next that can be given is promised.</summary>
    public void Confirm(PlayedQuote quote, IReadOnlyDictionary<Guid, Demand> demands)
    {
        foreach (var line in quote.Lines.ToList())
        {
            var (held, demand) = (line.Held!, demands[line.Id]);
            var at = Then();
            if (!log.Do(new Confirm(held.Order.Number), at, Seller(quote.SellerId), YearLog.Page).Done)
            {
                if (log.Do(new Cancel(held.Order.Number), at, Seller(quote.SellerId), YearLog.Page).Done) End(held, ShopOrderState.Cancelled, at);
                if (Hold(line, demand, null) is not { } other)
                {
                    quote.Lines.Remove(line);
                    continue;
                }
                line.Held = held = other;
            }
            (held.Order.State, held.Order.HeldUntil, held.Order.OrderId, held.Order.LineNo, held.PromisedAt) = (ShopOrderState.Firm, null, demand.Order, demand.LineNo, at);
        }
        (quote.End, quote.EndedAt) = (PlayedEnd.Confirmed, clock.Now);
    }

    /// <summary>The customer says no, or we take it back.</summary>
    public void Lose(PlayedQuote quote, PlayedEnd how)
    {
        foreach (var line in quote.Lines)
            if (log.Do(new Cancel(line.Held!.Order.Number), Then(), Seller(quote.SellerId), YearLog.Page).Done) End(line.Held, ShopOrderState.Cancelled, clock.Now);
        (quote.End, quote.EndedAt) = (how, clock.Now);
    }

    /// <summary>The customer wants a promised delivery no more.</summary>
    public void Cancel(PlayedOrder played)
    {
        if (!log.Do(new Cancel(played.Order.Number), Then(), Seller(played.Order.SellerId), YearLog.Page).Done) return;
        played.CancelledAt = clock.Now;
        End(played, ShopOrderState.Cancelled, clock.Now);
    }

    private void End(PlayedOrder played, ShopOrderState state, DateTimeOffset at)
    {
        (played.Order.State, played.Order.EndedAt, played.Order.HeldUntil, played.Order.Risk, played.Order.RiskSince) = (state, at, null, PromiseRisk.None, null);
        Open.Remove(played.Order.Number);
    }

    /// <summary>Holds whose time has come are gone from the plan.</summary>
    public void LetGo()
    {
        foreach (var played in Open.Values.Where(o => o.Order.State == ShopOrderState.Held && Plan.Find(o.Order.Number) is null).ToList())
        {
            End(played, ShopOrderState.Expired, clock.Now);
            if (played.Line!.Quote is { End: PlayedEnd.Open } quote) (quote.End, quote.EndedAt) = (PlayedEnd.Expired, clock.Now);
        }
    }

    /// <summary>Which promises came into danger or out of it; what makes them late is kept from the first day on.</summary>
    public void Watch()
    {
        foreach (var played in Open.Values.Where(o => o.Order.State == ShopOrderState.Firm))
        {
            var risk = OrderStates.Risk(Plan, played.Order.Number);
            if (risk == PromiseRisk.None) (played.Order.RiskSince, played.Order.RiskToldAt) = (null, null);
            else played.Order.RiskSince ??= clock.Now;
            played.Order.Risk = risk;
            if (risk == PromiseRisk.None || played.Delay is not null) continue;
            // Two looks a day: what is finished late in between is explained by what had it in danger before.
            played.Danger = ShopOrderDelay.Of(Plan, played.Order.Number, played.Order.Id, clock.Now) ?? played.Danger;
            if (risk == PromiseRisk.Late) played.Delay = played.Danger;
        }
    }

    /// <summary>Customers are told of a later day: most within a day or two, some late, some never.</summary>
    public void Tell()
    {
        foreach (var played in Open.Values.Where(o => o.Order is { State: ShopOrderState.Firm, Risk: PromiseRisk.Late } && o.OwedOn is null).ToList())
        {
            var (order, luck) = (played.Order, played.Order.Number * 10 + played.Talks.Count);
            var wait = Chance.Of(Luck.Told, luck) switch { < .5 => .2, < .75 => 1.5, < .87 => 5, _ => 40 };
            if (clock.Now - order.RiskSince < TimeSpan.FromDays(wait) || played.Talks.Count > 1 || LikelyDay.Of(Plan, order) is not { } likely || likely.On <= order.PromisedOn) continue;
            // A day of reserve: nobody wants to call twice.
            var days = Plan.Days(Plan.TimeZone, 0, null);
            var on = days.FirstDay(days.DueAt(likely.On).AddHours(1)) ?? likely.On;
            bool? answer = Chance.Of(Luck.Answer, luck) switch { < .62 => true, < .78 => false, _ => null };
            if (answer == true && !log.Do(new Alter(order.Number, order.Quantity, Plan.Shop.Clock.MinuteOf(days.LastShipping(on)!.Value)), Then(), Seller(order.SellerId), YearLog.Page).Done) continue;
            played.Talks.Add(new(clock.Now, on, days.DueAt(on), answer));
            order.RiskToldAt ??= clock.Now;
            if (answer != true) continue;
            (order.PromisedOn, order.DueAt, order.ReadyBy) = (on, days.DueAt(on), days.LastShipping(on));
            order.Risk = OrderStates.Risk(Plan, order.Number);
            if (order.Risk == PromiseRisk.None) (order.RiskSince, order.RiskToldAt) = (null, null);
        }
    }

    /// <summary>What past orders teach by now: those that are ready, and those that are overdue.</summary>
    public void Learn()
    {
        foreach (var played in Open.Values.Where(o => o.Order.State == ShopOrderState.Firm)) Measure(played);
        var overdue = Open.Values.Where(o => o is { Slip: null, Order: { State: ShopOrderState.Firm, PlannedFor: { } planned } } && planned < Plan.PlannedAt)
            .Select(o => ShopOrderSlip.Of(Plan.Shop, o.Order, Plan.PlannedAt));
        var ended = Orders.Select(o => o.Slip).OfType<ShopOrderSlip>().OrderByDescending(s => s.ReadyAt);
        if (LearnFromPast.Act(Plan, overdue.OfType<ShopOrderSlip>().Concat(ended).Take(LearnFromPast.Most)) is { } act) log.Do(act, clock.Now, Actor.Itself, YearLog.Job);
    }

    private void Measure(PlayedOrder played)
    {
        if (played.Slip is null && Plan.ReadyAt(played.Order.Number, Plan.Plan.Now) is { } ready) played.Slip = ShopOrderSlip.Of(Plan.Shop, played.Order, log.At(ready));
    }

    /// <summary>What is finished leaves with the afternoon's truck: some at once, most when it is wanted, a few are forgotten for a day.</summary>
    public void Ship()
    {
        var today = Plan.Shop.Clock.DayOf(Plan.Plan.Now);
        if (!Plan.Terms.Ships(today)) return;
        foreach (var played in Open.Values.Where(o => o.Order.State == ShopOrderState.Firm).ToList())
        {
            var order = played.Order;
            if (Plan.All(order.Number).Any(part => part.Operations.Any(o => o.State != OperationState.Done) || part.Reservations.Any(r => r.Operation < 0 && r.At > Plan.Plan.Now))) continue;
            Measure(played);
            var early = Chance.Of(Luck.Ready, order.Number) switch { < .3 => 60, < .55 => 4, < .8 => 1, _ => 0 };
            // The last day on which it can leave: none leaves on a holiday.
            var last = order.ReadyBy is { } by ? Plan.Shop.Clock.DayOf(Plan.Shop.Clock.MinuteOf(by)) : (DateOnly?)null;
            if (today < last?.AddDays(-early)) continue;
            if (last == today && Chance.Happens(Luck.Forgotten, order.Number, .03))
            {
                played.Forgotten = "It stood in dispatch and nobody loaded it.";
                continue;
            }
            var at = Then();
            if (!log.Do(new Ship(order.Number, order.Quantity), at, "Katrin Vogel", YearLog.Page).Done) continue;
            (order.ShippedQuantity, played.ShippedAt) = (order.Quantity, at);
            if (today > played.FirstOn && played.Forgotten is null && played.Delay is null && (played.Delay = played.Danger) is null)
                played.Forgotten = "It was ready, and left a truck too late.";
            End(played, ShopOrderState.Shipped, at);
        }
    }
}
