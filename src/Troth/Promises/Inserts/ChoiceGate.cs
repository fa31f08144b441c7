using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>
/// Nobody breaks a promise by choosing: work that is dragged, fixed or put in another turn is refused where a promise that was in time would be
/// late. One that others have to make room for goes through an insert review. What is late already may become later by it.
/// </summary>
public sealed class ChoiceGate(TrothContext db) : IPlanGate
{
    private const int Most = 5;

    public async Task Check(PlanTurn turn, IReadOnlyList<PromiseMove> moves, IReadOnlyList<InsertMade> inserts, CancellationToken cancel)
    {
        var broken = turn.BrokenByChoice;
        if (broken.Count == 0) return;
        var orders = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == turn.Plan.Plant && broken.Contains(o.Number))
            .OrderBy(o => o.PromisedOn).ThenBy(o => o.Number).Select(o => new { o.Id, o.Number, o.PromisedOn }).ToListAsync(cancel);
        var ids = orders.Select(o => (Guid?)o.Id).ToList();
        var promises = (await db.Promises.AsNoTracking().Where(p => ids.Contains(p.ShopOrder)).ToListAsync(cancel)).ToDictionary(p => p.ShopOrder!.Value);
        // Whatever the ledger says of it by now: it is still to be delivered, and the plan has it in time.
        var named = orders.Where(o => !promises.TryGetValue(o.Id, out var promise) || promise is { DoneOn: null, WithdrawnOn: null })
            .Select(o => Words.Say("promise.ofOrder", promises.GetValueOrDefault(o.Id)?.Label, PlantPlan.NameOf(o.Number), o.PromisedOn)).ToList();
        if (named.Count == 0) return;
        var text = string.Join(", ", named.Take(Most)) + (named.Count > Most ? Words.Say("promise.andMore", named.Count - Most) : "");
        throw new BusinessRuleException("breaksPromise", Words.Say("promise.byChoice", text));
    }
}
