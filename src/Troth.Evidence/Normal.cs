namespace Troth.Evidence;

/// <summary>The few values of the standard normal distribution that the other files need.</summary>
internal static class Normal
{
    /// <summary>The z whose central interval holds the given share: 1.959964 for .95.</summary>
    public static double TwoSided(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, both excluded.");
        return MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, .5 + confidence / 2);
    }

    /// <summary>The z below which so much lies.</summary>
    public static double Quantile(double share) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, share);

    /// <summary>The chance of a value at least |z| away from 0 on either side.</summary>
    public static double TwoSidedTail(double z) => MathNet.Numerics.SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));
}
