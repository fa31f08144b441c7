using Troth.Platform.Errors;

namespace Troth.Schedule.Contracts;

/// <summary>A promised minute that a turn moves by hand: not a horizon that shifts.</summary>
/// <param name="ShopOrder">Whose, by number.</param>
/// <param name="From">Minute promised before.</param>
/// <param name="To">Minute promised from then on.</param>
public sealed record PromiseMove(long ShopOrder, int From, int To);

/// <summary>An order that a turn puts in before others.</summary>
/// <param name="ShopOrder">Which, by number.</param>
/// <param name="Moving">Who makes room, by number.</param>
/// <param name="Review">The insert review that let it in.</param>
public sealed record InsertMade(long ShopOrder, IReadOnlyList<long> Moving, Guid Review);

/// <summary>
/// Looks at every turn before it is committed, whatever page, call or import it came from. A later room registers it; while none does, no
/// promise is moved by hand, none is left late by choice, and no order is put in before others.
/// </summary>
public interface IPlanGate
{
    /// <summary>Throws when the turn may not be committed; nothing of it is then done.</summary>
    Task Check(PlanTurn turn, IReadOnlyList<PromiseMove> moves, IReadOnlyList<InsertMade> inserts, CancellationToken cancel);
}

/// <summary>All gates that a turn has to pass: before it is committed, and to see beforehand whether it would be.</summary>
public sealed class PlanGates(IEnumerable<IPlanGate> gates)
{
    /// <exception cref="BusinessRuleException">The turn may not be committed.</exception>
    public async Task Pass(PlanTurn turn, CancellationToken cancel)
    {
        var (moves, inserts) = (turn.Moves, turn.Inserts);
        if (moves.Count == 0 && inserts.Count == 0 && turn.BrokenByChoice.Count == 0 && turn.BrokenByShop.Count == 0) return;
        if (!gates.Any()) throw new BusinessRuleException("noGate", Words.Say("plan.noGate"));
        foreach (var gate in gates) await gate.Check(turn, moves, inserts, cancel);
    }
}
