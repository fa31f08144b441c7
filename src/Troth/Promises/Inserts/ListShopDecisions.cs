using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Promises.Inserts;

/// <summary>A shop that was taken though promises became late by it.</summary>
public sealed record ShopDecisionRow(string Label, string DecidedBy, DateTimeOffset DecidedAt, string Reason, IReadOnlyList<ShopLate> Late);

/// <summary>Decisions to take a shop by which promises became late, the newest first.</summary>
public sealed class ListShopDecisions(TrothContext db)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<ShopDecisionRow>> Run(CancellationToken cancel) =>
        [.. (await db.ShopDecisions.AsNoTracking().OrderByDescending(d => d.Number).Take(Most).ToListAsync(cancel)).Select(Row)];

    /// <summary>The one that made a promise late.</summary>
    public async Task<ShopDecisionRow?> Of(Ledger.Promise promise, CancellationToken cancel) =>
        promise is { DecisionKind: Ledger.Promise.ByShop, DecisionRecord: { } id }
            && await db.ShopDecisions.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) is { } found ? Row(found) : null;

    private static ShopDecisionRow Row(ShopDecision d) => new(d.Label, d.DecidedBy, d.DecidedAt, d.Reason, d.Read());
}
