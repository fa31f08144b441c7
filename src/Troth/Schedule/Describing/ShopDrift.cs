using System.Runtime.CompilerServices;
using System.Text.Json;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>What of the description of the shop the plan does not know yet.</summary>
public sealed class ShopDrift(TrothContext db, ShopMaker maker, TimeProvider time)
{
    /// <summary>
    /// What was found for a shop that was taken, as long as neither it nor the description is another: the schedule asks at each change of the
    /// plan. Hours are compared from now on, and names of products are kept elsewhere, so it is looked at anew every hour.
    /// </summary>
    private sealed record Found(string Stamp, DateTimeOffset At, IReadOnlyList<string> Differs);

    private static readonly TimeSpan Anew = TimeSpan.FromHours(1);
    private static readonly ConditionalWeakTable<MadeShop, Found> Known = [];

    /// <summary>In plain words, empty when they agree. Time that merely passes is no difference: hours count from now to where both plan.</summary>
    public async Task<IReadOnlyList<string>> Find(PlantPlan plan, CancellationToken cancel)
    {
        var (stamp, now) = (await DescriptionStamp.Read(db, cancel), time.GetUtcNow());
        if (!Known.TryGetValue(plan.Shop, out var found) || found.Stamp != stamp || now < found.At || now >= found.At + Anew)
        {
            // A change that comes between is read with the old stamp, and so is looked at again.
            found = new(stamp, now, Of(plan, (await maker.Make(plan.Plant, now, plan.Shop.Clock.Monday, cancel)).Made));
            Known.AddOrUpdate(plan.Shop, found);
        }
        return await WithStock(plan, found.Differs, cancel);
    }

    /// <summary>The same of a shop that was made already by the plan's Monday; null for one that a problem stops.</summary>
    public async Task<IReadOnlyList<string>> Find(PlantPlan plan, MadeShop? made, CancellationToken cancel) => await WithStock(plan, Of(plan, made), cancel);

    private async Task<IReadOnlyList<string>> WithStock(PlantPlan plan, IReadOnlyList<string> shop, CancellationToken cancel)
    {
        var differs = shop.ToList();
        // The plan is told at once what is said of stock; what stays is what it could not take.
        Count(differs, "drift.stock", (await StockNews.Find(db, plan, null, cancel)).Count);
        return differs;
    }

    /// <summary>The same of a shop that was made already; null for one that a problem stops.</summary>
    internal static IReadOnlyList<string> Of(PlantPlan plan, MadeShop? made)
    {
        if (made is null) return [Words.Say("drift.stopped")];
        var differs = new List<string>();
        Count(differs, "drift.centers", Differ(plan.Shop, plan.Shop.Centers, made, made.Centers, Center));
        Count(differs, "drift.products", Differ(plan.Shop, plan.Shop.Products, made, made.Products, Product));
        Count(differs, "drift.classes", Differ(plan.Shop, plan.Shop.Classes, made, made.Classes, (shop, place) => JsonSerializer.Serialize(shop.Definition.Classes[place])));
        var later = (int)(made.Clock.StartsAt - plan.Shop.Clock.StartsAt).TotalMinutes;
        var (now, until) = (plan.Plan.Now, Math.Min(plan.Shop.Shop.Horizon, made.Shop.Horizon + later));
        var hours = plan.Shop.Centers.Count(id => made.Center(id) is { } place
            && !Hours(plan.Shop, plan.Shop.Center(id)!.Value, now, until).SequenceEqual(Hours(made, place, now - later, until - later).Select(h => (h.Item1 + later, h.Item2 + later))));
        Count(differs, "drift.hours", hours);
        return differs;
    }

    private static void Count(List<string> differs, string key, int many)
    {
        if (many > 0) differs.Add(Words.Say(many == 1 ? $"{key}.one" : $"{key}.many", many));
    }

    private static int Differ(MadeShop before, IReadOnlyList<Guid> ids, MadeShop after, IReadOnlyList<Guid> now, Func<MadeShop, int, string> text)
    {
        var known = ids.Select((id, place) => (id, place)).ToDictionary(p => p.id, p => text(before, p.place));
        var there = now.Select((id, place) => (id, place)).ToDictionary(p => p.id, p => text(after, p.place));
        return known.Count(k => there.GetValueOrDefault(k.Key) != k.Value) + there.Keys.Count(id => !known.ContainsKey(id));
    }

    private static string Center(MadeShop shop, int place)
    {
        var center = shop.Definition.WorkCenters[place];
        return JsonSerializer.Serialize(center with { Calendar = 0 });
    }

    /// <summary>Places are told by ids, which stay when others come and go. Stock is the plan's own.</summary>
    private static string Product(MadeShop shop, int place)
    {
        var product = shop.Definition.Products[place];
        var routing = product.Routing?.Operations.Select(o => o with
        {
            Centers = [], Materials = [],
        }).Select((o, i) => new
        {
            o, centers = product.Routing.Operations[i].Centers.Select(c => $"{shop.Centers[c.WorkCenter]} {c with { WorkCenter = 0 }}"),
            materials = product.Routing.Operations[i].Materials.Select(m => $"{shop.Products[m.Product]} {m with { Product = 0 }}"),
        });
        return JsonSerializer.Serialize(new { product.Name, kept = product.Stock is not null, lead = product.Purchase?.LeadMinutes, routing });
    }

    private static IEnumerable<(int, int)> Hours(MadeShop shop, int center, int from, int until) =>
        shop.Shop.CalendarOf(center).Spans.Where(s => s.End > from && s.Start < until).Select(s => (Math.Max(s.Start, from), Math.Min(s.End, until)));
}
