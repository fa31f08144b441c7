using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.OurWord;

/// <summary>Who sees how well single sellers keep their word.</summary>
public enum SellerFigures
{
    /// <summary>Nobody but each seller their own.</summary>
    Off,

    /// <summary>Each seller their own, and the manager of their team the team's.</summary>
    OwnTeam,

    /// <summary>Everybody who may see promises sees all by name.</summary>
    Named,
}

/// <summary>What the company has settled about promises; one row, made when first changed.</summary>
public sealed class WordSettings : Record
{
    public const int UsualReturnDays = 60, MostReturnDays = 3650, UsualRiskHours = 2, MostRiskHours = 200;

    /// <summary>One for all, so that two changes at one moment cannot make two.</summary>
    private static readonly Guid TheOne = new("01900000-0000-7000-8000-000000000020");

    public WordSettings() => Id = TheOne;

    public SellerFigures Sellers { get; private set; } = SellerFigures.OwnTeam;

    /// <summary>So long after it was done a return for our fault breaks a promise.</summary>
    public int ReturnDays { get; private set; } = UsualReturnDays;

    /// <summary>After so many working hours of the plant customers see by themselves that a delivery is in danger.</summary>
    public int RiskHours { get; private set; } = UsualRiskHours;

    public void Settle(SellerFigures sellers, int returnDays, int riskHours)
    {
        if (riskHours is < 0 or > MostRiskHours) throw new BadInputException(nameof(RiskHours), Words.Say("settings.hours", riskHours, MostRiskHours));
        if (returnDays is < 1 or > MostReturnDays) throw new BadInputException(nameof(ReturnDays), Words.Say("settings.days", returnDays, MostReturnDays));
        (Sellers, ReturnDays, RiskHours) = (sellers, returnDays, riskHours);
    }
}

/// <summary>That somebody looked at a seller's figures. People can read who did.</summary>
public sealed class WordLook
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public required Guid UserId { get; init; }
    public required string Who { get; init; }

    /// <summary>Whose figures; null for all sellers in one list.</summary>
    public Guid? SellerId { get; init; }
}
