using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Portal;

/// <summary>"You let us down", or "thank you".</summary>
public enum WordKind { LetDown, Thanks }

/// <summary>What a customer told us on their own page, word for word. It is answered once, and never changed.</summary>
public sealed class CustomerWord : Record
{
    public const int TextMax = 4000, NameMax = 200;

    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;
    public required Guid ContactId { get; init; }

    /// <summary>What the contact was called then.</summary>
    public required string SaidBy { get; init; }
    public required DateTimeOffset SaidAt { get; init; }
    public required WordKind Kind { get; init; }

    /// <summary>The order it is about; null: about us.</summary>
    public Guid? OrderId { get; init; }
    public string Text { get; private init; } = "";
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    private CustomerWord() { }

    public static CustomerWord Said(WordKind kind, Guid account, Guid contact, string by, Guid? order, string? text,
        DateTimeOffset now) => new()
    {
        AccountId = account, ContactId = contact, SaidBy = by, SaidAt = now, Kind = kind, OrderId = order,
            Text = Needed("text", text, Words.Say("word.empty")),
    };

    /// <summary>What we say to it; the customer reads it.</summary>
    public void Answered(string by, string? answer, DateTimeOffset now)
    {
        if (AnsweredAt is not null) throw new BusinessRuleException("word.answered", Words.Say("word.answered", AnsweredBy));
        (Answer, AnsweredBy, AnsweredAt) = (Needed("answer", answer, Words.Say("word.noAnswer")), by, now);
    }

    private static string Needed(string field, string? text, string missing)
    {
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(text)) errors.Add(field, missing);
        errors.Longest(field, text?.Trim(), TextMax);
        errors.ThrowIfAny();
        return text!.Trim();
    }
}
