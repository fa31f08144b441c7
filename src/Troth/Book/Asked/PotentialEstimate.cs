using Troth.Platform.Data;

namespace Troth.Book.Asked;

/// <summary>Where a figure for what an account could buy comes from.</summary>
public enum PotentialSource
{
    /// <summary>What similar accounts buy.</summary>
    Formula,

    /// <summary>The customer said it.</summary>
    Asked,

    /// <summary>One of us guesses.</summary>
    Guess,
}

/// <summary>
/// What somebody said an account could buy from us in twelve months: the customer when asked, or one of us by guess. Added, never edited: the
/// newest counts until it expires, the earlier ones stay to be read, and one that was wrong is withdrawn.
/// </summary>
public sealed class PotentialEstimate : ImportableRecord
{
    public const int NoteMax = 2000;

    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;

    /// <summary>Asked or Guess; the formula's figure is none of these records.</summary>
    public required PotentialSource Source { get; init; }
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }

    /// <summary>Who was asked, where that is known.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>The day it was said.</summary>
    public required DateOnly GivenOn { get; init; }

    /// <summary>The last day on which it counts.</summary>
    public required DateOnly ExpiresOn { get; init; }
    public string? Note { get; init; }

    /// <summary>Orders those of one day.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }

    /// <summary>The same word of the same account, put down by the same person: sent again, not said again.</summary>
    public bool Repeats(PotentialEstimate other) =>
        (AccountId, Source, Amount, Currency, ContactId) == (other.AccountId, other.Source, other.Amount, other.Currency, other.ContactId)
        && (GivenOn, ExpiresOn, Note, RecordedBy) == (other.GivenOn, other.ExpiresOn, other.Note, other.RecordedBy);
}
