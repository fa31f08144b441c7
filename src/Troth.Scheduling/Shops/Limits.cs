namespace Troth.Scheduling.Shops;

/// <summary>What the engine plans at most; more is refused with the name and the value.</summary>
public static class Limits
{
    /// <summary>Five years of minutes.</summary>
    public const int Horizon = 5 * 366 * 24 * 60;

    /// <summary>Pieces of one order, and of one material of it.</summary>
    public const int Quantity = 1_000_000;

    /// <summary>Machines of one work center.</summary>
    public const int Machines = 1_000;

    /// <summary>Machines of all work centers.</summary>
    public const int AllMachines = 1_000_000;

    /// <summary>Operations of one order, those of its parts that are made with it included.</summary>
    public const int Operations = 1_000;

    /// <summary>Families of changeovers.</summary>
    public const int Families = 256;

    /// <summary>Promise classes of a shop.</summary>
    public const int Classes = 1_000;

    /// <summary>Measured leads below which their spread counts as unknown.</summary>
    public const int SpreadSamples = 15;
}
