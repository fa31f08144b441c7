using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.Contracts;

/// <summary>Answers from the plans as they are now; nothing is held by asking.</summary>
public sealed class DateDesk(PlantPlans plans, AskDate ask, FindAlternatives find)
{
    /// <summary>
    /// When somebody can have each of several things, all of them together: each is answered with those before it already held, on a copy of the
    /// plan of the first. Well under a millisecond each once the plan is in memory.
    /// </summary>
    /// <exception cref="BadInputException">A value is out of range; it is named.</exception>
    /// <exception cref="BusinessRuleException">There is no plan (<c>noPlan</c>).</exception>
    public async Task<IReadOnlyList<DateOffer>> Ask(IReadOnlyList<DateQuestion> questions, CancellationToken cancel)
    {
        if (questions.Count == 0) return [];
        var plan = await plans.For(questions[0].Plant, questions[0].Product, cancel);
        var offers = new List<DateOffer>(questions.Count);
        foreach (var question in questions)
        {
            var offer = ask.Run(plan, question);
            offers.Add(offer);
            if (!offer.HasDate || offers.Count == questions.Count) continue;
            var held = new Hold(long.MaxValue - offers.Count, question.Product, question.Quantity, offer.Class, offer.Confidence, plan.Shop.Clock.MinuteOf(offer.ReadyBy!.Value), -1);
            plan = held.Apply(plan) is { Done: true } outcome ? outcome.Plan : plan;
        }
        return offers;
    }

    /// <summary>All products that some plan can give a day for.</summary>
    public async Task<IReadOnlySet<Guid>> Products(CancellationToken cancel) => (await plans.All(cancel)).SelectMany(p => p.Shop.Products).ToHashSet();

    /// <summary>Whether some plan can give a day for it.</summary>
    public async Task<bool> CanGive(Guid product, CancellationToken cancel) => (await plans.All(cancel)).Any(p => p.Shop.Product(product) is not null);

    /// <summary>Why then, and what would give an earlier day: some milliseconds.</summary>
    public async Task<DateReasons> Reasons(DateQuestion question, CancellationToken cancel) => find.Run(await plans.For(question.Plant, question.Product, cancel), question);
}
