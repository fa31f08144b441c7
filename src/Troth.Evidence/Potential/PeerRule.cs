namespace Troth.Evidence;

/// <summary>How peers are chosen: what counts, how many, and how far their quantile is drawn to the whole book's.</summary>
/// <param name="Weights">How much each feature counts in the distance.</param>
/// <param name="Nearest">How many peers.</param>
/// <param name="Shrink">The whole book's quantile counts as this many peers.</param>
internal sealed record PeerRule(float[] Weights, int Nearest, double Shrink)
{
    /// <summary>With fewer buyers any choice would be chance; then all features count alike.</summary>
    public const int LeastToTune = 25;

    /// <summary>All features alike.</summary>
    public static PeerRule Untuned(int features, int buyers)
    {
        var weights = new float[features];
        Array.Fill(weights, 1);
        return new PeerRule(weights, Math.Min(Math.Clamp(buyers / 6, 30, 80), buyers), buyers < LeastToTune ? 8 : 3);
    }

    /// <summary>The rule for a larger field: peers grow with the root of the buyers, up to 300, so they come closer and become more.</summary>
    public PeerRule For(int buyers, int tunedOn)
    {
        var grown = (int)(Nearest * Math.Sqrt(Math.Max(1, (double)buyers / tunedOn)));
        return this with { Nearest = Math.Max(Nearest, Math.Min(300, grown)) };
    }

    /// <summary>The peers' quantile, drawn to the whole book's by the weight of its evidence.</summary>
    public double Draw(double peers, double worth, double whole) => (worth * peers + Shrink * whole) / (worth + Shrink);
}
