namespace Troth.Scheduling.Quoting;

/// <summary>What a customer asks for.</summary>
/// <param name="Product">Place of the product in the shop.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Class">Place of the promise class in the shop.</param>
/// <param name="Confidence">How sure the safe date has to be, in thousandths, 500 to 999.</param>
/// <param name="NotBefore">Minute before which nothing of it may start.</param>
public readonly record struct QuoteRequest(int Product, int Quantity, int Class = 0, int Confidence = 950, int NotBefore = 0);

/// <summary>What a date hangs on.</summary>
public enum DecidedBy
{
    /// <summary>Nothing holds it up: it is in stock.</summary>
    Stock,

    /// <summary>A work center: full, closed, or just the time the work takes.</summary>
    WorkCenter,

    /// <summary>A material, or the product itself where it is bought.</summary>
    Material,

    /// <summary>An operation done outside.</summary>
    Outside,
}

/// <summary>Why no date can be given.</summary>
public enum NoDate
{
    /// <summary>A date is given.</summary>
    None,

    /// <summary>The product is neither kept nor bought nor made; <see cref="Quote.Deciding"/> is the product.</summary>
    NoSupply,

    /// <summary>A material, or the product itself, is short and not bought; <see cref="Quote.Deciding"/> is its product.</summary>
    Material,

    /// <summary>It would end after the horizon; <see cref="Quote.Deciding"/> is the work center where room is lacking, or −1.</summary>
    Horizon,

    /// <summary>A part or material of it is needed in a quantity above the limit; <see cref="Quote.Deciding"/> is its product.</summary>
    Quantity,
}

/// <summary>An answer from one plan. Nothing is held by it.</summary>
/// <param name="Version">Version of the plan it was read from.</param>
/// <param name="NoDate">Why there is no date; <see cref="NoDate.None"/> when there is.</param>
/// <param name="Earliest">Minute at which supply, capacity and calendars allow it, with nobody moved; −1 without a date.</param>
/// <param name="Safe">Minute that is kept with the confidence asked for; −1 when it lies beyond the horizon.</param>
/// <param name="DecidedBy">Kind of what decides it.</param>
/// <param name="Deciding">Place of the work center or product that decides it; −1 for none.</param>
/// <param name="SpreadKnown">Whether the safe date rests on measured spread; otherwise on buffers alone.</param>
public readonly record struct Quote(long Version, NoDate NoDate, int Earliest, int Safe, DecidedBy DecidedBy, int Deciding,
    bool SpreadKnown)
{
    /// <summary>Whether a date is given.</summary>
    public bool HasDate => NoDate == NoDate.None;
}
