using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;

namespace Troth.Schedule.GoLive;

/// <summary>An order of which its order system says otherwise than the plan has it, and what to do about it.</summary>
/// <param name="Order">The shop order: W-17.</param>
/// <param name="Text">What the order system says.</param>
/// <param name="Why">Why the plan does not follow it.</param>
/// <param name="Act">What to do.</param>
/// <param name="Import">The import that said so; 0 where it is not known.</param>
public sealed record FeedRow(string Order, Guid ShopOrder, string Product, int Quantity, string? Account, string? AccountNumber, DateOnly? PromisedOn,
    FeedSays Says, FeedWhy Because, string Text, string Why, string Act, DateTimeOffset Since, int Import);

/// <summary>Lists what a person has to decide because an order system says otherwise, the longest open first.</summary>
public sealed class ListFeedDifferences(TrothContext db, Formats formats)
{
    public async Task<(int Total, IReadOnlyList<FeedRow> Rows)> Run(PlantPlan plan, int most, CancellationToken cancel)
    {
        var open =
            from difference in db.FeedDifferences.AsNoTracking()
            join order in db.ShopOrders.AsNoTracking() on difference.ShopOrder equals order.Id
            where difference.PlantId == plan.Plant && order.State == ShopOrderState.Firm
            orderby difference.Since, order.Number
            select new { difference, order };
        var found = await open.Take(most).ToListAsync(cancel);
        var total = found.Count < most ? found.Count : await open.CountAsync(cancel);
        var (accounts, _) = found.Count == 0 ? ([], []) : await TellConsequences.Names(db, [.. found.Select(f => f.order.AccountId).OfType<Guid>().Distinct()], [], cancel);
        return (total, [.. found.Select(f =>
        {
            var account = f.order.AccountId is { } id ? accounts.GetValueOrDefault(id) : default;
            var name = plan.Shop.Product(f.order.ProductId) is { } place ? plan.Shop.Definition.Products[place].Name : "";
            return new FeedRow(f.order.Label, f.order.Id, name, f.order.Quantity, account.Name, account.Number > 0 ? $"A-{account.Number}" : null,
                f.order.PromisedOn, f.difference.Says, f.difference.Because, Text(f.difference, f.order), Why(f.difference),
                Words.Say(f.difference is { Because: FeedWhy.Ours, Says: not FeedSays.Changed } ? "feed.act.oursGone" : $"feed.act.{f.difference.Because}"),
                f.difference.Since, f.difference.Import);
        })]);
    }

    private string Text(FeedDifference difference, ShopOrder order)
    {
        if (difference is { Because: FeedWhy.Part, Quantity: { } left }) return Words.Say("feed.says.part", formats.Number(left), formats.Number((long)order.Quantity));
        if (difference is { Because: FeedWhy.NoDay, PromisedOn: { } day }) return Words.Say("feed.says.early", formats.Date(day));
        if (difference.Because == FeedWhy.Unclear) return Words.Say("feed.says.unclear");
        if (difference.Because == FeedWhy.OtherAccount) return Words.Say("feed.says.account");
        if (difference.Says != FeedSays.Changed) return Words.Say($"feed.says.{difference.Says}");
        if (difference.Because == FeedWhy.OtherProduct) return Words.Say("feed.says.product");
        var parts = new List<string>();
        if (difference.Quantity is { } quantity) parts.Add(Words.Say("feed.says.quantity", formats.Number(quantity), formats.Number((long)order.Quantity)));
        if (difference.PromisedOn is { } on) parts.Add(order.PromisedOn is { } was ? Words.Say("feed.says.day", formats.Date(on), formats.Date(was)) : Words.Say("feed.says.aDay", formats.Date(on)));
        return string.Join(" ", parts);
    }

    private string Why(FeedDifference difference) => difference is { Because: FeedWhy.NoRoom, CouldOn: { } on }
        ? Words.Say("feed.why.roomOn", formats.Date(on)) : Words.Say($"feed.why.{difference.Because}");
}
