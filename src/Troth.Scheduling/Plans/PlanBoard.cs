namespace Troth.Scheduling.Plans;

/// <summary>
/// Where a company's plan hangs: many read, one at a time changes it. Readers take the plan that is there and keep it as long as they like,
/// without a lock; a change works on the newest, and those who read meanwhile see the one before or the one after, never half.
/// </summary>
/// <param name="first">The plan to begin with.</param>
public sealed class PlanBoard(Plan first)
{
    private readonly Lock _writer = new();
    private Plan _current = first;

    /// <summary>The newest plan. Every quote that must agree with another is asked of the same one.</summary>
    public Plan Current => Volatile.Read(ref _current);

    /// <summary>
    /// Makes the next plan from the newest, and answers what the change answers. When it throws, or gives the plan back as it was, nothing
    /// is changed.
    /// </summary>
    /// <typeparam name="T">What the change answers, such as a <see cref="Promising.Decision"/>.</typeparam>
    /// <param name="change">Answers the next plan and what to say. Others wait meanwhile, so it asks nobody.</param>
    public T Change<T>(Func<Plan, (Plan Next, T Answer)> change)
    {
        lock (_writer)
        {
            var (next, answer) = change(_current);
            Volatile.Write(ref _current, next);
            return answer;
        }
    }
}
