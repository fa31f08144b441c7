namespace Troth.Scheduling.Tests.Harness;

/// <summary>What random shops are like: how large, and which of the model's features they may have.</summary>
public sealed record ShopKind
{
    /// <summary>Up to 20 machines, a few weeks, shifts, everything the model has.</summary>
    public static ShopKind Small { get; } = new();

    /// <summary>A few machines and hundreds of minutes: small enough to try every minute.</summary>
    public static ShopKind Tiny { get; } = new() { Centers = 3, Machines = 2, Horizon = 220, Products = 3, Operations = 3, Pieces = 6,
        Minutes = 12, Break = 30, Families = 2 };

    /// <summary>The same with fewer machines and longer routings, so that the operations of one order are in each other's way.</summary>
    public static ShopKind Narrow { get; } = Tiny with { Centers = 2, Machines = 1, Operations = 4, Horizon = 260, Pieces = 4 };

    /// <summary>Work centers at most.</summary>
    public int Centers { get; init; } = 7;

    /// <summary>Machines of a work center at most.</summary>
    public int Machines { get; init; } = 3;

    /// <summary>Minutes of the horizon at most.</summary>
    public int Horizon { get; init; } = 6 * 7 * 24 * 60;

    /// <summary>Products that can be ordered at most; as many materials come on top.</summary>
    public int Products { get; init; } = 6;

    /// <summary>Operations of a routing at most.</summary>
    public int Operations { get; init; } = 6;

    /// <summary>Pieces of an order at most.</summary>
    public int Pieces { get; init; } = 200;

    /// <summary>Minutes of setups, waits, changeovers at most; of leads three times as many.</summary>
    public int Minutes { get; init; } = 120;

    /// <summary>Minutes of an exception of a calendar at most.</summary>
    public int Break { get; init; } = 3 * 24 * 60;

    /// <summary>Families of changeovers at most.</summary>
    public int Families { get; init; } = 4;

    /// <summary>Whether operations may hand on batches.</summary>
    public bool Batches { get; init; } = true;

    /// <summary>Whether work centers may have changeovers.</summary>
    public bool Changeovers { get; init; } = true;

    /// <summary>Whether operations may have alternates.</summary>
    public bool Alternates { get; init; } = true;

    /// <summary>Whether routings may branch.</summary>
    public bool Assemblies { get; init; } = true;

    /// <summary>Whether operations may use materials, and products be stocked or bought.</summary>
    public bool Materials { get; init; } = true;

    /// <summary>Whether people are told some time ahead.</summary>
    public bool Frozen { get; init; } = true;
}
