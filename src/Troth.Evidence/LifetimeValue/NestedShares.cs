namespace Troth.Evidence;

/// <summary>
/// Which part of a predictive distribution an interval cuts out, for every level the part of a lower level and more: around the middle, or up
/// from the bottom where nothing at all is likely enough that a lower end cannot be cut off.
/// </summary>
internal static class NestedShares
{
    /// <summary>The share that the intervals grow from: 0 where the chance of nothing is a tail or more, else one half.</summary>
    public static double Centre(double nothing, double level) => nothing >= (1 - level) / 2 ? 0 : .5;

    /// <summary>The shares between which so much lies.</summary>
    public static (double From, double To) Of(double centre, double level) => (centre * (1 - level), centre + (1 - centre) * level);

    /// <summary>The least level whose interval reaches a place in the distribution.</summary>
    public static double Reaching(double centre, double place) => place < centre ? 1 - place / centre : (place - centre) / (1 - centre);
}
