using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Takes an order out of a draft.</summary>
internal static class Departure
{
    /// <summary>Frees its machines, and gives back what it set aside and has not begun to use.</summary>
    /// <param name="draft">The plan in the making.</param>
    /// <param name="record">Which order.</param>
    /// <param name="giveBack">False when it was shipped: what it set aside is used up.</param>
    public static void Leave(PlanDraft draft, OrderRecord record, bool giveBack)
    {
        bool Unused(Reservation r) => giveBack && (r.Operation < 0 || draft.Placements[record.FirstOperation
            + r.Operation].State < OperationState.Started);
        draft.Return(record, Unused);
        foreach (var reservation in record.Reservations)
            if (!Unused(reservation)) draft.UseUp(reservation);
        for (var i = 0; i < record.Operations; i++)
        {
            StopSlots.Lift(draft, record.FirstOperation + i);
            if (draft.Placements[record.FirstOperation + i] is { State: OperationState.Started, Machine: >= 0 } begun)
                draft.Own(begun.Machine).Family = record.Graph!.Family[i];
        }
        draft.Leave(record);
    }
}
