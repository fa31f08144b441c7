using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

/// <summary>An order that would end at another time, or whose promise would stand otherwise.</summary>
/// <param name="Before">When it is planned to be ready now.</param>
/// <param name="After">When it would be; null where it would have no place.</param>
public sealed record OrderMove(
    string Order, string Product, string? Account, string? AccountNumber, string? Seller, DateOnly? PromisedOn, DateTimeOffset? Before, DateTimeOffset? After,
    Standing Was, Standing Becomes, bool Inherited)
{
    public bool Worse => Becomes is Standing.AtRisk or Standing.Broken && Rank(Becomes) > Rank(Was);
    public bool Better => Was is Standing.AtRisk or Standing.Broken && Rank(Becomes) < Rank(Was);

    private static int Rank(Standing standing) => standing switch { Standing.Broken => 2, Standing.AtRisk => 1, _ => 0 };
}

/// <summary>What an act would do to the plan; promises themselves never move.</summary>
/// <param name="Version">The plan it was worked out on.</param>
/// <param name="Seen">Hand it back when accepting: it is refused when the consequences have become others.</param>
/// <param name="Refusal">Why it is not allowed; null when it is.</param>
/// <param name="MovedOperations">Operations that would stand elsewhere.</param>
/// <param name="ToldMoved">Of these, released ones and such in the frozen zone.</param>
/// <param name="Worse">Promises that would come into danger, or be late.</param>
/// <param name="Better">Promises that would come out of danger.</param>
/// <param name="Orders">Orders that would end at another time, those that get worse first; at most <see cref="Most"/>.</param>
public sealed record Consequences(
    long Version, string Seen, string? Refusal, int MovedOperations, int ToldMoved, int MovedOrders, int Worse, int Better, IReadOnlyList<OrderMove> Orders,
    PlanHeadline Before, PlanHeadline After)
{
    public const int Most = 100;
    public bool Allowed => Refusal is null;

    /// <summary>Orders whose promises it would break: for that reason alone it is refused.</summary>
    public IReadOnlyList<string> Breaks { get; init; } = [];
}

/// <summary>Says what lies between two plans, by whose promises it touches.</summary>
public sealed class TellConsequences(TrothContext db)
{
    public async Task<Consequences> Run(PlantPlan before, Outcome outcome, CancellationToken cancel)
    {
        if (!outcome.Done)
        {
            var stands = PlanHeadline.Of(before);
            return new(before.Version, "", Say(outcome.Refusal), 0, 0, 0, 0, 0, [], stands, stands);
        }
        var moved = Moved(before, outcome.Plan);
        var shown = moved.Take(Consequences.Most).ToList();
        return new(before.Version, Seen(moved), null, outcome.Replan?.Nervousness.Moved ?? 0, outcome.Replan?.Nervousness.ToldMoved ?? 0, moved.Count,
            moved.Count(m => m.Worse), moved.Count(m => m.Better), await Named(before, shown, cancel), PlanHeadline.Of(before), PlanHeadline.Of(outcome.Plan));
    }

    /// <summary>Names what moves, so that what is accepted is what was looked at.</summary>
    public static string Seen(PlantPlan before, PlantPlan after) => Seen(Moved(before, after));

    private static string Seen(List<OrderMove> moved)
    {
        var text = new StringBuilder();
        foreach (var move in moved.OrderBy(m => m.Order, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{move.Order} {move.After?.UtcTicks} {move.Becomes}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>By instants, so that two plans whose horizons begin at other days compare as well.</summary>
    internal static List<OrderMove> Moved(PlantPlan before, PlantPlan after)
    {
        var moved = new List<OrderMove>();
        foreach (var number in before.Orders.Keys)
        {
            var (was, becomes) = (Ready(before, number), Ready(after, number));
            var (stood, stands) = (Standings.Of(before, number), Standings.Of(after, number));
            if (was == becomes && stood == stands) continue;
            var order = before.Find(number)!.Value;
            moved.Add(new(PlantPlan.NameOf(number), before.Shop.Definition.Products[order.Terms.Product].Name, null, null, null, null, was, becomes, stood, stands, order.Terms.Inherited));
        }
        return [.. moved.OrderBy(m => m.Worse ? 0 : m.Better ? 1 : 2).ThenByDescending(m => m.Becomes == Standing.Broken).ThenBy(m => m.After).ThenBy(m => m.Order, StringComparer.Ordinal)];
    }

    private static DateTimeOffset? Ready(PlantPlan plan, long number) =>
        plan.Finish(number) is { } finish && finish <= plan.Shop.Shop.Horizon ? plan.Shop.Clock.InstantOf(finish) : null;

    private async Task<IReadOnlyList<OrderMove>> Named(PlantPlan plan, List<OrderMove> moves, CancellationToken cancel)
    {
        if (moves.Count == 0) return moves;
        var numbers = moves.Select(m => Reference.Parse("W", m.Order).Number!.Value).ToList();
        var orders = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == plan.Plant && numbers.Contains(o.Number))
            .Select(o => new { o.Number, o.AccountId, o.SellerId, o.PromisedOn }).ToDictionaryAsync(o => PlantPlan.NameOf(o.Number), cancel);
        var (accounts, sellers) = await Names(db, [.. orders.Values.Select(o => o.AccountId).OfType<Guid>()], [.. orders.Values.Select(o => o.SellerId).OfType<Guid>()], cancel);
        return [.. moves.Select(m => orders.TryGetValue(m.Order, out var o) ? m with
        {
            PromisedOn = o.PromisedOn, Account = o.AccountId is { } a && accounts.TryGetValue(a, out var account) ? account.Name : null,
            AccountNumber = o.AccountId is { } n && accounts.TryGetValue(n, out var numbered) ? $"A-{numbered.Number}" : null,
            Seller = o.SellerId is { } s ? sellers.GetValueOrDefault(s) : null,
        } : m)];
    }

    internal static async Task<(Dictionary<Guid, (long Number, string Name)> Accounts, Dictionary<Guid, string> Sellers)> Names(
        TrothContext db, IReadOnlyCollection<Guid> accounts, IReadOnlyCollection<Guid> sellers, CancellationToken cancel)
    {
        var (ofAccounts, ofSellers) = (accounts.Distinct().ToList(), sellers.Distinct().ToList());
        var found = ofAccounts.Count == 0 ? [] : await db.AccountFacts.AsNoTracking().Where(a => ofAccounts.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name }).ToListAsync(cancel);
        var people = ofSellers.Count == 0 ? [] : await db.SellerFacts.AsNoTracking().Where(s => ofSellers.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancel);
        return (found.ToDictionary(a => a.Id, a => (a.Number, a.Name)), people.ToDictionary(s => s.Id, s => s.Name));
    }

    public static string Say(Scheduling.Promising.Refusal refusal) => refusal switch
    {
        Scheduling.Promising.Refusal.NotThere => Words.Say("refused.notThere"),
        Scheduling.Promising.Refusal.Begun => Words.Say("refused.begun"),
        _ => Words.Say("refused.notFree"),
    };
}
