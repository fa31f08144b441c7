using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.Questions;

/// <summary>Asks about every claim that the figures question, once, and closes the questions they no longer ask.</summary>
public sealed class RaiseQuestions
{
    private readonly BookInput input;
    private readonly Dictionary<Guid, (Guid Id, DateOnly AskedOn, DateOnly? ClosedOn, bool Answered)> asked;
    private readonly Dictionary<(Guid Account, Guid? Seller), DateOnly> goingOn;
    private readonly List<ClaimQuestion> raised = [];
    private readonly Dictionary<Guid, string> again = [];
    private readonly HashSet<Guid> standing = [];

    private RaiseQuestions(BookInput input, Dictionary<Guid, (Guid, DateOnly, DateOnly?, bool)> asked, Dictionary<(Guid, Guid?), DateOnly> goingOn) =>
        (this.input, this.asked, this.goingOn) = (input, asked, goingOn);

    public static async Task<RaiseQuestions> About(BookInput input, TrothContext db, CancellationToken cancel)
    {
        var rows = await db.ClaimQuestions.AsNoTracking()
            .Select(q => new { q.Id, q.ClaimId, q.AccountId, q.SellerId, q.AskedOn, q.ClosedOn, Answered = q.Answer != null }).ToListAsync(cancel);
        return new(input, rows.ToDictionary(q => q.ClaimId, q => (q.Id, q.AskedOn, q.ClosedOn, q.Answered)),
            rows.Where(q => GoesOn(q.ClosedOn, input.Today, input.QuestionDays)).GroupBy(q => (q.AccountId, q.SellerId)).ToDictionary(g => g.Key, g => g.Min(q => q.AskedOn)));
    }

    /// <summary>
    /// The day from which the seller's time counts when a claim is questioned that was not asked about yet: today, or the day of the question that
    /// it takes over from. Who says a questioned claim anew does not get the whole time anew, or it would never reach the manager.
    /// </summary>
    internal static async Task<DateOnly> Since(TrothContext db, BookFigure figure, DateOnly today, int sellersDays, CancellationToken cancel)
    {
        var from = today.AddDays(-sellersDays);
        var asked = await db.ClaimQuestions.Where(q => q.AccountId == figure.AccountId && q.SellerId == figure.SellerId && (q.ClosedOn == null || q.ClosedOn > from))
            .Select(q => q.AskedOn).ToListAsync(cancel);
        return asked.Append(today).Min();
    }

    private static bool GoesOn(DateOnly? closed, DateOnly today, int sellersDays) => closed is null || closed > today.AddDays(-sellersDays);

    /// <summary>Notes when the question behind a smoke screen was asked: today, when it is new.</summary>
    public BookFigure Ask(BookFigure figure)
    {
        if (figure.Kind != RelationshipKind.SmokeScreen || figure.ClaimId is not { } claim) return figure;
        if (!asked.TryGetValue(claim, out var known))
        {
            var since = goingOn.GetValueOrDefault((figure.AccountId, figure.SellerId), input.Today);
            raised.Add(New(figure, since, input.Window!.Value.AsOf, input.Currency));
            figure.AskedOn = since;
            return figure;
        }
        standing.Add(known.Id);
        figure.AskedOn = known.AskedOn;
        if (known.ClosedOn is { } closed)
        {
            again[known.Id] = Facts(figure, input.Window!.Value.AsOf, input.Currency);
            if (!known.Answered && input.Today >= closed.AddDays(input.QuestionDays)) figure.AskedOn = input.Today;
        }
        return figure;
    }

    public async Task Save(IServiceScopeFactory scopes, CancellationToken cancel)
    {
        foreach (var chunk in raised.Chunk(500)) await In(scopes, db => { db.AddRange(chunk); return Task.CompletedTask; }, cancel);
        var over = asked.Values.Where(q => q.ClosedOn is null && !standing.Contains(q.Id)).Select(q => q.Id);
        foreach (var ids in over.Concat(again.Keys).Chunk(500))
            await In(scopes, async db =>
            {
                foreach (var question in await db.ClaimQuestions.Where(q => ids.Contains(q.Id)).ToListAsync(cancel))
                    if (again.TryGetValue(question.Id, out var facts)) question.AskAgain(input.Today, input.QuestionDays, facts);
                    else question.Close(input.Today);
            }, cancel);
    }

    internal static ClaimQuestion New(BookFigure figure, DateOnly since, DateOnly asOf, string currency)
    {
        var question = new ClaimQuestion { ClaimId = figure.ClaimId!.Value, AccountId = figure.AccountId, SellerId = figure.SellerId };
        question.Ask(since, Facts(figure, asOf, currency));
        return question;
    }

    internal static string Facts(BookFigure figure, DateOnly asOf, string currency) => JsonSerializer.Serialize(
        new QuestionFacts(figure.Claimed, figure.ClaimedOn!.Value, figure.ClaimedBy!, asOf, currency, figure.Bought, figure.Potential!.Value,
            figure.PotentialLow!.Value, figure.PotentialHigh!.Value, figure.Peers, figure.Penetration!.Value, figure.PotentialOn), JsonSerializerOptions.Web);

    private static Task In(IServiceScopeFactory scopes, Func<TrothContext, Task> work, CancellationToken cancel) => SaveAgain.While(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        await work(db);
        await db.SaveChangesAsync(cancel);
    });
}
