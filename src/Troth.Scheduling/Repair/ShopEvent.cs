using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Something that happened and that the plan has to follow. Minutes are those of the horizon.</summary>
public abstract record ShopEvent;

/// <summary>Time has passed. Holds that have ended leave; what should have begun and was not reported is planned from now on.</summary>
/// <param name="Now">Not before the plan's.</param>
public sealed record TimePassed(int Now) : ShopEvent;

/// <summary>A machine stands still: a breakdown, an absence, maintenance. An operation running on it goes on afterwards.</summary>
/// <param name="Stop">Where and when.</param>
public sealed record MachineStopped(Stop Stop) : ShopEvent;

/// <summary>A machine runs again, earlier or later than was said.</summary>
/// <param name="Stop">As it was said.</param>
/// <param name="End">When it ends; at or before its start takes it back.</param>
public sealed record MachineStopChanged(Stop Stop, int End) : ShopEvent;

/// <summary>An operation was begun.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="At">When; at or before now.</param>
/// <param name="Machine">On which machine of which work center, when not where it was planned; null otherwise.</param>
public sealed record OperationStarted(OrderHandle Order, int Operation, int At, (int WorkCenter, int Machine)? Machine = null) : ShopEvent;

/// <summary>What of a begun operation is left.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="Remaining">Minutes of work from now, 1 or more.</param>
public sealed record OperationProgressed(OrderHandle Order, int Operation, int Remaining) : ShopEvent;

/// <summary>
/// An operation is done. One whose start nobody reported began its own time before, but not before what comes before it was done.
/// </summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="At">When; at or before now.</param>
/// <param name="Machine">
/// On which machine of which work center, when its start was not reported and it was not where it was planned; null otherwise.
/// </param>
public sealed record OperationDone(OrderHandle Order, int Operation, int At, (int WorkCenter, int Machine)? Machine = null) : ShopEvent;

/// <summary>
/// What was reported of an operation was a mistake: it has not begun, and is planned from now on. Whoever reported it done too early takes
/// that back and reports its start again, in the same breath.
/// </summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
public sealed record ReportTakenBack(OrderHandle Order, int Operation) : ShopEvent;

/// <summary>Pieces were spoilt: they are made again from the first operation, as an order of their own with the same promise.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Pieces">How many, 1 to the order's.</param>
public sealed record PiecesScrapped(OrderHandle Order, int Pieces) : ShopEvent;

/// <summary>A dated receipt comes at another time; what relied on it waits.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="From">When it was to come.</param>
/// <param name="To">When it comes.</param>
public sealed record ReceiptMoved(int Product, int Quantity, int From, int To) : ShopEvent;

/// <summary>Pieces were ordered and are to come; from then on they count as there.</summary>
/// <param name="Product">Which; one that is kept in stock.</param>
/// <param name="Quantity">Pieces, 1 or more.</param>
/// <param name="At">Minute at which they come, now or later.</param>
public sealed record ReceiptExpected(int Product, int Quantity, int At) : ShopEvent;

/// <summary>Pieces that were to come do not; what relied on them waits.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces, 1 to those that come then.</param>
/// <param name="At">When they were to come.</param>
public sealed record ReceiptCancelled(int Product, int Quantity, int At) : ShopEvent;

/// <summary>What was bought for an order comes at another time.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Product">What.</param>
/// <param name="At">When it comes.</param>
public sealed record PurchaseMoved(OrderHandle Order, int Product, int At) : ShopEvent;

/// <summary>Stock differs from what was thought: a count, a receipt nobody announced, breakage.</summary>
/// <param name="Product">Which.</param>
/// <param name="Difference">Pieces more, or fewer below 0.</param>
public sealed record StockCorrected(int Product, int Difference) : ShopEvent;
