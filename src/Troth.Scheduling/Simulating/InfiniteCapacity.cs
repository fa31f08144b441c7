namespace Troth.Scheduling.Simulating;

/// <summary>
/// The lead time of material requirements planning: planned setup and run time, and before each operation a customary allowance for queue
/// and move of one working day (half a day for rush orders, which are expedited), whatever the load. The floor works the earliest promised
/// date first.
/// </summary>
public sealed class InfiniteCapacity : PromisePolicy
{
    private const int Allowance = WorkWeek.Day;

    /// <inheritdoc />
    public override string Name => "infinite";

    /// <summary>The date a rush customer wishes: that of an order which waits half a working day before each operation.</summary>
    public static int Wished(OrderBook book, int order) => book.ReadyWithoutQueues(order, Allowance / 2);

    /// <inheritdoc />
    public override int Promise(Floor floor, int order) => floor.Book.ReadyWithoutQueues(order, Wait(floor, order));

    /// <inheritdoc />
    public override long Urgency(Floor floor, int order, int operation) => floor.Promised[order];

    /// <summary>The same lead time for the operations still to do.</summary>
    public override int? Redate(Floor floor, int order) =>
        floor.Book.ReadyWithoutQueues(floor.Next[order], floor.Book.First[order + 1], floor.Now, Wait(floor, order));

    private static int Wait(Floor floor, int order) => floor.Book.Rush[order] ? Allowance / 2 : Allowance;
}
