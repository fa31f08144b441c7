using System.Globalization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Seeing;

namespace Troth.Schedule.Trying;

/// <summary>What is to be worked out.</summary>
/// <param name="Label">S-4; null for one that is not kept.</param>
public sealed record Tried(string? Label, string Name, IReadOnlyList<ScenarioChange> Changes);

/// <summary>Works out what would be, on copies: the very steps that applying takes, so that what is shown is what is applied.</summary>
public sealed class TryScenarios(TakeShop take, TellConsequences tell, AskDate ask, SeeLoad load, CurrentCompany company)
{
    /// <summary>One at a time on a node: whoever asks for a date meanwhile is not to wait for both processors.</summary>
    private static readonly SemaphoreSlim Turn = new(1);

    /// <exception cref="BusinessRuleException">The plant has no plan.</exception>
    public async Task<Comparison> Run(Guid plant, IReadOnlyList<Tried> asked, CancellationToken cancel)
    {
        var currency = (await company.Find(cancel))?.BaseCurrency ?? "";
        var shop = await take.Trial(plant, cancel);
        await Turn.WaitAsync(cancel);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            var (before, described, cost) = (shop.Before, shop.Described, shop.Records.Plant.ExtraHourCost);
            var today = ScenarioFigures.Of(null, Words.Say("today"), PlanHeadline.Of(before));
            var loads = new List<IReadOnlyList<CenterShare>> { Shares(before) };
            var figures = new List<ScenarioFigures>();
            foreach (var one in asked)
            {
                cancel.ThrowIfCancellationRequested();
                var figure = await One(shop, described, one, cost, cancel);
                figures.Add(figure);
                loads.Add(figure.Load);
            }
            var fullest = loads.SelectMany(l => l).Where(c => c.Share is not null).GroupBy(c => c.Center).OrderByDescending(c => c.Max(l => l.Share)).Take(Comparison.Centers)
                .Select(c => c.Key).ToList();
            return new(plant, before.Version, before.PlannedAt, today with { Load = Only(loads[0], fullest) }, [.. figures.Select(f => f with { Load = Only(f.Load, fullest) })],
                ShopDrift.Of(before, described), Anew(shop), cost, currency, Math.Round(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, 1));
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<ScenarioFigures> One(ShopTrial shop, MadeShop? described, Tried one, decimal? cost, CancellationToken cancel)
    {
        try
        {
            var (before, orders) = (shop.Before, one.Changes.Where(c => c.Kind == ChangeKind.Order).ToList());
            var edits = ScenarioEdits.Of(one.Changes, shop.Records, shop.Today);
            var turn = orders.Count == one.Changes.Count ? shop.Turn() : shop.Take(edits.Shop);
            var anew = orders.Count != one.Changes.Count && edits.Follow(turn);
            var after = turn.Plan;
            var consequences = await tell.Run(before, new Outcome(after), cancel) with { Version = before.Version };
            var (more, fewer) = OpenHours.Between(before, described ?? before.Shop, after);
            var (today, _) = Won(before, orders);
            var (then, full) = Won(after, orders);
            return ScenarioFigures.Of(one.Label, one.Name, PlanHeadline.Of(after)) with
            {
                Load = Shares(full), Won = [.. orders.Select((o, i) => Of(before, after, o, today[i], then[i]))], MoreHours = more, FewerHours = fewer,
                Cost = cost * more, PlannedAnew = anew, Seen = Seen(before, after), Consequences = consequences,
            };
        }
        catch (BusinessRuleException refused)
        {
            return ScenarioFigures.Refused(one.Label, one.Name, refused.Message);
        }
        catch (BadInputException refused)
        {
            return ScenarioFigures.Refused(one.Label, one.Name, string.Join(" ", refused.Errors.Values.SelectMany(e => e)));
        }
    }

    /// <summary>Names what would come of it: which orders end when, in which shop.</summary>
    internal static string Seen(PlantPlan before, PlantPlan after) =>
        string.Create(CultureInfo.InvariantCulture, $"{TellConsequences.Seen(before, after)}-{after.Shop.Shop.Fingerprint():x16}");

    /// <summary>Each with those before it already promised, displacing nobody, as the desk would.</summary>
    private (List<DateOffer> Offers, PlantPlan Plan) Won(PlantPlan plan, List<ScenarioChange> orders)
    {
        var offers = new List<DateOffer>();
        foreach (var order in orders)
        {
            var offer = ask.Run(plan, new DateQuestion(order.Product!.Value, order.Quantity!.Value));
            offers.Add(offer);
            if (!offer.HasDate) continue;
            var ready = plan.Shop.Clock.MinuteOf(offer.ReadyBy!.Value);
            var held = new Hold(long.MaxValue - offers.Count, offer.Product, offer.Quantity, offer.Class, offer.Confidence, ready, -1).Apply(plan);
            if (held.Done) plan = held.Plan;
        }
        return (offers, plan);
    }

    private static WonOrder Of(PlantPlan before, PlantPlan after, ScenarioChange order, DateOffer today, DateOffer then)
    {
        var shop = after.Shop.Product(order.Product!.Value) is null ? before.Shop : after.Shop;
        var name = shop.Product(order.Product.Value) is { } place ? shop.Definition.Products[place].Name : Words.Say("product.gone");
        return new(order.Product.Value, name, order.Quantity!.Value, order.From!.Value, today.On, then.On, then.Confidence, then.Why);
    }

    /// <summary>So that nobody takes for the merit of a shift what planning anew would do without it.</summary>
    private static ScenarioFigures? Anew(ShopTrial shop)
    {
        var now = PlanHeadline.Of(shop.Before);
        if (now.InDanger == 0) return null;
        var anew = PlanHeadline.Of(shop.Turn().Try(new PlanAnew()).Plan);
        return ScenarioEdits.IsBetter(anew, now) ? ScenarioFigures.Of(null, Words.Say("anewAlone"), anew) : null;
    }

    private List<CenterShare> Shares(PlantPlan plan) => [.. load.Run(plan, null, Comparison.Weeks).Centers.Select(c => new CenterShare(c.Center, c.Name,
        c.Weeks.Sum(w => w.OpenHours) is > 0 and var open ? Math.Round((double)(c.Weeks.Sum(w => w.BusyHours + w.StoppedHours) / open), 4) : null))];

    private static List<CenterShare> Only(IReadOnlyList<CenterShare> all, List<Guid> shown) =>
        [.. shown.Select(id => all.FirstOrDefault(c => c.Center == id)).OfType<CenterShare>()];
}
