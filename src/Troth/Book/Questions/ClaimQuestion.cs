using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Book.Questions;

/// <summary>
/// What the evidence asks about a claim: once a claim, of the seller first. Raised by the figures, closed when they no longer ask;
/// the answer stays.
/// </summary>
public sealed class ClaimQuestion : Record
{
    public const int AnswerMax = 4000;

    public required Guid ClaimId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>Who was asked.</summary>
    public Guid? SellerId { get; set; }
    public DateOnly AskedOn { get; private set; }

    /// <summary>What the figures were when it was asked, as JSON: <see cref="QuestionFacts"/>.</summary>
    public string Facts { get; private set; } = "";
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateOnly? ClosedOn { get; private set; }

    public bool IsOpen => ClosedOn is null;

    public void Ask(DateOnly today, string facts) => (AskedOn, Facts) = (today, facts);

    /// <summary>
    /// The figures ask again. A seller who has not answered gets the whole time anew when it was long closed, so that nobody reads of it first.
    /// </summary>
    public void AskAgain(DateOnly today, int sellersDays, string facts)
    {
        if (Answer is null && ClosedOn is { } closed && today >= closed.AddDays(sellersDays)) Ask(today, facts);
        ClosedOn = null;
    }

    public void Close(DateOnly today) => ClosedOn ??= today;

    /// <summary>Why the seller still invests. May be said anew; the history keeps what was said before.</summary>
    public void AnswerWith(string? answer, string by, DateTimeOffset now)
    {
        answer = answer?.Trim() ?? "";
        if (answer.Length == 0) throw new BadInputException(nameof(Answer), Words.Say("question.noAnswer"));
        var errors = new FieldErrors();
        errors.Longest(nameof(Answer), answer, AnswerMax);
        errors.ThrowIfAny();
        (Answer, AnsweredBy, AnsweredAt) = (answer, by, now);
    }
}

/// <summary>The figures behind a question, as they were when it was asked. Amounts in the base currency.</summary>
/// <param name="SaidOn">When the customer said what it could buy; null where similar accounts do.</param>
public sealed record QuestionFacts(
    int Step, DateOnly ClaimedOn, string ClaimedBy, DateOnly AsOf, string Currency,
    decimal Bought, decimal Potential, decimal Low, decimal High, int Peers, double Penetration, DateOnly? SaidOn = null);
