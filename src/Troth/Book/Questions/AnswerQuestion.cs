using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;

namespace Troth.Book.Questions;

/// <summary>The seller says why the account is still worth the time.</summary>
public sealed class AnswerQuestion(TrothContext db, ListQuestions questions, Reader reader, LiveNews news, TimeProvider time)
{
    public sealed record Request
    {
        public string? Answer { get; init; }

        /// <summary>The version that was read; null takes whatever there is.</summary>
        public int? Version { get; init; }
    }

    public async Task<QuestionRow> Run(Guid id, Request request, CancellationToken cancel)
    {
        var seen = await questions.One(id, cancel) ?? throw new NotFoundException(Words.Say("question.this"));
        if (!seen.Mine) throw new BusinessRuleException("question.not-yours", Words.Say("question.notYours", seen.Seller ?? Words.Say("question.itsSeller")));
        var question = await db.ClaimQuestions.SingleAsync(q => q.Id == id, cancel);
        if (request.Version is { } version) db.Expect(question, version);
        question.AnswerWith(request.Answer, reader.Name, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        news.Publish(BookTopics.Book);
        return (await questions.One(id, cancel))!;
    }
}
