using Microsoft.Extensions.Localization;
using Troth.Platform.Web;
using Troth.Portal.Access;
using Troth.Promises.Contracts;

namespace Troth.Portal.Deciding;

/// <summary>Where customers answer whether a promised delivery may move.</summary>
internal static class QuestionRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var own = app.MapGroup(PortalRoutes.Root).ExcludeFromDescription().ForCustomers();
        own.MapGet("/questions/{question}", (PortalReader reader, QuestionsForCustomers questions, string question, CancellationToken cancel) =>
            Show(reader, questions, question, null, null, cancel));
        own.MapPost("/questions/{question}/answer", async (HttpContext http, PortalReader reader, QuestionsForCustomers questions, IStringLocalizer<Words> words,
            string question, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () =>
                {
                    var answer = new MoveAnswer(form.Text("answer"), form.Day("until"), form.Text("said"), form.Day("on"),
                        Guid.TryParse(form.Text("key"), out var key) ? key : null);
                    form.Errors.ThrowIfAny();
                    return questions.Answer(reader.AccountId, reader.ContactId, reader.Name, question, answer, cancel);
                },
                _ => Pages.SeeOther($"/portal/questions/{question}", words["question.thanks"]),
                refusal => Show(reader, questions, question, form, refusal, cancel));
        });
        var api = app.MapGroup("/api/portal/questions").ForCustomers().WithTags("Customer's page");
        api.MapGet("", (PortalReader reader, QuestionsForCustomers questions, CancellationToken cancel) => questions.Run(reader.AccountId, false, cancel))
            .WithSummary("Whether promised deliveries of one's own company may move: what was asked and answered");
        api.MapGet("/{question}", (PortalReader reader, QuestionsForCustomers questions, string question, CancellationToken cancel) =>
            questions.One(reader.AccountId, question, cancel)).WithSummary("One of them");
        api.MapPut("/{question}/answer", (PortalReader reader, QuestionsForCustomers questions, string question, MoveAnswer answer, CancellationToken cancel) =>
            questions.Answer(reader.AccountId, reader.ContactId, reader.Name, question, answer, cancel)).WithSummary("Says yes, no, or up to which later day")
            .WithDescription("`on` is the day that was shown and `key` the word that the question carries: an answer counts once.");
    }

    private static async Task<IResult> Show(PortalReader reader, QuestionsForCustomers questions, string question, FormValues? typed, Refusal? refusal,
        CancellationToken cancel) => Pages.Show<QuestionPage>(
            new { Question = await questions.One(reader.AccountId, question, cancel), Typed = typed, Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
}
