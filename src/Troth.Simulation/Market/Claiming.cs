using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>
/// What sellers say of their relationships. Claims carry little truth: between accounts, step and true penetration correlate by about
/// .2 and never above .3.
/// </summary>
internal static class Claiming
{
    /// <summary>Share of accounts nobody has claimed yet.</summary>
    public const double Unclaimed = .10;

    public static SimulatedClaim? Draw(
        SimulationSettings settings, string accountKey, HiddenSeller seller, HiddenAccount hidden, double shareTwoYearsAgo, Workdays workdays, Dice dice)
    {
        var claimedOn = workdays.Add(settings.AsOf.AddDays(-12), -dice.Below(180));
        var feeling = settings.Variant switch
        {
            SimulationVariant.Usual => ByStyle(seller.Style, hidden.Penetration),
            SimulationVariant.Uneven => ByStyle(seller.Style, hidden.Penetration) + BySize(hidden.Potential),
            _ => Anchored(seller.Style, shareTwoYearsAgo, dice),
        };
        var step = Math.Clamp((int)Math.Round(feeling + .8 * dice.Normal()), 1, 5);
        return dice.Happens(Unclaimed) ? null : new SimulatedClaim(accountKey, seller.Seller.Key, step, claimedOn);
    }

    /// <summary>Rosy sellers call most accounts great; honest ones see part of the truth; guarded ones claim little.</summary>
    private static double ByStyle(ClaimStyle style, double penetration)
    {
        var (usual, insight) = style switch
        {
            ClaimStyle.Rosy => (4.25, .10),
            ClaimStyle.Honest => (3.15, .33),
            _ => (2.65, .15),
        };
        return usual + insight * Standard(penetration);
    }

    /// <summary>A halo: large accounts are called great because they are large (half a step a deviation of log potential).</summary>
    private static double BySize(double potential) => .5 * Math.Clamp((Elementary.Log(potential) - 10.8) / 1.2, -2, 2);

    /// <summary>Claims made once and kept: a third are the four everybody writes, the rest see the share of two years ago.</summary>
    private static double Anchored(ClaimStyle style, double shareTwoYearsAgo, Dice dice) =>
        dice.Happens(.33) ? 4 : ByStyle(style, shareTwoYearsAgo);

    private static double Standard(double share) => (share - .42) / .33;
}
