using Troth.Scheduling.Explaining;
using Troth.Scheduling.Quoting;

namespace Troth.Schedule.Contracts;

/// <summary>A way to an earlier date, worked out on a copy of the plan. Nothing is done by it.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="On">The day that could be promised for these pieces.</param>
/// <param name="Pieces">How many come by then: all, but for a split delivery.</param>
/// <param name="RestOn">For a split delivery: the day of the rest.</param>
/// <param name="Center">For more hours: where.</param>
/// <param name="ExtraMinutes">For more hours: minutes after each shift until then.</param>
/// <param name="Moving">For orders that make room: which, by number. None of them loses its promise.</param>
public sealed record DateAlternative(
    AlternativeKind Kind, DateOnly? On, int Pieces, DateOnly? RestOn, Guid? Center, string? CenterName, int ExtraMinutes, IReadOnlyList<long> Moving);

/// <summary>Why a date is what it is: one link of the chain from now to the end of the day, without a gap.</summary>
/// <param name="Operation">What is held up; empty for what comes after the work.</param>
public sealed record DateCause(DateLink Kind, string Operation, string? Subject, DateTimeOffset From, DateTimeOffset Until, string Text);

/// <summary>Ways to an earlier date, and the reasons of the one there is.</summary>
public sealed record DateReasons(IReadOnlyList<DateCause> Causes, IReadOnlyList<DateAlternative> Alternatives);
