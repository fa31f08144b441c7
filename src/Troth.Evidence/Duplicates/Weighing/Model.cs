using Troth.Evidence.Duplicates.Comparing;
using Troth.Evidence.Duplicates.Pairing;

namespace Troth.Evidence.Duplicates.Weighing;

/// <summary>
/// Fellegi and Sunter's model of pairs: how probable each agreement is for two records of the same (m), how surprising for any two (u, by
/// <see cref="Chances"/>), and how many pairs are the same. Only m and that number are fitted; u is counted.
/// </summary>
internal sealed class Model
{
    private const int Levels = 5;

    /// <summary>
    /// How many times oftener than expected a column may learn that duplicates differ in it, or agree in part. Without a bound, the fit would take the
    /// largest class of pairs that agree in something, colleagues or companies of a group, for the duplicates.
    /// </summary>
    private const double MostOften = 4;

    private readonly Column[] _columns;
    private readonly Chances _chances;
    private readonly Crowds _crowds;
    private readonly DuplicateSettings _settings;
    private readonly double[][] _m;
    private readonly double[][] _expected;

    private Model(Column[] columns, int[] groups, DuplicateSettings settings)
    {
        _columns = columns;
        _settings = settings;
        _chances = new Chances(columns, groups);
        _crowds = new Crowds(columns, groups);
        _expected = Expectations.Of(columns);
        for (var column = 0; column < columns.Length; column++) DifferNoOftener(column, _expected[column]);
        _m = [.. _expected.Select(m => m.ToArray())];
        Records = groups.Length;
    }

    /// <summary>What is compared.</summary>
    public IReadOnlyList<Column> Compared => _columns;

    /// <summary>How many records.</summary>
    public int Records { get; }

    /// <summary>Logarithm of the odds that any two records are the same, before looking.</summary>
    public double Before { get; private set; }

    /// <summary>Rounds of fitting.</summary>
    public int Rounds { get; private set; }

    /// <summary>Probability of an agreement in a column for two records of the same.</summary>
    public double Matched(int column, Agreement agreement) => _m[column][(int)agreement];

    /// <summary>Probability of an agreement in a column for any two records, on average.</summary>
    public double Random(int column, Agreement agreement) => Math.Exp(-_chances.Surprise(column, agreement, double.NaN));

    /// <summary>The pairs that may be the same, in order.</summary>
    public ulong[] Pairs { get; private set; } = [];

    /// <summary>Logarithm of the odds of each of <see cref="Pairs"/>.</summary>
    public double[] Odds { get; private set; } = [];

    public static Model Fit(Column[] columns, int[] groups, ulong[] candidates, DuplicateSettings settings)
    {
        var model = new Model(columns, groups, settings);
        model.Fit(candidates);
        return model;
    }

    /// <summary>Logarithm of the odds that two records are the same.</summary>
    public double OddsOf(int a, int b)
    {
        Span<Agreement> agreements = stackalloc Agreement[_columns.Length];
        var odds = Before + Compare(a, b, agreements);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (agreements[i] is not Agreement.Missing) odds += Math.Log(_m[i][(int)agreements[i]]);
        }

        return odds;
    }

    /// <summary>What speaks for and against, column by column: weights add to the odds, in nats.</summary>
    public FieldAgreement[] Explain(int a, int b)
    {
        Span<Agreement> agreements = stackalloc Agreement[_columns.Length];
        Span<double> surprises = stackalloc double[_columns.Length];
        Compare(a, b, agreements, surprises);
        var fields = new FieldAgreement[_columns.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var known = agreements[i] is not Agreement.Missing;
            fields[i] = new FieldAgreement(
                _columns[i].Field, _columns[i].Kind, _columns[i].Aspect, agreements[i], known ? Math.Log(_m[i][(int)agreements[i]]) + surprises[i] : 0);
        }

        return fields;
    }

    private void Fit(ulong[] candidates)
    {
        var all = (double)Records * (Records - 1) / 2;
        var columns = _columns.Length;
        // What cannot reach one in a thousand when one record in two has a double is left out.
        var hopeless = -7 - Math.Log(Records / 2.0 / all);
        var kept = new List<(ulong Pair, double Surprise)>[Math.Max(1, (candidates.Length + 65_535) / 65_536)];
        var levels = new List<byte>[kept.Length];
        Parallel.For(0, kept.Length, new ParallelOptions { MaxDegreeOfParallelism = DuplicateSearch.Cores }, block =>
        {
            kept[block] = [];
            levels[block] = [];
            Span<Agreement> agreements = stackalloc Agreement[columns];
            for (int i = block * 65_536, end = Math.Min(i + 65_536, candidates.Length); i < end; i++)
            {
                var (a, b) = Pairing.Pairs.Split(candidates[i]);
                var surprise = Compare(a, b, agreements);
                var best = surprise;
                for (var c = 0; c < columns; c++)
                {
                    if (agreements[c] is Agreement.Different) best += Math.Log(MostOften * _expected[c][^1]);
                }

                if (best < hopeless) continue;
                kept[block].Add((candidates[i], surprise));
                foreach (var agreement in agreements) levels[block].Add((byte)agreement);
            }
        });

        Pairs = [.. kept.SelectMany(block => block.Select(pair => pair.Pair))];
        double[] surprises = [.. kept.SelectMany(block => block.Select(pair => pair.Surprise))];
        byte[] agreed = [.. levels.SelectMany(block => block)];
        Odds = new double[Pairs.Length];
        Maximise(agreed, surprises, all);
    }

    private void Maximise(byte[] agreed, double[] surprises, double all)
    {
        var columns = _columns.Length;
        Before = Math.Log(.05 * Records / all);
        var sums = new double[columns * (Levels + 1)];
        for (Rounds = 1; ; Rounds++)
        {
            double[] logs = [.. _m.SelectMany(m => m.Select(p => Math.Log(p)).Append(0))];
            Array.Clear(sums);
            var same = 0.0;
            for (var pair = 0; pair < Pairs.Length; pair++)
            {
                var odds = Before + surprises[pair];
                var at = pair * columns;
                for (var c = 0; c < columns; c++) odds += logs[c * (Levels + 1) + agreed[at + c]];
                Odds[pair] = odds;
                if (odds < -9) continue;
                var probability = 1 / (1 + Math.Exp(-odds));
                same += probability;
                for (var c = 0; c < columns; c++) sums[c * (Levels + 1) + agreed[at + c]] += probability;
            }

            if (Rounds >= _settings.Rounds) return;
            var moved = 0.0;
            for (var c = 0; c < columns; c++) moved = Math.Max(moved, Learn(c, sums.AsSpan(c * (Levels + 1), Levels)));
            var before = Math.Log((same + .5) / all);
            moved = Math.Max(moved, Math.Abs(before - Before));
            Before = before;
            if (moved < 1e-3) return;
        }
    }

    private double Learn(int column, ReadOnlySpan<double> sums)
    {
        var expected = _expected[column];
        var total = _settings.Expectation;
        foreach (var sum in sums) total += sum;
        Span<double> learnt = stackalloc double[Levels];
        for (var level = 0; level < Levels; level++) learnt[level] = (sums[level] + _settings.Expectation * expected[level]) / total;
        for (var level = 1; level < Levels; level++)
        {
            var excess = learnt[level] - MostOften * expected[level];
            if (excess <= 0) continue;
            learnt[level] -= excess;
            learnt[0] += excess;
        }

        DifferNoOftener(column, learnt);
        var moved = 0.0;
        for (var level = 0; level < Levels; level++)
        {
            moved = Math.Max(moved, Math.Abs(learnt[level] - _m[column][level]));
            _m[column][level] = learnt[level];
        }

        return moved;
    }

    /// <summary>Duplicates differ no oftener than any two records do, so that a difference never speaks for the same: where nearly all are GmbH, an AG.</summary>
    private void DifferNoOftener(int column, Span<double> probabilities)
    {
        var excess = probabilities[^1] - Random(column, Agreement.Different);
        if (excess <= 0) return;
        probabilities[^1] -= excess;
        probabilities[0] += excess;
    }

    private double Compare(int a, int b, Span<Agreement> agreements)
    {
        Span<double> surprises = stackalloc double[_columns.Length];
        return Compare(a, b, agreements, surprises);
    }

    /// <summary>
    /// Compares two records and returns the sum of the surprises. The strongest agreement of a family counts whole; what is common among a crowd
    /// that both belong to surprises only as much as it does there.
    /// </summary>
    private double Compare(int a, int b, Span<Agreement> agreements, Span<double> surprises)
    {
        Comparison.All(_columns, a, b, agreements, surprises);
        for (var i = 0; i < _columns.Length; i++)
            surprises[i] = agreements[i] is Agreement.Missing ? 0 : _chances.Surprise(i, agreements[i], surprises[i]);
        Span<double> whole = stackalloc double[_columns.Length];
        surprises.CopyTo(whole);
        var sum = 0.0;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (agreements[i] < Agreement.Different) surprises[i] = Beside(i, a, b, agreements, whole);
            sum += surprises[i];
        }

        return sum;
    }

    private double Beside(int column, int a, int b, ReadOnlySpan<Agreement> agreements, ReadOnlySpan<double> whole)
    {
        double own = whole[column], kept = own;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (i == column || agreements[i] >= Agreement.Different || whole[i] < own || whole[i] == own && i > column) continue;
            if (_columns[i].Family == _columns[column].Family) kept = Math.Min(kept, _settings.Dependence * own);
        }

        if (agreements[column] is not Agreement.Same) return kept;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (i == column || agreements[i] >= Agreement.Different) continue;
            if (_crowds.ShareOfWords(i, column, a, b) is > 0 and var among) kept = Math.Min(kept, -Math.Log(among));
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            if (i == column || agreements[i] is not Agreement.Same || whole[i] > own || whole[i] == own && i > column) continue;
            if (_crowds.Share(i, column, a, b) is > 0 and var share) kept = Math.Min(kept, -Math.Log(share));
        }

        return kept;
    }
}
