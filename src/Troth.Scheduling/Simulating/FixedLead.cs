namespace Troth.Scheduling.Simulating;

/// <summary>
/// One lead time for everything, as on many price lists: so many working days after the order. The floor works the earliest promised date
/// first, and rush orders by the date their customer wished.
/// </summary>
/// <param name="minutes">The lead time in working-day minutes: 1,440 are one day of Monday to Friday.</param>
public sealed class FixedLead(int minutes) : PromisePolicy
{
    /// <inheritdoc />
    public override string Name => "fixed";

    /// <inheritdoc />
    public override int Promise(Floor floor, int order) => WorkWeek.WorkingDays.After(floor.Now, minutes);

    /// <inheritdoc />
    public override long Urgency(Floor floor, int order, int operation) =>
        floor.Book.Rush[order] ? Math.Min(floor.Promised[order], InfiniteCapacity.Wished(floor.Book, order)) : floor.Promised[order];

    /// <summary>The part of the lead time that the operations still to do are of all.</summary>
    public override int? Redate(Floor floor, int order)
    {
        var (first, end) = (floor.Book.First[order], floor.Book.First[order + 1]);
        return WorkWeek.WorkingDays.After(floor.Now, Math.Max(1, minutes * (end - floor.Next[order]) / (end - first)));
    }
}
