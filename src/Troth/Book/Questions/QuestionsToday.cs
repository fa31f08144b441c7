using Microsoft.Extensions.Localization;
using Troth.Platform.Web;

namespace Troth.Book.Questions;

/// <summary>A seller's questions stand first on Today; a manager reads those that the seller has had time to answer, and new answers.</summary>
public sealed class QuestionsToday(ListQuestions questions, BookWhy why, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel) =>
        [.. (await questions.ToDo(limit, cancel)).Select((q, rank) => q.Mine
            ? Item(q, words["today.title", q.AccountName], why.Ask(q.Facts), words["today.answer"], rank - limit)
            : Item(q, words["today.title.manager", q.AccountName, q.Seller ?? words["nobody"]], q.Answer ?? words["question.unanswered", formats.Date(q.AskedOn)], words["today.read"], rank))];

    private TodayItem Item(QuestionRow question, string title, string text, string act, double rank) =>
        new(words["today.questions"], formats.DayMonth(question.AskedOn), title, text, $"/book/{question.Account}", act, rank, Tone.Risk);
}
