using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Checking;

/// <summary>Collects what is wrong, named as people name it.</summary>
internal sealed class FaultList
{
    private const int Most = 1000;

    public List<PlanFault> All { get; private set; } = [];

    public void Clear() => All = [];

    public void Order(string code, in PlannedOrder order, string what) =>
        Add(code, $"order “{order.Terms.Name}”", $"Order “{order.Terms.Name}” {what}.");

    public void Operation(string code, in PlannedOrder order, in PlannedOperation operation, string what) =>
        Add(code, $"order “{order.Terms.Name}”", $"Operation “{operation.Name}” of order “{order.Terms.Name}” {what}.");

    /// <summary>A plan that is wrong everywhere is told so a thousand times, not a million.</summary>
    public void Add(string code, string subject, string message)
    {
        if (All.Count < Most) All.Add(new PlanFault(code, subject, message));
    }
}
