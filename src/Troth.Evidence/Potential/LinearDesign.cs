namespace Troth.Evidence;

/// <summary>
/// Turns an account's place into the columns of a linear fit: an intercept, each number within the range seen, whether it is
/// unknown, and a column for each category that enough buyers share.
/// </summary>
internal sealed class LinearDesign
{
    private const int MostCategories = 12;
    private readonly int numbers;
    private readonly (float Low, float High)[] seen;
    private readonly int[] marks;
    private readonly (int Coordinate, float Code)[] categories;

    /// <param name="places">Places of the buyers to fit on.</param>
    /// <param name="numbers">How many coordinates are numbers.</param>
    /// <param name="least">Buyers needed on both sides of a yes-or-no column.</param>
    /// <param name="withCategories">False: numbers only.</param>
    public LinearDesign(IReadOnlyList<float[]> places, int numbers, int least, bool withCategories)
    {
        this.numbers = numbers;
        seen = [.. Enumerable.Range(0, numbers).Select(c =>
        {
            float[] sorted = [.. places.Select(p => p[c]).Order()];
            return (sorted[sorted.Length / 100], sorted[sorted.Length - 1 - sorted.Length / 100]);
        })];
        bool Enough(int count) => count >= least && count <= places.Count - least;
        marks = [.. Enumerable.Range(numbers, numbers).Where(c => Enough(places.Count(p => p[c] == 1)))];
        categories = !withCategories ? [] : [.. Enumerable.Range(2 * numbers, places[0].Length - 2 * numbers).SelectMany(c => places
            .GroupBy(p => p[c]).Select(g => (Coordinate: c, Code: g.Key, Count: g.Count())).Where(g => Enough(g.Count))
            .OrderByDescending(g => g.Count).ThenBy(g => g.Code).Take(MostCategories)
            .Select(g => (g.Coordinate, g.Code)))];
    }

    public int Width => 1 + numbers + marks.Length + categories.Length;

    public void Fill(float[] place, Span<double> row)
    {
        row[0] = 1;
        var at = 1;
        // Beyond what was seen the line is not drawn on: it would promise the largest account the moon.
        for (var c = 0; c < numbers; c++) row[at++] = Math.Clamp(place[c], seen[c].Low, seen[c].High);
        foreach (var mark in marks) row[at++] = place[mark];
        foreach (var (coordinate, code) in categories) row[at++] = place[coordinate] == code ? 1 : 0;
    }
}
