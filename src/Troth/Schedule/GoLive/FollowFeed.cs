using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.GoLive;

/// <summary>
/// What an order system changes about orders that are in the plan. Of those it promised itself the plan follows at once: what is not wanted
/// lets go of its place, another day is planned as told, another quantity where nobody has to make room. What cannot be followed, and all
/// that was promised here, is put down for a person to decide. The same feed again changes nothing.
/// </summary>
public sealed class FollowFeed(TrothContext db, PlanWriter writer, ShopDesk desk, FindBacklog backlog, LiveNews news, TimeProvider time)
{
    private const int AtOnce = 200;
    private const string Quantity = "\"field\":\"Quantity\"", Day = "\"field\":\"PromisedOn\"", Product = "\"field\":\"ProductId\"";

    /// <param name="LetGo">Orders that left the plan because they are not wanted any more.</param>
    /// <param name="Changed">Orders planned for another day or quantity.</param>
    /// <param name="Differ">Orders about which a person has to decide.</param>
    public sealed record Followed(int LetGo, int Changed, int Differ);

    /// <summary>What a feed says of a shop order.</summary>
    private sealed record Said
    {
        public Guid Id { get; init; }
        public long Number { get; init; }
        public Guid? LineId { get; init; }
        public ShopOrderOrigin Origin { get; init; }
        public Guid ProductId { get; init; }
        public int Quantity { get; init; }
        public DateOnly? PromisedOn { get; init; }
        public int? ToldQuantity { get; init; }
        public DateOnly? ToldOn { get; init; }
        public string? Status { get; init; }
        public DateOnly OrderedOn { get; init; }
        public DateOnly? ShippedOn { get; init; }
        public int ShippedQuantity { get; init; }
        public Guid? AccountId { get; init; }
        public Guid? OrderAccount { get; init; }
        public bool Gone { get; init; }
        public LineKind? Kind { get; init; }
        public Guid? LineProduct { get; init; }
        public decimal? LineQuantity { get; init; }
        public DateOnly? LineOn { get; init; }

        public FeedSays? Says { get; set; }
        public bool OtherProduct => LineProduct is { } product && product != ProductId;
        public bool OtherAccount => OrderAccount is { } account && AccountId is { } ours && account != ours;

        /// <summary>What the line says now, where it neither is as planned nor as it was told before.</summary>
        public decimal? NewQuantity => LineQuantity is { } said && said != Quantity && said != ToldQuantity ? said : null;
        public DateOnly? NewOn => LineOn is { } said && said != PromisedOn && said != ToldOn ? said : null;
    }

    private sealed class Tally
    {
        public int LetGo, Changed;
        public List<FeedDifference> Differ { get; } = [];
    }

    /// <param name="plan">Whose orders.</param>
    /// <param name="import">The import's number and what people call it.</param>
    /// <param name="cancel">Ends it between two turns.</param>
    public async Task<Followed> Run(PlantPlan plan, (int Id, string Label)? import, CancellationToken cancel)
    {
        var said = await Find(plan.Plant, cancel);
        var tally = new Tally();
        var today = plan.Shop.Clock.DayOf(plan.Shop.Clock.MinuteOf(time.GetUtcNow()));
        foreach (var shipped in said.Where(s => s.ShippedOn is not null))
            tally.Differ.Add(Difference(plan.Plant, shipped, StillThere(shipped, today), import, null));
        said.RemoveAll(s => s.ShippedOn is not null);
        foreach (var ours in said.Where(s => s.Origin != ShopOrderOrigin.Inherited))
            tally.Differ.Add(Difference(plan.Plant, ours, FeedWhy.Ours, import, null));
        foreach (var some in said.Where(s => s.Origin == ShopOrderOrigin.Inherited).Chunk(AtOnce))
        {
            db.ChangeTracker.Clear();
            await Follow(plan, some, import, tally, cancel);
        }
        await Keep(plan.Plant, tally.Differ, cancel);
        return new(tally.LetGo, tally.Changed, tally.Differ.Count);
    }

    private async Task<List<Said>> Find(Guid plant, CancellationToken cancel)
    {
        var cancelled = await backlog.Cancelled(plant, cancel);
        var (orders, lines) = (db.Orders.AsNoTracking(), db.OrderLines.AsNoTracking());
        var all = await (
            from shop in db.ShopOrders.AsNoTracking()
            join order in orders on shop.OrderId equals order.Id
            from line in lines.Where(l => l.OrderId == shop.OrderId && l.LineNo == shop.LineNo)
            where shop.PlantId == plant && shop.State == ShopOrderState.Firm
            orderby shop.Number
            select new Said
            {
                Id = shop.Id, Number = shop.Number, LineId = line.Id, Origin = shop.Origin, ProductId = shop.ProductId, Quantity = shop.Quantity,
                PromisedOn = shop.PromisedOn, ToldQuantity = shop.ToldQuantity, ToldOn = shop.ToldOn, Status = order.Status,
                OrderedOn = order.OrderedOn, ShippedOn = line.ShippedOn ?? order.ShippedOn, ShippedQuantity = shop.ShippedQuantity,
                AccountId = shop.AccountId, OrderAccount = order.AccountId, Gone = order.EndedOn != null || line.EndedOn != null, Kind = line.Kind, LineProduct = line.ProductId, LineQuantity = line.Quantity,
                LineOn = line.PromisedOn ?? order.PromisedOn,
            }).ToListAsync(cancel);
        foreach (var one in all)
            one.Says = one.Kind != LineKind.Sale || (one.Status is { } status && cancelled.Contains(status.Trim())) ? FeedSays.Cancelled
                : one.ShippedOn is not null ? one.OtherAccount || one.OtherProduct ? FeedSays.Changed : FeedSays.Shipped
                : one.Gone ? FeedSays.Gone : one.OtherAccount || one.OtherProduct || one.NewQuantity is not null || one.NewOn is not null ? FeedSays.Changed : null;
        await Agree(all, cancel);
        all.RemoveAll(s => s.Says is null);
        // Of what was promised here only what an import changed: a decision may have moved it, and its order goes on saying what was promised.
        var ours = all.Where(s => s.Origin != ShopOrderOrigin.Inherited && s.Says == FeedSays.Changed).Select(s => s.LineId).ToList();
        var fed = new HashSet<Guid?>();
        foreach (var some in ours.Chunk(AtOnce))
            fed.UnionWith(await db.Changes.AsNoTracking().Where(c => c.BatchId != 0 && c.Action == "updated" && some.Contains(c.RecordId)
                && (c.Fields!.Contains(Quantity) || c.Fields.Contains(Day) || c.Fields.Contains(Product))).Select(c => c.RecordId)
                .ToListAsync(cancel));
        all.RemoveAll(s => s.Origin != ShopOrderOrigin.Inherited && s.Says == FeedSays.Changed && !fed.Contains(s.LineId));
        return all;
    }

    /// <summary>What the line says is planned, whoever agreed on it: from now on that is what was told.</summary>
    private async Task Agree(List<Said> all, CancellationToken cancel)
    {
        var agree = all.Where(s => s.Says is null && s.Origin == ShopOrderOrigin.Inherited && s.LineQuantity == s.Quantity && (s.LineOn ?? s.PromisedOn) == s.PromisedOn
            && (s.ToldQuantity != s.Quantity || s.ToldOn != s.PromisedOn)).Select(s => s.Id);
        foreach (var some in agree.Chunk(AtOnce))
            await db.ShopOrders.Where(o => some.Contains(o.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.ToldQuantity, o => o.Quantity).SetProperty(o => o.ToldOn, o => o.PromisedOn), cancel);
    }

    /// <summary>All in one turn; where a room that follows the plan will not have one of them, each in its own.</summary>
    private async Task Follow(PlantPlan plan, IReadOnlyList<Said> some, (int Id, string Label)? import, Tally tally, CancellationToken cancel)
    {
        try
        {
            var done = await writer.Write(plan.Plant, async turn =>
            {
                var these = new Tally();
                var ids = some.Select(s => s.Id).ToList();
                var firm = await db.ShopOrders.Where(o => ids.Contains(o.Id) && o.State == ShopOrderState.Firm).ToDictionaryAsync(o => o.Id, cancel);
                foreach (var one in some)
                    if (firm.TryGetValue(one.Id, out var order)) await Follow(turn, order, one, import, these, cancel);
                return these;
            }, cancel);
            tally.LetGo += done.LetGo;
            tally.Changed += done.Changed;
            tally.Differ.AddRange(done.Differ);
        }
        catch (Exception no) when (no is BusinessRuleException or BadInputException or NotFoundException)
        {
            db.ChangeTracker.Clear();
            if (some is [var only]) tally.Differ.Add(Difference(plan.Plant, only, FeedWhy.Refused, import, null));
            else foreach (var one in some) await Follow(plan, [one], import, tally, cancel);
        }
    }

    private async Task Follow(PlanTurn turn, ShopOrder order, Said said, (int Id, string Label)? import, Tally tally, CancellationToken cancel)
    {
        if (said.Says != FeedSays.Changed)
        {
            if (Stays(turn.Plan, order, said.Says == FeedSays.Gone) is { } because)
                tally.Differ.Add(Difference(turn.Plan.Plant, said, because, import, null));
            else if ((await desk.Cancel(turn, order, cancel, wished: true, Words.Say(said.Says == FeedSays.Gone ? "feed.gone" : "feed.cancelled", import?.Label))).Done) tally.LetGo++;
            return;
        }
        if (said.OtherAccount || said.OtherProduct)
        {
            tally.Differ.Add(Difference(turn.Plan.Plant, said, said.OtherAccount ? FeedWhy.OtherAccount : FeedWhy.OtherProduct, import, null));
            return;
        }
        var changed = said.NewOn is { } on && (await desk.Retell(turn, order, order.Quantity, on, cancel)).Done;
        if (said.NewQuantity is { } quantity)
        {
            var whole = quantity >= 1 && quantity <= Limits.Quantity && quantity == decimal.Truncate(quantity);
            var answer = whole ? await desk.Retell(turn, order, (int)quantity, null, cancel) : null;
            if (answer is { Done: true }) changed = true;
            else
                tally.Differ.Add(Difference(turn.Plan.Plant, said, answer?.Refusal switch
                {
                    null => FeedWhy.NotWhole, "begun" => FeedWhy.Begun, "tooMany" => FeedWhy.Shipped, "dateLost" or "noDate" => FeedWhy.NoRoom, _ => FeedWhy.Refused,
                }, import, answer?.Offer?.On));
        }
        if (changed) tally.Changed++;
    }

    /// <summary>Why an order that a feed says is shipped is in the plan still.</summary>
    private static FeedWhy StillThere(Said said, DateOnly today) => said.Says == FeedSays.Cancelled ? FeedWhy.Unclear
        : said.OtherAccount ? FeedWhy.OtherAccount : said.OtherProduct ? FeedWhy.OtherProduct
        : said.ShippedOn < said.OrderedOn || said.ShippedOn > today ? FeedWhy.NoDay
        : said.LineQuantity < said.Quantity ? FeedWhy.Part : FeedWhy.Refused;

    /// <summary>Why an order that is not wanted any more does not leave the plan by itself; null where it does.</summary>
    private static FeedWhy? Stays(PlantPlan plan, ShopOrder order, bool gone)
    {
        var parts = plan.All(order.Number).ToList();
        if (order.ShippedQuantity > 0 || parts.Exists(p => p.Operations.Any(o => o.State >= OperationState.Started))) return FeedWhy.Begun;
        // Feeds of open orders drop what is shipped, too, and of these no floor would have told.
        return gone && parts.TrueForAll(p => p.Operations.Count == 0) ? FeedWhy.NoWork : null;
    }

    private FeedDifference Difference(Guid plant, Said said, FeedWhy because, (int Id, string Label)? import, DateOnly? could) => new()
    {
        ShopOrder = said.Id, PlantId = plant, Says = said.Says!.Value, Because = because, CouldOn = could, Since = time.GetUtcNow(), Import = import?.Id ?? 0,
        Quantity = because == FeedWhy.Part ? said.LineQuantity
            : said.Says == FeedSays.Changed && because is not (FeedWhy.OtherProduct or FeedWhy.OtherAccount) ? said.NewQuantity : null,
        PromisedOn = because == FeedWhy.NoDay ? said.ShippedOn : said.Says == FeedSays.Changed && because == FeedWhy.Ours ? said.NewOn : null,
    };

    /// <summary>The list becomes what it is now; one that says the same as before stays as it is.</summary>
    private async Task Keep(Guid plant, List<FeedDifference> differ, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var before = await db.FeedDifferences.AsNoTracking().Where(d => d.PlantId == plant).ToDictionaryAsync(d => d.ShopOrder, cancel);
        if (before.Count == differ.Count && differ.TrueForAll(d => before.TryGetValue(d.ShopOrder, out var was) && was.IsLike(d))) return;
        await writer.Write(plant, async _ =>
        {
            var known = await db.FeedDifferences.Where(d => d.PlantId == plant).ToDictionaryAsync(d => d.ShopOrder, cancel);
            foreach (var one in differ)
                if (!known.Remove(one.ShopOrder, out var was)) db.Add(one);
                else if (!was.IsLike(one))
                    (was.Says, was.Because, was.Quantity, was.PromisedOn, was.CouldOn, was.Since, was.Import) =
                        (one.Says, one.Because, one.Quantity, one.PromisedOn, one.CouldOn, one.Since, one.Import);
            db.RemoveRange(known.Values);
            return 0;
        }, cancel);
        db.ChangeTracker.Clear();
        news.Publish(PlanMemory.Topic);
    }
}
