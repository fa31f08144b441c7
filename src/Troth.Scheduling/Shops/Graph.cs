namespace Troth.Scheduling.Shops;

/// <summary>
/// What making a product takes: its operations and those of the parts made with it, in an order in which each stands after all before it.
/// Arrays side by side; slices run from <c>X[i]</c> to <c>X[i + 1]</c>.
/// </summary>
internal sealed partial class Graph
{
    public required string[] Name { get; init; }

    /// <summary>The part it belongs to: 0 is the product itself, others are made with its order.</summary>
    public required int[] Part { get; init; }

    /// <summary>Its place in the routing of its part's product.</summary>
    public required int[] At { get; init; }

    /// <summary>Per part: its product, and the operation that uses it (−1 for the product itself).</summary>
    public required int[] PartProduct { get; init; }
    public required int[] PartUsedBy { get; init; }

    /// <summary>Per part: the part it goes into (−1 for the product itself), and pieces of it per pieces of that.</summary>
    public required int[] PartParent { get; init; }
    public required int[] PartQuantity { get; init; }
    public required int[] PartPer { get; init; }

    public required int[] BeforeFrom { get; init; }
    public required int[] Before { get; init; }

    /// <summary>Operations that nothing comes after.</summary>
    public required bool[] IsLast { get; init; }

    public required int[] CentersFrom { get; init; }
    public required int[] Center { get; init; }
    public required int[] Setup { get; init; }
    public required int[] Run { get; init; }
    public required int[] RunPieces { get; init; }

    public required int[] Family { get; init; }
    public required int[] TransferBatch { get; init; }
    public required int[] WaitAfter { get; init; }
    public required int[] OutsideLead { get; init; }

    public required int[] MaterialsFrom { get; init; }
    public required int[] Material { get; init; }
    public required int[] MaterialQuantity { get; init; }
    public required int[] MaterialPer { get; init; }

    /// <summary>
    /// The same, side by side, where it is one operation after the other at one work center each, whole quantities handed on and no
    /// material used; null otherwise.
    /// </summary>
    public ChainStep[]? Chain { get; set; }

    public int Count => Name.Length;
    public int Parts => PartParent.Length;

    /// <summary>
    /// Whether two operations may want one machine in a way in which the order of placing them matters: side by side, overlapped, or again
    /// on a center with changeovers; or whether where an operation ends first need not be best, because it hands on batches.
    /// </summary>
    public bool Contended { get; set; }

    /// <summary>Per material, the part whose operation uses it.</summary>
    public required int[] MaterialPart { get; init; }

    /// <summary>
    /// Pieces of each part for so many of the product; false when one of them, or a material, is more than can be planned: its product.
    /// </summary>
    public bool Quantities(int quantity, Span<int> pieces, out int tooMany)
    {
        for (var part = 0; part < Parts; part++)
        {
            var many = PartParent[part] < 0 ? quantity : RoundedUp(pieces[PartParent[part]], PartQuantity[part], PartPer[part]);
            tooMany = PartProduct[part];
            if (many > Limits.Quantity) return false;
            pieces[part] = (int)many;
        }
        for (var m = 0; m < Material.Length; m++)
        {
            tooMany = Material[m];
            if (RoundedUp(pieces[MaterialPart[m]], MaterialQuantity[m], MaterialPer[m]) > Limits.Quantity) return false;
        }
        tooMany = -1;
        return true;
    }

    /// <summary>Minutes of a step of a chain.</summary>
    public static long Duration(in ChainStep step, int pieces, int efficiency) =>
        Math.Max(1, step.Setup + (step.Run == 0 ? 0 : RoundedUp(pieces, step.Run * 100L, (long)step.RunPieces * efficiency)));

    /// <summary>Minutes of an operation at one of its centers; long, because a wrong one can be any number. At least 1.</summary>
    public long Duration(int at, int pieces, int efficiency) =>
        Math.Max(1, Setup[at] + RoundedUp(pieces, Run[at] * 100L, (long)RunPieces[at] * efficiency));

    /// <summary>a × b ÷ c, rounded up.</summary>
    public static long RoundedUp(long a, long b, long c) => (a * b + c - 1) / c;
}

/// <summary>An operation of a chain: all that placing it asks for.</summary>
internal readonly record struct ChainStep(int Center, int Setup, int Run, int RunPieces, int WaitAfter, int Family);
