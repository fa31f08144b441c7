using Troth.Platform.Errors;
using Troth.Schedule.Dates;

namespace Troth.Schedule.Contracts;

/// <summary>Answers from the plans as they are now; nothing is held by asking.</summary>
public sealed class DateDesk(PlantPlans plans, AskDate ask, FindAlternatives find)
{
    /// <summary>When somebody can have it: well under a millisecond once the plan is in memory.</summary>
    /// <exception cref="BadInputException">A value is out of range; it is named.</exception>
    /// <exception cref="BusinessRuleException">There is no plan (<c>noPlan</c>).</exception>
    public async Task<DateOffer> Ask(DateQuestion question, CancellationToken cancel) => ask.Run(await plans.For(question.Plant, question.Product, cancel), question);

    /// <summary>Why then, and what would give an earlier day: some milliseconds.</summary>
    public async Task<DateReasons> Reasons(DateQuestion question, CancellationToken cancel) => find.Run(await plans.For(question.Plant, question.Product, cancel), question);
}
