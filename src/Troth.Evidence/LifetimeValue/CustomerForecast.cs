namespace Troth.Evidence;

/// <summary>Why nothing is foretold for a book.</summary>
public enum NoForecast
{
    /// <summary>Too few customers have ever bought.</summary>
    TooFewCustomers,

    /// <summary>Too few of them bought again.</summary>
    TooFewRepeatBuyers,

    /// <summary>Customers were watched for less than half of what is to be foretold.</summary>
    WindowTooShort,
}

/// <summary>What is asked, and how much it takes to be answered. Times in the unit of the histories.</summary>
public sealed record ForecastSettings
{
    /// <summary>The purchase model.</summary>
    public BuyingKind Kind { get; init; } = BuyingKind.ModifiedBetaGeometric;

    /// <summary>How far ahead: a year of weeks.</summary>
    public double Horizon { get; init; } = 365.25 / 7;

    /// <summary>Fewer customers than this teach nothing that holds.</summary>
    public int LeastCustomers { get; init; } = 30;

    /// <summary>Fewer customers than this who bought again do not either.</summary>
    public int LeastRepeatBuyers { get; init; } = 20;

    /// <summary>Fewer customers than this with a past forecast to be checked do not tell how sure to be.</summary>
    public int LeastHeldOut { get; init; } = 50;

    /// <summary>What share of customers the intervals are to hold.</summary>
    public double Level { get; init; } = .9;
}

/// <summary>A customer as the forecast sees it.</summary>
/// <param name="History">When it bought.</param>
/// <param name="Value">What its orders brought; no orders where they came to nothing or less.</param>
public readonly record struct CustomerFacts(BuyingHistory History, OrderValue Value);

/// <summary>A customer as it was one horizon ago, and what came of it since.</summary>
/// <param name="Then">What was known then.</param>
/// <param name="Orders">Buying days since.</param>
/// <param name="Worth">What they brought together.</param>
public readonly record struct PastCustomer(CustomerFacts Then, int Orders, double Worth);

/// <summary>What is foretold of one customer.</summary>
/// <param name="Alive">The chance that it is still one.</param>
/// <param name="AliveRange">Where that chance may lie, the parameters being in doubt.</param>
/// <param name="Orders">Expected buying days within the horizon.</param>
/// <param name="OrdersRange">Between these the real number will lie.</param>
/// <param name="OrderValue">Expected value of one; null when order values could not be learnt.</param>
/// <param name="OrderValueRange">Where the customer's mean lies.</param>
/// <param name="Worth">Expected value of all within the horizon.</param>
/// <param name="WorthRange">Between these the real value will lie.</param>
/// <param name="Next">When the next order is due; null where it has no rhythm of its own.</param>
public sealed record CustomerForecast(
    double Alive, Interval AliveRange, double Orders, Interval OrdersRange, double? OrderValue, Interval? OrderValueRange, double? Worth, Interval? WorthRange,
    NextOrder? Next);
