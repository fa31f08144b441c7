using System.Collections.Concurrent;
using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Contracts;

/// <summary>Answers when something can be had, from the plan in memory: no database is asked.</summary>
public sealed class AskDate(TimeProvider time)
{
    private static readonly ConcurrentBag<(Shop Shop, Quoter Quoter)> Idle = [];

    /// <summary>The answer of one plan.</summary>
    /// <exception cref="BadInputException">A value is out of range; it is named.</exception>
    public DateOffer Run(PlantPlan plan, DateQuestion question)
    {
        var asked = Asked.Of(plan, question, time.GetUtcNow());
        if (asked.Product < 0) return asked.None(NoDateReason.NotInPlan, Words.Say("date.notInPlan"));
        var quote = Quote(plan, asked.Request);
        return quote.HasDate ? asked.Offer(quote) : asked.None(quote);
    }

    /// <summary>A quoter has working memory and serves one question at a time; those of another shop are let go.</summary>
    internal static Quote Quote(PlantPlan plan, in QuoteRequest request)
    {
        if (!Idle.TryTake(out var idle) || !ReferenceEquals(idle.Shop, plan.Plan.Shop)) idle = (plan.Plan.Shop, new Quoter(plan.Plan.Shop));
        try
        {
            return idle.Quoter.Of(plan.Plan, request);
        }
        catch (ShopRefusedException refused)
        {
            throw new BadInputException(refused.Code, refused.Message);
        }
        finally
        {
            Idle.Add(idle);
        }
    }
}
