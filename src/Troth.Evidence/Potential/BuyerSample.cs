namespace Troth.Evidence;

/// <summary>The buyers that a model learns from, in an order that chance has mixed: any first part of it is a fair sample.</summary>
internal sealed class BuyerSample
{
    public BuyerSample(IReadOnlyList<AccountFacts> buyers, PotentialSettings settings)
    {
        var mixed = buyers.ToArray();
        new Random(settings.Seed).Shuffle(mixed);
        Buyers = [.. mixed.Take(settings.MostBuyers)];
        Firmographics = Firmographics.Learn(Buyers);
        Places = [.. Buyers.Select(Firmographics.Place)];
        LogSpends = [.. Buyers.Select(b => Math.Log(b.Spend))];
    }

    public IReadOnlyList<AccountFacts> Buyers { get; }

    public Firmographics Firmographics { get; }

    public float[][] Places { get; }

    public double[] LogSpends { get; }

    public int Count => Places.Length;

    /// <summary>The first so many of them.</summary>
    public int[] First(int most) => [.. Enumerable.Range(0, Math.Min(most, Count))];
}
