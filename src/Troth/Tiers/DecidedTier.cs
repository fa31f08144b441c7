using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Tiers;

/// <summary>What people made of a proposal.</summary>
public enum TierAnswer
{
    /// <summary>Taken as proposed.</summary>
    Accepted,

    /// <summary>Another tier was chosen.</summary>
    Chosen,

    /// <summary>Left as it is.</summary>
    Declined,
}

/// <summary>The tier of an account that people decided; one a account, and its history that of the account. It stays until somebody changes it.</summary>
public sealed class DecidedTier : Record
{
    public const int ReasonMax = 1000, ByMax = 200;

    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;

    /// <summary>Null: a proposal was declined before there was any.</summary>
    public AccountTier? Tier { get; private set; }
    public TierAnswer Answer { get; private set; }

    /// <summary>Why; always there where it goes against the proposal.</summary>
    public string? Reason { get; private set; }

    /// <summary>How often it was decided: which of the decisions counts now.</summary>
    public int Decisions { get; private set; }

    public void Decide(AccountTier? tier, TierAnswer answer, string? reason) =>
        (Tier, Answer, Reason, Decisions) = (tier, answer, reason, Decisions + 1);
}

/// <summary>One decision as it was made, with the figures of that moment; never changed.</summary>
public sealed class TierDecision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }

    /// <summary>1 the first.</summary>
    public required int Nth { get; init; }
    public required TierAnswer Answer { get; init; }

    /// <summary>The account's tier from then on.</summary>
    public AccountTier? Tier { get; init; }
    public AccountTier? Before { get; init; }
    public AccountTier? Proposed { get; init; }
    public string? Reason { get; init; }
    public required string DecidedBy { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Last day of the twelve months that the figures are of.</summary>
    public required DateOnly AsOf { get; init; }
    public required string Currency { get; init; }
    public required decimal Bought { get; init; }
    public required int Orders { get; init; }
    public decimal? Potential { get; init; }
    public decimal? PotentialLow { get; init; }
    public decimal? PotentialHigh { get; init; }
    public required int Peers { get; init; }
    public double? Growth { get; init; }
    public required double Hours { get; init; }
    public required bool HoursSaid { get; init; }
    public required int Promised { get; init; }
    public required int Kept { get; init; }

    /// <summary>On this day the same proposal may come back.</summary>
    public required DateOnly ComesBackOn { get; init; }
}
