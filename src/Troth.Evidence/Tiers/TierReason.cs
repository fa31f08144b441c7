namespace Troth.Evidence;

/// <summary>What a reason for or against a tier looks at.</summary>
public enum TierMeasure
{
    /// <summary>What it could buy, beside the border of the few or of the small. Amount; n: similar buyers.</summary>
    Size,

    /// <summary>Bought ÷ potential, beside the border of high penetration. Share; n: similar buyers.</summary>
    Penetration,

    /// <summary>Orders in both years. Count; n: the orders.</summary>
    Relationship,

    /// <summary>Growth over the year before. Share; n: the orders of both years.</summary>
    Growth,

    /// <summary>What an hour there would bring if it bought all it could, beside what one must bring. Amount; n: orders of the year.</summary>
    Hours,

    /// <summary>Orders that needed nobody's judgement. Share; n: orders of the year that were sorted.</summary>
    SimpleOrders,

    /// <summary>Deliveries to it kept, beside those to all. Share; n: deliveries promised.</summary>
    OurWord,

    /// <summary>Called great by its seller, and what it buys does not show it: bought ÷ potential, beside the border of high penetration. Share; n: similar buyers.</summary>
    Claim,

    /// <summary>The chance that it is still a customer, beside the least one. Share; n: the orders of both years, which are among those it rests on.</summary>
    Alive,
}

/// <summary>One figure that speaks for a tier, or against it.</summary>
/// <param name="Measure">What it looks at.</param>
/// <param name="For">The figure lies on this tier's side of its border: it speaks for it; else to be weighed against it.</param>
/// <param name="Value">The figure.</param>
/// <param name="Range">Its interval; null: counted, not estimated.</param>
/// <param name="Facts">How many facts it rests on.</param>
/// <param name="Border">What it is held against; null: nothing.</param>
public readonly record struct TierReason(TierMeasure Measure, bool For, double Value, Interval? Range, int Facts, double? Border)
{
    /// <summary>
    /// How far the figure is from what it is held against: the logarithm of their ratio, larger weighs more. Hours that bring enough are a check
    /// that was passed and weigh nothing.
    /// </summary>
    internal double Weight => Measure == TierMeasure.Hours ? 0 : Border is > 0 and { } border && Value > 0 ? Math.Abs(Math.Log(Value / border)) : Measure == TierMeasure.Growth ? Math.Abs(Value) : 0;
}

/// <summary>A proposal for one account.</summary>
/// <param name="Tier">What is proposed; null: nothing, see <paramref name="Why"/>.</param>
/// <param name="Why">Why nothing is proposed.</param>
/// <param name="Held">The figures alone would say <paramref name="Alone"/>, but their interval holds the present tier too: it stays.</param>
/// <param name="Alone">What the figures say without their intervals and without the present tier.</param>
/// <param name="Near">Tiers at the other ends of the interval: the account is near their border.</param>
/// <param name="Reasons">The one that decides first, the others by weight. Where the account is held the first may speak against its tier. Where it is likely gone: that chance alone.</param>
/// <param name="Next">What keeps it from the next tier up; null in the highest, and where its interval alone holds it.</param>
/// <param name="Stake">
/// What the decision is about, an amount a year: all it could buy (key), what it could buy more (grow), what it buys and might stop buying (keep,
/// online, demote). Never more than the larger of what it buys and could buy; 0 where nothing is proposed.
/// </param>
public sealed record TierProposal(
    AccountTier? Tier, NoTier? Why, bool Held, AccountTier? Alone, IReadOnlyList<AccountTier> Near, IReadOnlyList<TierReason> Reasons, TierReason? Next, double Stake)
{
    /// <summary>The next tier up from what is proposed.</summary>
    public AccountTier? NextTier => Tier is { } tier and not AccountTier.Key ? tier + 1 : null;
}
