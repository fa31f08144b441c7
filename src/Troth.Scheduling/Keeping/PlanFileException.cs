namespace Troth.Scheduling.Keeping;

/// <summary>Why a file was refused.</summary>
public enum PlanFileFault
{
    /// <summary>It does not begin as a plan does.</summary>
    NotAPlan,

    /// <summary>It ends before its end.</summary>
    Truncated,

    /// <summary>Its checksum does not fit: something in it changed.</summary>
    Damaged,

    /// <summary>It is the plan of another shop: <see cref="Repair.Replanner.Rebase"/> takes a plan into a shop that changed.</summary>
    OtherShop,

    /// <summary>A newer version of the engine wrote it.</summary>
    NewerFormat,
}

/// <summary>A file that no plan can be read from; which of the reasons it is, and what to do.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">The whole sentence.</param>
public sealed class PlanFileException(PlanFileFault fault, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public PlanFileFault Fault => fault;
}
