using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>What of the old shop a plan cannot do without, and who needs it.</summary>
internal sealed class StillNeeded
{
    private const int Named = 5;
    private readonly SortedDictionary<(string Code, string Subject, string Verb), SortedSet<string>> _by = [];

    /// <param name="code">Of the refusal.</param>
    /// <param name="subject">What is needed, such as <c>product “Steel bar”</c>.</param>
    /// <param name="order">Who needs it.</param>
    /// <param name="verb">What would be the matter with it, up to who needs it.</param>
    public void Add(string code, string subject, string order, string verb = "is gone and still needed by")
    {
        if (!_by.TryGetValue((code, subject, verb), out var orders)) _by[(code, subject, verb)] = orders = new(StringComparer.Ordinal);
        orders.Add(order);
    }

    /// <exception cref="ShopRefusedException">Something is needed.</exception>
    public void Check()
    {
        if (_by.Count == 0) return;
        var lines = _by.Select(need => $"{char.ToUpperInvariant(need.Key.Subject[0])}{need.Key.Subject[1..]} {need.Key.Verb} "
            + string.Join(", ", need.Value.Take(Named).Select(o => $"“{o}”"))
            + (need.Value.Count > Named ? $" and {need.Value.Count - Named} more." : "."));
        var (code, subject, _) = _by.Keys.First();
        throw new ShopRefusedException(code, subject, $"{string.Join(" ", lines)} Keep it, or take these orders out first.");
    }
}
