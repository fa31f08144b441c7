namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>One thing that is compared: each record's value as a number into a list of different values, −1 where it is empty.</summary>
internal abstract class Column(string field, FieldKind kind, Aspect aspect, int[] values)
{
    /// <summary>The field it comes from.</summary>
    public string Field { get; } = field;

    /// <summary>What the field is.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>What of the field this is.</summary>
    public Aspect Aspect { get; } = aspect;

    /// <summary>The value of each record.</summary>
    public int[] Values { get; } = values;

    /// <summary>Things that hang together: a street lies in its city. See <see cref="Weighing.Chances"/>.</summary>
    public int Family { get; init; }

    /// <summary>The column whose values may have been put here, and the other way round; null for most.</summary>
    public Column? Twin { get; set; }

    /// <summary>Share of the records that have each value, exact copies counted once, twins of the same record after the first pass.</summary>
    public float[] Shares { get; private set; } = [];

    /// <summary>How many different values there are.</summary>
    public abstract int Distinct { get; }

    /// <summary>
    /// How far two values agree, neither being empty, and the chance that a record that has nothing to do with the first agrees with it at least so far;
    /// NaN where only the average chance of that agreement is known.
    /// </summary>
    public abstract (Agreement Agreement, double Chance) Compare(int a, int b);

    /// <summary>The spelled value, for putting records in order.</summary>
    public abstract string Text(int value);

    /// <summary>Counts the values anew, each group of records once. O(records).</summary>
    public void Count(int[] groups, int groupCount)
    {
        var counts = new float[Distinct];
        var order = new int[Values.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort((int[])groups.Clone(), order);
        var seen = new List<int>();
        for (int i = 0, from = 0; i <= order.Length; i++)
        {
            if (i == order.Length || i > from && groups[order[i]] != groups[order[from]])
            {
                foreach (var value in seen) counts[value]++;
                seen.Clear();
                from = i;
                if (i == order.Length) break;
            }

            var own = Values[order[i]];
            if (own >= 0 && !seen.Contains(own)) seen.Add(own);
        }

        var known = 0f;
        foreach (var count in counts) known += count;
        Shares = counts;
        for (var i = 0; i < counts.Length; i++) counts[i] = Math.Max(1, counts[i]) / Math.Max(1, known);
        Counted();
    }

    /// <summary>The greater of two values' shares.</summary>
    protected double Share(int a, int b) => Math.Max(Shares[a], Shares[b]);

    protected virtual void Counted() { }
}

/// <summary>What of a field is compared.</summary>
public enum Aspect : byte
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>The street of an address.</summary>
    Street,

    /// <summary>The number of an address.</summary>
    Number,

    /// <summary>The legal form in a company's name.</summary>
    LegalForm,

    /// <summary>The first name.</summary>
    Given,

    /// <summary>The last name.</summary>
    Surname,
}
