using Troth.Evidence.Duplicates.Comparing;
using Troth.Evidence.Duplicates.Pairing;
using Troth.Evidence.Duplicates.Weighing;

namespace Troth.Evidence.Duplicates;

/// <summary>What one field says of a pair.</summary>
/// <param name="Field">The field.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Aspect">What of it was compared.</param>
/// <param name="Agreement">How far the two agree.</param>
/// <param name="Weight">What it adds to the logarithm of the odds (nats): above 0 it speaks for the same, below against.</param>
public sealed record FieldAgreement(string Field, FieldKind Kind, Aspect Aspect, Agreement Agreement, double Weight);

/// <summary>Two records that are likely the same.</summary>
/// <param name="A">Place of one among the records, the smaller.</param>
/// <param name="B">Place of the other.</param>
/// <param name="Probability">How likely they are the same, by what the two say themselves.</param>
/// <param name="Fields">What speaks for it and against, in the order of the fields.</param>
public sealed record DuplicatePair(int A, int B, double Probability, IReadOnlyList<FieldAgreement> Fields);

/// <summary>What was found.</summary>
/// <param name="Pairs">
/// All pairs within clusters, in order. One of them may be less probable than others: it is held by a third record that is like both.
/// </param>
/// <param name="Clusters">Records that stand for the same, by place, in order; each record in one at most, none of one record.</param>
/// <param name="Compared">How many pairs were compared.</param>
public sealed record DuplicateFinding(IReadOnlyList<DuplicatePair> Pairs, IReadOnlyList<IReadOnlyList<int>> Clusters, int Compared)
{
    internal static readonly DuplicateFinding None = new([], [], 0);

    internal static DuplicateFinding Of(Model model, Clusters clusters, int compared)
    {
        var pairs = new List<DuplicatePair>();
        foreach (var cluster in clusters.Members)
        {
            for (var i = 0; i < cluster.Length; i++)
            {
                for (var j = i + 1; j < cluster.Length; j++)
                {
                    var (a, b) = (cluster[i], cluster[j]);
                    pairs.Add(new DuplicatePair(a, b, 1 / (1 + Math.Exp(-model.OddsOf(a, b))), model.Explain(a, b)));
                }
            }
        }

        pairs.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        return new DuplicateFinding(pairs, clusters.Members, compared);
    }
}
