namespace Troth.Scheduling.Plans;

/// <summary>
/// What became of an order's plan. All times are minutes from the start of the horizon, which has to begin before the oldest order
/// measured.
/// </summary>
/// <param name="Quoted">When the date was given, 0 or later.</param>
/// <param name="Planned">Its planned finish then: <see cref="Quoting.Quote.Earliest"/>.</param>
/// <param name="Ended">
/// When it was finished. For an order that is still open and later than planned: now, for leaving it out would learn from the lucky
/// ones. Open orders that are not yet later than planned tell nothing and are to be left out.
/// </param>
/// <param name="Class">Place of its promise class in the shop.</param>
public readonly record struct PastOrder(int Quoted, int Planned, int Ended, int Class = 0);
