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
    public const int UsualEstimateMonths = 12;

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

    /// <summary>How long what a customer said it could buy counts, unless its record says otherwise.</summary>
    public int EstimateMonths { get; set; } = UsualEstimateMonths;

    /// <summary>What counts as a family of products where it is told what similar accounts buy besides.</summary>
    public FamilyLevel FamiliesBy { get; set; }
}

/// <summary>How finely products are sorted: by their family, or by the category within it.</summary>
public enum FamilyLevel { Family, Category }
