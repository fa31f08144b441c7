using System.Numerics;

namespace Troth.Evidence;

/// <summary>
/// The buyers that can be peers, in ascending order of level, laid out feature by feature so that the distance from one account to
/// all of them is a few vector operations each.
/// </summary>
internal sealed class PeerField
{
    private readonly float[][] columns;
    private readonly int numbers;
    private readonly int length; // padded to whole vectors

    /// <param name="places">Places of the buyers, in the order of <paramref name="levels"/>.</param>
    /// <param name="levels">Logarithms of their spends, or how far these stand above a common footing; ascending.</param>
    /// <param name="numbers">How many of the coordinates are numbers; as many marks of unknown and then the categories follow.</param>
    public PeerField(IReadOnlyList<float[]> places, double[] levels, int numbers)
    {
        (Levels, this.numbers, Places) = (levels, numbers, places);
        length = (places.Count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        columns = new float[places[0].Length][];
        for (var c = 0; c < columns.Length; c++)
        {
            columns[c] = new float[length];
            for (var i = 0; i < places.Count; i++) columns[c][i] = places[i][c];
        }
    }

    public double[] Levels { get; }

    public IReadOnlyList<float[]> Places { get; }

    public int Count => Places.Count;

    public int Features => columns.Length - numbers;

    /// <summary>Room for the distances to all buyers.</summary>
    public float[] NewDistances() => new float[length];

    /// <summary>
    /// Squared distances from a place. Two independent accounts lie 2 apart in each number on average; a number known of one only, or
    /// another category, counts the same: 1 for the mark (and the place of the known one), 2 for the category.
    /// </summary>
    /// <param name="place">From where.</param>
    /// <param name="weights">How much each feature counts, numbers first; 0 leaves one out.</param>
    /// <param name="distances">Filled; of the length of <see cref="NewDistances"/>.</param>
    public void Measure(float[] place, float[] weights, float[] distances)
    {
        Array.Clear(distances);
        for (var c = 0; c < columns.Length; c++)
        {
            var category = c >= 2 * numbers;
            var weight = weights[c < numbers ? c : c - numbers];
            if (weight == 0) continue;
            var factor = new Vector<float>(category ? 2 * weight : weight);
            var here = new Vector<float>(place[c]);
            var column = columns[c];
            for (var i = 0; i < length; i += Vector<float>.Count)
            {
                var there = new Vector<float>(column, i);
                var apart = here - there;
                var square = category
                    ? Vector.ConditionalSelect(Vector.Equals(here, there), Vector<float>.Zero, Vector<float>.One)
                    : apart * apart;
                (new Vector<float>(distances, i) + factor * square).CopyTo(distances, i);
            }
        }
    }
}
