namespace Troth.Schedule.Contracts;

/// <summary>Something about a plan that only a person can decide, as a later room knows it.</summary>
/// <param name="Subject">What it is called: R-3.</param>
/// <param name="Why">The cause, in plain words.</param>
/// <param name="Act">What to do.</param>
/// <param name="Href">Where that is done.</param>
public sealed record OpenDecision(string Subject, string? Account, string Why, string Act, string Href);

/// <summary>A later room that knows of decisions about a plan registers this; they stand with those of the plan itself.</summary>
public interface IPlanDecisions
{
    /// <summary>Those of a plant, the longest open first.</summary>
    Task<IReadOnlyList<OpenDecision>> Find(Guid plant, int limit, CancellationToken cancel);
}

/// <summary>Where later rooms may put panels on the schedule's pages.</summary>
public static class SchedulePlaces
{
    /// <summary>On a shop order's page; the subject is its id.</summary>
    public const string ShopOrder = "shop-order";
}
