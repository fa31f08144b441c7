using Troth.Platform.Data;

namespace Troth.Identity;

/// <summary>The company that uses Troth; one row.</summary>
public sealed class Company : Record
{
    /// <summary>One for all, so that two set-ups at the same moment cannot make two companies.</summary>
    private static readonly Guid TheOne = new("01900000-0000-7000-8000-000000000001");

    public Company() => Id = TheOne;

    public const int NameMax = 200;
    public const decimal UsualThreshold = 0.5m;
    public const int UsualQuestionDays = 14;

    public required string Name { get; set; }
    public required string BaseCurrency { get; set; }
    public required string Culture { get; set; }
    public required string TimeZone { get; set; }

    /// <summary>Made-up people and figures; shows its sign-ins and answers on loopback only.</summary>
    public bool IsSample { get; init; }

    /// <summary>Penetration from which an account counts as an asset.</summary>
    public decimal PenetrationThreshold { get; set; } = UsualThreshold;

    /// <summary>How long a question about a claim is the seller's alone.</summary>
    public int QuestionDays { get; set; } = UsualQuestionDays;
}
