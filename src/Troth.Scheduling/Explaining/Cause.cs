using System.Globalization;
using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Explaining;

/// <summary>What holds an operation up for a while.</summary>
public enum CauseKind
{
    /// <summary>Its own work.</summary>
    Work,

    /// <summary>Its machines have other orders.</summary>
    Full,

    /// <summary>Its work center is closed.</summary>
    Closed,

    /// <summary>Its machine stands still.</summary>
    Stopped,

    /// <summary>Its machine changes over.</summary>
    Changeover,

    /// <summary>A material, or the product itself, is not there yet.</summary>
    Material,

    /// <summary>It must wait after the operation before (cooling, drying).</summary>
    Wait,

    /// <summary>The operation before hands on batches, and not enough of them yet.</summary>
    Batches,

    /// <summary>It is done outside.</summary>
    Outside,

    /// <summary>It may not start before a minute: the order says so, or the frozen zone.</summary>
    NotBefore,

    /// <summary>There is room earlier, and it stands where it does to be just in time, or to leave the plan as people know it.</summary>
    HeldBack,

    /// <summary>The horizon has no room for it, or its material never comes.</summary>
    NoRoom,
}

/// <summary>One link of the chain that ends at the date.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Operation">The operation held up, by its place in the order; −1 for the product itself.</param>
/// <param name="OperationName">What people call the operation; the product's name for the product itself.</param>
/// <param name="Subject">The work center or product it hangs on; for <see cref="CauseKind.Batches"/> the operation before; empty for
/// none.</param>
/// <param name="From">Minute at which it begins to hold up.</param>
/// <param name="Until">Minute at which it ends.</param>
/// <param name="Behind">For <see cref="CauseKind.Full"/>: the order directly before it on the machine.</param>
public sealed record Cause(CauseKind Kind, int Operation, string OperationName, string Subject, int From, int Until,
    OrderHandle? Behind = null)
{
    /// <summary>Place of the work center it hangs on; −1 for none.</summary>
    public int WorkCenter { get; init; } = -1;

    /// <summary>Place of the product it hangs on: the material, or the product itself where that is waited for; −1 for none.</summary>
    public int Product { get; init; } = -1;

    /// <summary>Pieces of that product it takes; 0 for none.</summary>
    public int Pieces { get; init; }

    /// <summary>For <see cref="CauseKind.Batches"/> and <see cref="CauseKind.Wait"/>: the operation before; −1 otherwise.</summary>
    public int Before { get; init; } = -1;

    /// <summary>How long it holds up.</summary>
    public int Minutes => Until - From;

    /// <summary>The link in words.</summary>
    /// <param name="date">Writes a minute of the horizon as people read it.</param>
    public string Say(Func<int, string> date) => Kind switch
    {
        CauseKind.Work => $"{OperationName} takes {Length} at {Subject}, until {date(Until)}",
        CauseKind.Full => $"{OperationName} waits {Length} for {Subject}, which is full until {date(Until)}",
        CauseKind.Closed => $"{OperationName} waits {Length} for {Subject}, which is closed until {date(Until)}",
        CauseKind.Stopped => $"{OperationName} waits {Length} for {Subject}, which stands still until {date(Until)}",
        CauseKind.Changeover => $"{OperationName} waits {Length} while {Subject} changes over, until {date(Until)}",
        CauseKind.Material => $"{OperationName} waits for {Subject}, which comes in {Length}, on {date(Until)}",
        CauseKind.Wait => $"{OperationName} must wait {Length} after the operation before, until {date(Until)}",
        CauseKind.Batches => $"{OperationName} waits {Length} for what {Subject} hands on, until {date(Until)}",
        CauseKind.Outside => $"{OperationName} is outside for {Length}, until {date(Until)}",
        CauseKind.NotBefore => $"{OperationName} may not start before {date(Until)}",
        CauseKind.HeldBack => $"{OperationName} is held back {Length}, until {date(Until)}: there is room earlier, and it keeps its "
            + "place in the plan",
        _ => $"{OperationName} has no room before the horizon ends: {(Subject.Length == 0 ? "it waits for what has none" : Subject)}",
    };

    private string Length => (Until - From) switch
    {
        < 60 and var minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes} min"),
        < 48 * 60 and var minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60.0:0.#} h"),
        var minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440.0:0.#} days"),
    };
}
