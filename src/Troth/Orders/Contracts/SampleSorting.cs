using Microsoft.EntityFrameworkCore;
using Troth.Orders.Channels;
using Troth.Platform.Data;

namespace Troth.Orders.Contracts;

/// <summary>The rules of the sample company, whose customers have discounts and wait for what is made for them: most of its orders are ordinary.</summary>
public sealed class SampleSorting(TrothContext db)
{
    /// <summary>Adds them in the caller's transaction.</summary>
    public async Task Fill(CancellationToken cancel)
    {
        var rules = new SortingRules();
        rules.Settle(SortingRulesInput.Of(rules) with { AmountOver = 20_000, DiscountOver = .3m, QuantityTimes = 8, EarlierDays = 14 });
        db.Add(rules);
        await db.SaveChangesAsync(cancel);
    }

    public Task Forget(CancellationToken cancel) => db.SortingRules.ExecuteDeleteAsync(cancel);
}
