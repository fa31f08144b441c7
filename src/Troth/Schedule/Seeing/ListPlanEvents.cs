using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Seeing;

/// <summary>Something that was done to a shop order in the plan, in plain words.</summary>
public sealed record PlanEventRow(long Version, DateTimeOffset At, string Who, string Through, string Text);

/// <summary>What was done to a shop order, newest first, from the plan's own log.</summary>
public sealed class ListPlanEvents(TrothContext db, PlanMemory memory, ReadShopOrder read, Formats formats)
{
    private static readonly ListOrder<Row> Newest = new ListOrder<Row>(descending: true).By(r => r.Version);

    private sealed record Row
    {
        public long Version { get; init; }
        public DateTimeOffset At { get; init; }
        public string Who { get; init; } = "";
        public string Through { get; init; } = "";
        public string Act { get; init; } = "";
    }

    public async Task<Listing<PlanEventRow>> Run(string order, ListPlace place, CancellationToken cancel)
    {
        var found = await read.Find(order, false, cancel);
        var plan = await memory.Read(found.PlantId, cancel);
        var about = db.PlanEvents.Where(e => e.ShopOrder == found.Number && e.PlantId == found.PlantId).Select(e => e.Version)
            .Union(db.PlanEventOrders.Where(o => o.PlantId == found.PlantId && o.ShopOrder == found.Number).Select(o => o.Version));
        var rows = db.PlanEvents.AsNoTracking().Where(e => e.PlantId == found.PlantId && about.Contains(e.Version))
            .Select(e => new Row { Version = e.Version, At = e.At, Who = e.ActorName, Through = e.Through, Act = e.Act });
        var page = await Newest.Page(place, cancel, rows);
        return new([.. page.Items.Select(e => new PlanEventRow(e.Version, e.At, e.Who, e.Through, Say(plan, found.Number, PlanAct.Read(e.Act))))], page.After, page.Before);
    }

    /// <summary>Minutes are told by the plan's clock of today: a log from before the horizon moved on is told without times.</summary>
    private static string Say(PlantPlan? plan, long number, PlanAct act) => act switch
    {
        Hold { Until: < 0 } h => Words.Say("did.promised", h.Quantity),
        Hold h => Words.Say("did.held", h.Quantity),
        Confirm => Words.Say("did.confirmed"),
        Extend => Words.Say("did.extended"),
        Alter { Date: >= 0 } a => Words.Say("did.postponed", a.Quantity),
        Alter a => Words.Say("did.altered", a.Quantity),
        Retold r => Words.Say("did.retold", r.Quantity),
        Ship { Why: { } why } s => Words.Say("did.shippedAs", s.Pieces, why),
        Ship s => Words.Say("did.shipped", s.Pieces),
        Cancel => Words.Say("did.cancelled"),
        Insert i => Words.Say("did.inserted", i.Quantity, string.Join(", ", i.Moving.Select(PlantPlan.NameOf))),
        Place p => Words.Say("did.placed", Operation(plan, p.Order, p.Remake, p.Operation), Center(plan, p.Center), p.Machine + 1),
        Fix f => Words.Say($"did.{f.How}", Operation(plan, f.Order, f.Remake, f.Operation)),
        Happened h when h.Events.OfType<OfOrder>().Where(e => e.Order == number).ToList() is { Count: > 0 } own =>
            string.Join(" ", own.Select(e => Happened(plan, e))),
        _ => Words.Say("did.other"),
    };

    private static string Happened(PlantPlan? plan, Happening what) => what switch
    {
        Started s => Words.Say("did.started", Operation(plan, s.Order, s.Remake, s.Operation)),
        Progressed p => Words.Say("did.progressed", Operation(plan, p.Order, p.Remake, p.Operation), p.Remaining),
        Done d => Words.Say("did.done", Operation(plan, d.Order, d.Remake, d.Operation)),
        Scrapped s => Words.Say("did.scrapped", s.Pieces),
        TakenBack t => Words.Say("did.takenBack", Operation(plan, t.Order, t.Remake, t.Operation)),
        PurchaseRescheduled => Words.Say("did.purchase"),
        _ => Words.Say("did.other"),
    };

    private static string Operation(PlantPlan? plan, long order, int remake, int operation) =>
        plan?.Part(order, remake) is { } part && plan.Plan.Find(part) is { } planned && planned.Operations is var all && operation < all.Count ? all[operation].Name
        : Words.Say("operation.numbered", operation + 1);

    private static string Center(PlantPlan? plan, Guid center) => plan?.Shop.Center(center) is { } place ? plan.Shop.Definition.WorkCenters[place].Name : center.ToString();

    /// <summary>When, as the reader writes it.</summary>
    public string When(PlanEventRow row) => formats.Moment(row.At);
}
