namespace Troth.Simulation;

/// <summary>Which families of distributions a simulated company is drawn from. docs/guide/simulated-company.md lists each.</summary>
public enum SimulationVariant
{
    /// <summary>The default: lognormal sizes, beta loyalty, condensed-Poisson order dates, claims by the seller's style.</summary>
    Usual,

    /// <summary>Gamma sizes, logit-normal loyalty, over-dispersed (negative-binomial) order counts, claims swayed by the account's size.</summary>
    Uneven,

    /// <summary>Sizes with a Pareto tail, loyalty as a mixture of sourcing roles, orders in project clumps, claims anchored on the past.</summary>
    Lumpy,
}

/// <summary>What to simulate. The same settings give the same company, byte for byte, on every machine and under every culture.</summary>
public sealed record SimulationSettings
{
    /// <summary>The seed: another number, another company.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The families of distributions.</summary>
    public SimulationVariant Variant { get; init; } = SimulationVariant.Usual;

    /// <summary>How many accounts, group parents and children included.</summary>
    public int Accounts { get; init; } = 240;

    /// <summary>How many sellers look after them.</summary>
    public int Sellers { get; init; } = 9;

    /// <summary>The last day of the history: nothing is dated later, except requested and promised dates of open orders.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Years of orders up to and including <see cref="AsOf"/>; at least two, so that growth has a year before.</summary>
    public int Years { get; init; } = 3;

    /// <summary>
    /// Multiplies how often accounts order and divides what they order at a time, so spend stays as it is. Benchmarks lower it to get a
    /// given number of orders; 1 gives about eight orders an account and year.
    /// </summary>
    public double OrderFrequency { get; init; } = 1;

    /// <summary>Mean number of contacts an account.</summary>
    public double ContactsPerAccount { get; init; } = 1.75;

    /// <summary>Mean lines an order.</summary>
    public double LinesPerOrder { get; init; } = 2.5;

    /// <summary>The company's name, as the recipe of a written folder gives it.</summary>
    public string CompanyName { get; init; } = "Brenndal Hydraulics";

    /// <summary>The company that <c>./run</c> shows: about 240 accounts, 9 sellers in 3 teams, 420 contacts, 6,000 orders, 15,000 lines.</summary>
    public static SimulationSettings Sample(DateOnly asOf) => new() { Seed = 23, AsOf = asOf };

    /// <summary>A company with about that many orders and contacts, for benchmarks.</summary>
    public static SimulationSettings ForSize(DateOnly asOf, int accounts, int orders, int contacts, int sellers = 40) => new()
    {
        Accounts = accounts,
        Sellers = sellers,
        AsOf = asOf,
        OrderFrequency = orders / (accounts * 3 * Market.Purchasing.TypicalOrdersPerYear),
        ContactsPerAccount = Math.Max(1, (double)contacts / accounts),
    };

    internal DateOnly From => AsOf.AddDays(1).AddYears(-Years);

    internal void Check()
    {
        Require(Accounts >= 1, nameof(Accounts), Accounts, "at least 1");
        Require(Sellers >= 1, nameof(Sellers), Sellers, "at least 1");
        Require(Years is >= 2 and <= 20, nameof(Years), Years, "2 to 20");
        Require(OrderFrequency is > 0 and <= 20, nameof(OrderFrequency), OrderFrequency, "above 0 and at most 20");
        Require(ContactsPerAccount is >= 1 and <= 20, nameof(ContactsPerAccount), ContactsPerAccount, "1 to 20");
        Require(LinesPerOrder is >= 1 and <= 20, nameof(LinesPerOrder), LinesPerOrder, "1 to 20");
        Require(AsOf.Year is >= 1990 and <= 2200, nameof(AsOf), AsOf, "between 1990 and 2200");
    }

    private static void Require(bool holds, string setting, object value, string wanted)
    {
        if (!holds) throw new ArgumentOutOfRangeException(setting, value, $"{setting} must be {wanted}.");
    }
}
