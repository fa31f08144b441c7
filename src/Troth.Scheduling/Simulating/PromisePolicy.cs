namespace Troth.Scheduling.Simulating;

/// <summary>
/// How a shop promises and in which order it works. It sees the floor as people see it: nothing of what is still to come.
/// </summary>
public abstract class PromisePolicy
{
    /// <summary>The policy's name in the results.</summary>
    public abstract string Name { get; }

    /// <summary>The date told to the customer of an order that has just arrived: minutes since a Monday 00:00, later than now.</summary>
    public abstract int Promise(Floor floor, int order);

    /// <summary>Among operations waiting for a free machine the one with the smallest number goes first; ties by order.</summary>
    public abstract long Urgency(Floor floor, int order, int operation);

    /// <summary>
    /// What is told when the promised date has passed and the order is not ready: a new date later than now, or null where the promise
    /// stands, broken. The first promise is what counts in every figure.
    /// </summary>
    public virtual int? Redate(Floor floor, int order) => null;

    /// <summary>An operation has begun on a machine.</summary>
    public virtual void Begun(Floor floor, int machine)
    {
    }

    /// <summary>The operation on a machine is done; it is told before the machine takes another.</summary>
    public virtual void Done(Floor floor, int machine)
    {
    }

    /// <summary>A machine has broken down.</summary>
    public virtual void Stopped(Floor floor, int machine)
    {
    }

    /// <summary>A machine runs again.</summary>
    public virtual void Repaired(Floor floor, int machine)
    {
    }

    /// <summary>An order's last operation is done.</summary>
    public virtual void Finished(Floor floor, int order)
    {
    }
}
