using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Planning;

/// <summary>
/// Tells the plan what the description says of stock on hand and of pieces to come, as far as it was not told: the next quote knows it. Told
/// again it changes nothing. A plant without a plan is told nothing; its first plan begins with what is described by then.
/// </summary>
public sealed class TellStock(TrothContext db, PlanWriter writer, PlanMemory memory)
{
    /// <summary>All of it in one turn, as after an import. What the plan cannot take is left, and still differs.</summary>
    public async Task<int> Run(Guid plant, CancellationToken cancel)
    {
        if (await memory.Read(plant, cancel) is not { } plan || (await StockNews.Find(db, plan, null, cancel)).Count == 0) return 0;
        return await writer.Write(plant, turn => In(turn, cancel), cancel);
    }

    /// <summary>The same as a part of somebody's turn; how many products there were news of.</summary>
    internal async Task<int> In(PlanTurn turn, CancellationToken cancel)
    {
        var news = await StockNews.Find(db, turn.Plan, null, cancel);
        await StockNews.Keep(db, Do(turn, [.. news], counted: true, all: false), cancel);
        return news.Count;
    }

    /// <summary>Saves what somebody says of a product's stock, in one turn with what it comes to in the plan.</summary>
    /// <param name="plant">Whose stock.</param>
    /// <param name="product">Which product.</param>
    /// <param name="save">Saves it.</param>
    /// <param name="counted">Whether stock on hand was counted, rather than added up from what was known.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="BadInputException">The plan cannot follow it; nothing is saved.</exception>
    internal async Task<T> With<T>(Guid plant, Guid product, Func<Task<T>> save, bool counted, CancellationToken cancel)
    {
        if (await memory.Read(plant, cancel) is null) return await save();
        return await writer.Write(plant, async turn =>
        {
            if (!counted) await One(turn, product, counted: true, cancel); // what was counted before stays counted
            var saved = await save();
            await One(turn, product, counted, cancel);
            return saved;
        }, cancel);
    }

    /// <summary>Pieces that lie there by the plan; null where no plan keeps it.</summary>
    public async Task<int?> There(Guid plant, Guid product, CancellationToken cancel) =>
        await memory.Read(plant, cancel) is { } plan && StockNews.Keeps(plan, product)
            ? StockLying.There(plan, plan.Shop.ProductAt(product), plan.Plan.Now) : null;

    private async Task One(PlanTurn turn, Guid product, bool counted, CancellationToken cancel) =>
        await StockNews.Keep(db, Do(turn, [.. await StockNews.Find(db, turn.Plan, product, cancel)], counted, all: true), cancel);

    /// <summary>
    /// All at once where that goes; otherwise by halves, so that one that cannot be is found without planning anew for each. Products do not
    /// look at each other's stock.
    /// </summary>
    private static StockNews[] Do(PlanTurn turn, StockNews[] news, bool counted, bool all)
    {
        var now = Math.Min(turn.Minute, turn.Plan.Shop.Shop.Horizon);
        List<Happening> events = [.. news.SelectMany(n => StockTurn.Of(turn.Plan, n, now, counted))];
        if (events.Count == 0) return news;
        if (now > turn.Plan.Plan.Now) events.Insert(0, new Passed(now));
        try
        {
            if (turn.Do(new Happened(events)).Done) return news;
        }
        catch (BadInputException) when (!all)
        {
            // By halves.
        }
        if (news.Length == 1) return [];
        return [.. Do(turn, news[..(news.Length / 2)], counted, all), .. Do(turn, news[(news.Length / 2)..], counted, all)];
    }
}
