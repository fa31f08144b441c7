using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

public enum ShopOrderChangeKind
{
    /// <summary>A hold became a promise, or a promise made elsewhere was taken into the plan.</summary>
    Promised,

    /// <summary>Another quantity, or with the customer's yes another day.</summary>
    Altered,

    /// <summary>The system that promised it tells another day.</summary>
    Retold,

    /// <summary>Pieces have left the house.</summary>
    Shipped,

    /// <summary>Taken out of the plan: nothing more will be delivered.</summary>
    Cancelled,
}

/// <summary>What became of a shop order. Told in the transaction that does it, so that what others write of it is saved with it or not at all.</summary>
/// <param name="Order">As it is after the change.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Pieces">Pieces shipped.</param>
/// <param name="Was">The quantity before.</param>
/// <param name="WasOn">The promised day before.</param>
/// <param name="Stood">How the plan had it before; null where it was not in the plan.</param>
/// <param name="Wished">The customer said that they want it so.</param>
/// <param name="Why">Why it was taken out, where that is known.</param>
public sealed record ShopOrderChange(
    ShopOrder Order, ShopOrderChangeKind Kind, DateTimeOffset At, int Pieces = 0, int Was = 0, DateOnly? WasOn = null, PlanStood? Stood = null,
    bool Wished = false, string? Why = null);

/// <summary>How the plan had an order.</summary>
/// <param name="Late">Ready after its promised moment: <see cref="ShopOrderDelay"/> says why.</param>
/// <param name="ReadyAt">When all of it was ready, or would have been.</param>
public sealed record PlanStood(bool Late, DateTimeOffset ReadyAt);

/// <summary>A later room that follows what becomes of shop orders. It adds to the context and does not save.</summary>
public interface IShopOrderFollower
{
    Task Follow(ShopOrderChange change, CancellationToken cancel);

    /// <summary>The same of many that come at once: promises made elsewhere, taken into the plan.</summary>
    async Task Follow(IReadOnlyList<ShopOrderChange> changes, CancellationToken cancel)
    {
        foreach (var change in changes) await Follow(change, cancel);
    }

    /// <summary>Promises came into danger in the plan, or out of it.</summary>
    /// <param name="orders">Shop orders, by id.</param>
    /// <param name="atRisk">Whether they are in danger now.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task Endangered(IReadOnlyCollection<Guid> orders, bool atRisk, CancellationToken cancel);
}
