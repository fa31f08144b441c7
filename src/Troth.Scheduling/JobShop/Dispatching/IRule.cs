namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// How a free machine chooses among the operations that wait for it. Operations have a fixed order (see <see cref="Dispatcher"/>); the
/// rule sees those that wait in that order and may stop as soon as none of the rest can be better.
/// </summary>
public interface IRule
{
    /// <summary>The rank of the operation to start.</summary>
    /// <param name="room">What waits; not empty.</param>
    /// <param name="operationAt">Per rank at this resource, the operation.</param>
    /// <param name="time">Now.</param>
    /// <param name="work">The sum of the durations of all that waits.</param>
    int Choose(WaitingRoom room, ReadOnlySpan<int> operationAt, int time, long work);
}

/// <summary>The first in the fixed order: earliest due date when the order is by due date.</summary>
public readonly struct FirstInOrder : IRule
{
    /// <inheritdoc/>
    public int Choose(WaitingRoom room, ReadOnlySpan<int> operationAt, int time, long work)
    {
        ArgumentNullException.ThrowIfNull(room);
        return room.From(0);
    }
}
