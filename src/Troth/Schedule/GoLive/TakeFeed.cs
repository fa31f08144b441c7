using Microsoft.EntityFrameworkCore;
using Troth.Import.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;

namespace Troth.Schedule.GoLive;

/// <summary>
/// After go-live: what an order system promised without asking the schedule is taken in at once, what it shipped leaves the plan, and what it
/// changes about its own orders the plan follows (<see cref="FollowFeed"/>). Run again it changes nothing. In the plan's log it is the
/// import's doing.
/// </summary>
public sealed class TakeFeed(TrothContext db, PlantPlans plans, PlanWriter writer, FindBacklog find, TakeBacklog take, ShopDesk desk,
    FollowFeed follow, Actor actor, TimeProvider time, ILogger<TakeFeed> log)
{
    private const int AtOnce = 200;

    /// <param name="Taken">Lines that are in the plan now.</param>
    /// <param name="Shipped">Shop orders that were closed because their lines are shipped.</param>
    /// <param name="NotPlanned">Promised lines that cannot be planned; the page of going live says why.</param>
    /// <param name="NotShipped">Shop orders that are shipped by their feed and stay in the plan, each with the reason; the others are let
    /// go.</param>
    public sealed record Took(int Taken, int Shipped, int NotPlanned, IReadOnlyList<Stays> NotShipped)
    {
        /// <summary>Orders that left the plan because they are not wanted any more.</summary>
        public int LetGo { get; init; }

        /// <summary>Orders planned for another day or quantity, as told.</summary>
        public int Changed { get; init; }

        /// <summary>Orders of which the order system says otherwise, for a person to decide; the page of going live lists them.</summary>
        public int Differ { get; init; }
    }

    public sealed record Stays(string Order, string Because);

    /// <summary>What a feed says has left the house.</summary>
    /// <param name="Quantity">Of the line, since its beginning.</param>
    private sealed record Left(Guid Id, long Number, DateOnly On, decimal Quantity);

    public async Task<Took> Run(CancellationToken cancel)
    {
        var (taken, shipped, not, stay) = (0, 0, 0, new List<Stays>());
        var (letGo, changed, differ) = (0, 0, 0);
        var import = await LastPublished.Named(db, cancel);
        if (import is { } run) actor.Is(null, Words.Say("feed.actor", run.Label, run.Source), "import");
        foreach (var plan in await plans.All(cancel))
        {
            var live = await db.Plants.AsNoTracking().Where(p => p.Id == plan.Plant).Select(p => p.GoLiveOn).FirstOrDefaultAsync(cancel);
            if (live is not { } day || day > plan.Shop.Clock.DayOf(plan.Shop.Clock.MinuteOf(time.GetUtcNow()))) continue;
            shipped += await Ship(plan, stay, cancel);
            var followed = await follow.Run(plan, import is { } by ? (by.Id, by.Label) : null, cancel);
            (letGo, changed, differ) = (letGo + followed.LetGo, changed + followed.Changed, differ + followed.Differ);
            var backlog = await find.Run(plan, null, day, cancel);
            taken += await take.Take(plan.Plant, await ToldDates.Of(db, plan, backlog.All(), cancel), cancel);
            not += backlog.Gaps.Sum(g => g.Lines);
        }
        foreach (var one in stay) log.LogWarning("{Order} is shipped by its feed and stays in the plan: {Because}", one.Order, one.Because);
        return new(taken, shipped, not, stay) { LetGo = letGo, Changed = changed, Differ = differ };
    }

    /// <summary>Shipped is shipped, whatever the plan thought: some at a time, until none is left that the plan lets go.</summary>
    private async Task<int> Ship(PlantPlan plan, List<Stays> stay, CancellationToken cancel)
    {
        var shipped = 0;
        var (today, cancelled) = (plan.Shop.Clock.DayOf(plan.Shop.Clock.MinuteOf(time.GetUtcNow())), await find.Cancelled(plan.Plant, cancel));
        var (orders, lines) = (db.Orders.AsNoTracking(), db.OrderLines.AsNoTracking());
        for (long after = 0; ;)
        {
            db.ChangeTracker.Clear();
            var some = await (
                from shop in db.ShopOrders.AsNoTracking()
                join order in orders on shop.OrderId equals order.Id
                from line in lines.Where(l => l.OrderId == shop.OrderId && l.LineNo == shop.LineNo)
                where shop.PlantId == plan.Plant && shop.State == ShopOrderState.Firm && shop.Number > after && (line.ShippedOn != null
                    || order.ShippedOn != null)
                    && line.Kind == LineKind.Sale && (line.ProductId == null || line.ProductId == shop.ProductId)
                    && (order.AccountId == null || shop.AccountId == null || order.AccountId == shop.AccountId)
                    && (order.Status == null || !cancelled.Contains(order.Status))
                orderby shop.Number
                select new { shop.Id, shop.Number, shop.ShippedQuantity, line.Quantity, order.OrderedOn, On = (line.ShippedOn ?? order.ShippedOn)!.Value })
                .Take(AtOnce).ToListAsync(cancel);
            if (some.Count == 0) return shipped;
            after = some[^1].Number;
            // A day before it was ordered or to come is no day on which it was shipped, and less than was promised is not all of it: FollowFeed
            // lists these, and what is of another product or account, or not wanted, too.
            var told = some.Where(s => s.On >= s.OrderedOn && s.On <= today && s.Quantity > s.ShippedQuantity).Select(s => new Left(s.Id, s.Number, s.On, s.Quantity)).ToList();
            if (told.Count > 0) shipped += await Ship(plan, told, stay, cancel);
        }
    }

    /// <summary>All in one turn; where the plan, or a room that follows it, will not have one of them, each in its own.</summary>
    private async Task<int> Ship(PlantPlan plan, IReadOnlyList<Left> some, List<Stays> stay, CancellationToken cancel)
    {
        try
        {
            var (closed, refused) = await writer.Write(plan.Plant, turn => Ship(turn, some, cancel), cancel);
            stay.AddRange(refused);
            return closed;
        }
        catch (Exception no) when (no is BusinessRuleException or BadInputException or NotFoundException)
        {
            db.ChangeTracker.Clear();
            if (some is [var only])
            {
                stay.Add(new(PlantPlan.NameOf(only.Number), no.Message));
                return 0;
            }
            var done = 0;
            foreach (var one in some) done += await Ship(plan, [one], stay, cancel);
            return done;
        }
    }

    private async Task<(int Closed, List<Stays> Stay)> Ship(PlanTurn turn, IReadOnlyList<Left> some, CancellationToken cancel)
    {
        var (ids, told) = (some.Select(s => s.Id).ToList(), some.ToDictionary(s => s.Id));
        var (closed, stay) = (0, new List<Stays>());
        var firm = db.ShopOrders.Where(o => ids.Contains(o.Id) && o.State == ShopOrderState.Firm).OrderBy(o => o.Number);
        foreach (var order in await firm.ToListAsync(cancel))
        {
            var left = told[order.Id];
            var pieces = (int)Math.Min(order.Open, decimal.Truncate(left.Quantity) - order.ShippedQuantity);
            if (pieces < 1) continue;
            if (await desk.Ship(turn, order, pieces, At(turn, left.On), cancel) is { Done: false } answer)
                stay.Add(new(order.Label, ShopDesk.Refused(answer).Message));
            else if (order.Open == 0) closed++;
        }
        return (closed, stay);
    }

    /// <summary>With the last shipment of that day; today's may not have left yet.</summary>
    private static DateTimeOffset At(PlanTurn turn, DateOnly day)
    {
        var left = LocalTime.At(turn.Plan.Shop.Clock.Zone, day, turn.Plan.Terms.ShipBy);
        return left < turn.Now ? left : turn.Now;
    }
}
