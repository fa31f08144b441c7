using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Pieces made a second time: an order of its own, with the promise of the first.</summary>
internal static class Remake
{
    public static void Add(PlanDraft draft, OrderRecord record, int pieces)
    {
        var terms = record.Terms with { Name = record.Terms.Name + " (again)", Quantity = pieces,
            NotBefore = Math.Min(draft.Now, draft.Shop.Horizon) };
        // Made again for a hold, it ends with the hold.
        draft.ToPlace.Add((terms, record.HeldUntil));
    }
}
