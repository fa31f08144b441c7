namespace Troth.Evidence;

/// <summary>An account that may be looked after by another seller.</summary>
/// <param name="Seller">Who looks after it: an index into the sellers.</param>
/// <param name="Load">The work it takes, minutes a month; 0 or more.</param>
/// <param name="Values">
/// What it is worth with each seller, money a year, one for each seller in their order: for others than <paramref name="Seller"/> with what the
/// change of hands loses already taken off. Minus infinity: not with this one.
/// </param>
/// <param name="Locked">True when it stays where it is.</param>
public sealed record TradeAccount(int Seller, long Load, IReadOnlyList<double> Values, bool Locked = false);

/// <summary>What a seller can carry.</summary>
/// <param name="Least">Below so many minutes a month the seller has too little to do.</param>
/// <param name="Most">Above so many the seller has too much; not below <paramref name="Least"/>.</param>
public readonly record struct TradeSeller(long Least, long Most);

/// <summary>What a proposal may do.</summary>
/// <param name="MostMoves">At most so many accounts change hands.</param>
/// <param name="PricePerMinute">What a minute a month outside a seller's band costs, money a year; above 0.</param>
public sealed record TradeSettings(int MostMoves, double PricePerMinute);

/// <summary>One account in other hands.</summary>
/// <param name="Account">Index into the accounts.</param>
/// <param name="From">Who looks after it now.</param>
/// <param name="To">Who would.</param>
/// <param name="Gain">What the proposal would be worth less without this move alone, money a year: value and balance. Never below 0.</param>
public readonly record struct TradeMove(int Account, int From, int To, double Gain);

/// <summary>Who would look after which account, and what it is worth.</summary>
/// <param name="Sellers">The seller of each account, in the accounts' order.</param>
/// <param name="Moves">The accounts that change hands, most gain first.</param>
/// <param name="Loads">Minutes a month of each seller as proposed.</param>
/// <param name="Now">Values less what imbalance costs, as it is, money a year.</param>
/// <param name="Total">The same as proposed; never below <paramref name="Now"/>.</param>
/// <param name="Bound">No proposal within the same limits is worth more: the flow's bound, for which accounts could be shared.</param>
public sealed record TradeProposal(
    IReadOnlyList<int> Sellers, IReadOnlyList<TradeMove> Moves, IReadOnlyList<long> Loads, double Now, double Total, double Bound);
