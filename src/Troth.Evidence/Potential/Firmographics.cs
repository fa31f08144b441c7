namespace Troth.Evidence;

/// <summary>
/// Puts accounts into a common space: numbers on a scale where most lie between −1.3 and 1.3, unknown marked apart, categories
/// as codes. Learnt from the buyers alone.
/// </summary>
internal sealed class Firmographics
{
    private readonly NumberScale[] scales;
    private readonly Dictionary<string, int>[] codes;

    private Firmographics(NumberScale[] scales, Dictionary<string, int>[] codes) => (this.scales, this.codes) = (scales, codes);

    public int Numbers => scales.Length;

    public int Categories => codes.Length;

    public int Features => Numbers + Categories;

    public static Firmographics Learn(IReadOnlyList<AccountFacts> buyers)
    {
        var first = buyers[0];
        var scales = new NumberScale[first.Numbers.Count];
        for (var f = 0; f < scales.Length; f++)
            scales[f] = NumberScale.Learn([.. buyers.Where(b => b.Numbers[f] is not null).Select(b => b.Numbers[f]!.Value)]);

        var codes = new Dictionary<string, int>[first.Categories.Count];
        for (var f = 0; f < codes.Length; f++)
        {
            codes[f] = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var buyer in buyers) codes[f].TryAdd(Name(buyer.Categories[f]), codes[f].Count);
        }

        return new Firmographics(scales, codes);
    }

    /// <summary>The account's place: numbers, then for each number whether it is unknown (0 or 1), then category codes.</summary>
    public float[] Place(AccountFacts account)
    {
        var place = new float[2 * Numbers + Categories];
        for (var f = 0; f < Numbers; f++)
        {
            // Unknown stands at the middle and is marked, so it is neither near nor far from anybody by accident.
            if (account.Numbers[f] is { } number) place[f] = scales[f].Place(number);
            else place[Numbers + f] = scales[f].Constant ? 0 : 1;
        }

        for (var f = 0; f < Categories; f++)
            place[2 * Numbers + f] = codes[f].GetValueOrDefault(Name(account.Categories[f]), -1); // −1: no buyer is of this kind
        return place;
    }

    private static string Name(string? category) => string.IsNullOrWhiteSpace(category) ? "" : category.Trim();
}
