namespace Troth.Evidence;

/// <summary>How an account is served, from the least of our people's time to the most: the order counts.</summary>
public enum AccountTier
{
    /// <summary>Takes more time than it can give back even at its potential: its time goes elsewhere.</summary>
    Demote,

    /// <summary>Small, and its orders need nobody: served online.</summary>
    Online,

    /// <summary>Gives most of what it could, must be held first, or is only claimed to be more: kept as it is.</summary>
    Keep,

    /// <summary>Gives less than it could, and buys year after year.</summary>
    Grow,

    /// <summary>One of the few that make much of the book's potential.</summary>
    Key,
}

/// <summary>Why no tier is proposed.</summary>
public enum NoTier
{
    /// <summary>Nobody knows what it could buy.</summary>
    NoPotential,

    /// <summary>It bought nothing in these twelve months.</summary>
    NothingBought,

    /// <summary>It is more likely gone than still a customer: to be won back or let go, which is no way of serving it.</summary>
    LikelyGone,

    /// <summary>It bought nothing in the twelve months before: one year is no pattern.</summary>
    TooNew,

    /// <summary>Fewer orders in both years than it takes.</summary>
    TooFewOrders,

    /// <summary>The book has too few accounts to compare with.</summary>
    SmallBook,
}
