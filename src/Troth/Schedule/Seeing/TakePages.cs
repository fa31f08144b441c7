using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

/// <summary>Taking the described shop into the plan: its problems and what it would do, then the taking.</summary>
internal static class TakePages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/schedule/shop/take", (TakeShop take, TellConsequences tell, Guid? plant, CancellationToken cancel) => Show(take, tell, plant ?? Plant.TheFirst, null, null, cancel))
            .May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost("/schedule/shop/take", async (HttpContext http, TakeShop take, TellConsequences tell, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var plant = Guid.TryParse(form.Text("plant"), out var named) ? named : Plant.TheFirst;
            return await Pages.Submit(
                async () =>
                {
                    try
                    {
                        return await take.Run(plant, cancel, taking =>
                        {
                            if (TellConsequences.Seen(taking.Before!, taking.Plan!) != form.Text("seen")) throw new BusinessRuleException("planMoved", Words.Say("refused.moved"));
                        }, form.Text("reason"));
                    }
                    catch (NotAllowedException not)
                    {
                        throw new BusinessRuleException("notAllowed", not.Message);
                    }
                },
                _ => Pages.SeeOther($"/schedule?plant={plant}", words["take.done"]),
                refusal => Show(take, tell, plant, refusal, form["reason"], cancel));
        }).May(Right.KeepSchedule).ExcludeFromDescription();
    }

    private static async Task<IResult> Show(TakeShop take, TellConsequences tell, Guid plant, Refusal? refusal, string? reason, CancellationToken cancel)
    {
        ShopTaking? taking = null;
        try
        {
            taking = await take.Look(plant, cancel);
        }
        catch (BadInputException wrong)
        {
            // What is gone and still needed is named with the orders that need it.
            refusal ??= Refusal.Of(wrong)! with { Status = StatusCodes.Status200OK };
        }
        var consequences = taking is { Before: { } before, Plan: { } after } ? await tell.Run(before, new Outcome(after, Replan: taking.Moved), cancel) : null;
        return Pages.Show<TakePage>(new { Plant = plant, Taking = taking, Consequences = consequences, Refusal = refusal, Reason = reason }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
