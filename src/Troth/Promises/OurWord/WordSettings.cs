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
    public const int UsualReturnDays = 60, MostReturnDays = 3650, UsualRiskHours = 2, MostRiskHours = 200, ReasonMax = 400;
    public const int UsualOwnTimes = 3, MostOwnTimes = 1000, UsualOwnDays = 3, MostOwnDays = 365, UsualOwnOrders = 10, MostOwnOrders = 1000;

    /// <summary>One for all, so that two changes at one moment cannot make two.</summary>
    public static readonly Guid TheOne = new("01900000-0000-7000-8000-000000000020");

    public WordSettings() => Id = TheOne;

    public SellerFigures Sellers { get; private set; } = SellerFigures.OwnTeam;

    /// <summary>Why single sellers' figures are shown as they are; null as long as nobody has changed that.</summary>
    public string? Reason { get; private set; }

    /// <summary>So long after it was done a return for our fault breaks a promise.</summary>
    public int ReturnDays { get; private set; } = UsualReturnDays;

    /// <summary>After so many working hours of the plant customers see by themselves that a delivery is in danger.</summary>
    public int RiskHours { get; private set; } = UsualRiskHours;

    /// <summary>Customers order by themselves up to so many times what they usually order of an item.</summary>
    public int OwnTimes { get; private set; } = UsualOwnTimes;

    /// <summary>And what takes up to so many days of a work center, within a week.</summary>
    public int OwnDays { get; private set; } = UsualOwnDays;

    /// <summary>And so often within a day; 0: nothing is confirmed by itself.</summary>
    public int OwnOrders { get; private set; } = UsualOwnOrders;

    /// <summary>Who sees what about single people is not changed without saying why.</summary>
    public void Show(SellerFigures sellers, string? reason)
    {
        if (sellers == Sellers) return;
        reason = reason?.Trim();
        if (string.IsNullOrEmpty(reason)) throw new BadInputException(nameof(Reason), Words.Say("settings.noReason"));
        if (reason.Length > ReasonMax) throw new BadInputException(nameof(Reason), Words.Say("settings.longReason", reason.Length, ReasonMax));
        (Sellers, Reason) = (sellers, reason);
    }

    public void Settle(int returnDays, int riskHours, int ownTimes, int ownDays, int ownOrders)
    {
        if (ownTimes is < 1 or > MostOwnTimes) throw new BadInputException(nameof(OwnTimes), Words.Say("settings.own", ownTimes, 1, MostOwnTimes));
        if (ownDays is < 0 or > MostOwnDays) throw new BadInputException(nameof(OwnDays), Words.Say("settings.own", ownDays, 0, MostOwnDays));
        if (ownOrders is < 0 or > MostOwnOrders) throw new BadInputException(nameof(OwnOrders), Words.Say("settings.own", ownOrders, 0, MostOwnOrders));
        if (riskHours is < 0 or > MostRiskHours) throw new BadInputException(nameof(RiskHours), Words.Say("settings.hours", riskHours, MostRiskHours));
        if (returnDays is < 1 or > MostReturnDays) throw new BadInputException(nameof(ReturnDays), Words.Say("settings.days", returnDays, MostReturnDays));
        (ReturnDays, RiskHours, OwnTimes, OwnDays, OwnOrders) = (returnDays, riskHours, ownTimes, ownDays, ownOrders);
    }
}

/// <summary>Where somebody looked: how well we keep our word, the team, or one seller's sheet.</summary>
public enum LookedAt { Word, Team, Sheet }

/// <summary>That somebody looked at a seller's figures. People can read who did. The database takes none back.</summary>
public sealed class WordLook
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public required Guid UserId { get; init; }
    public required string Who { get; init; }

    /// <summary>Whose figures; null for all sellers in one list.</summary>
    public Guid? SellerId { get; init; }

    /// <summary>The team whose sellers stood in that list; null for all.</summary>
    public Guid? TeamId { get; init; }
    public LookedAt Page { get; init; }
}
