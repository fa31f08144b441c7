using Troth.Platform.Web;

namespace Troth.Accounts.Contracts;

/// <summary>The five steps in which a seller words a relationship, from 1 (one of many) to 5 (trusted adviser).</summary>
public static class ClaimWords
{
    public const int Lowest = 1, Highest = 5;

    /// <summary>Two or three words: "trusted adviser".</summary>
    public static Text Short(int step) => Text.Of<Words>($"claim.{Known(step)}.short");

    /// <summary>The whole sentence that the seller agreed to: "They treat us as a trusted adviser".</summary>
    public static Text Sentence(int step) => Text.Of<Words>($"claim.{Known(step)}.sentence");

    private static int Known(int step) => step is >= Lowest and <= Highest ? step : throw new ArgumentOutOfRangeException(nameof(step), step, "Claims have five steps.");
}
