using Troth.Simulation.Chance;

namespace Troth.Simulation;

/// <summary>
/// Every distribution that differs between the variants, with its parameters and why they are what they are. docs/guide/simulated-company.md
/// tells it as a whole. The parameters are fixed; a test holds the marginals.
/// </summary>
internal static class Distributions
{
    /// <summary>
    /// Headcount as a multiple of its segment's typical one. Usual: lognormal of the segment's log-scale width (.65 to .95), the body
    /// of every published size distribution. Uneven: .08 + 1.25 × gamma of shape .9 and mean 1, many small and no far tail. Lumpy: 85 % lognormal
    /// of .8 the width, 15 % Pareto of exponent 1.5 from 1.5 up, cut at 25 (Axtell 2001 finds 1.06 for all firms; 1.5 and the cut keep one
    /// account from being half a book).
    /// </summary>
    public static double Size(SimulationVariant variant, Dice dice, double width) => variant switch
    {
        SimulationVariant.Usual => Elementary.Exp(width * dice.Normal()),
        SimulationVariant.Uneven => .08 + 1.25 * dice.Gamma(.9),
        _ => dice.Happens(.85)
            ? Elementary.Exp(.8 * width * dice.Normal())
            : Math.Min(25, 1.5 * Elementary.Pow(1 - dice.Unit(), -1 / 1.5)),
    };

    /// <summary>
    /// Potential as a multiple of what firmographics say: the part nobody sees from outside. Usual: lognormal of log deviation .25, so two
    /// accounts in three lie within a quarter of their kind. Uneven: gamma of shape 15 and mean 1 (deviation .26, skewed the other way in
    /// logs). Lumpy: 90 % lognormal .20, 10 % lognormal .60: most firms are like their kind and a few build something quite different.
    /// </summary>
    public static double PotentialNoise(SimulationVariant variant, Dice dice) => variant switch
    {
        SimulationVariant.Usual => Elementary.Exp(.25 * dice.Normal()),
        SimulationVariant.Uneven => dice.Gamma(15),
        _ => Elementary.Exp((dice.Happens(.9) ? .20 : .60) * dice.Normal()),
    };

    /// <summary>
    /// Share of its need that an account gives us. A pump or a valve is designed into a machine: an account's machines carry ours, or a
    /// competitor's, or a second source's, so shares crowd near nothing and near all. Usual: Beta(.45, .75), mean .38. Uneven:
    /// logit-normal(−.9, 2.2), mean .36. Lumpy: lead supplier (28 %, .87), second source (36 %, .28), niche (36 %, .08), each with logit
    /// noise .60, mean .38.
    /// </summary>
    public static double Loyalty(SimulationVariant variant, Dice dice) => variant switch
    {
        SimulationVariant.Usual => dice.Beta(.45, .75),
        SimulationVariant.Uneven => Logistic(-.9 + 2.2 * dice.Normal()),
        _ => Logistic(Logit(dice.Weighted([.28, .36, .36]) switch { 0 => .87, 1 => .28, _ => .08 }) + .60 * dice.Normal()),
    };

    /// <summary>
    /// Gap to the next order on a clock that runs with the account's rate, mean 1. Usual: Erlang of two stages, for stock is refilled when
    /// it runs low, more evenly than by chance (the condensed Poisson of Chatfield and Goodhardt 1973). Uneven: exponential, with
    /// <see cref="QuarterFrailty"/>. Lumpy: 35 % of gaps lie within a project and are .3 long on average, the others 1.38: counts
    /// vary one and a half times as much as a Poisson process's.
    /// </summary>
    public static double Gap(SimulationVariant variant, Dice dice) => variant switch
    {
        SimulationVariant.Usual => (dice.Exponential() + dice.Exponential()) / 2,
        SimulationVariant.Uneven => dice.Exponential(),
        _ => dice.Exponential() * (dice.Happens(.35) ? .3 : .895 / .65),
    };

    /// <summary>A factor on a whole quarter's rate. Uneven: gamma of shape 12, so a quarter's orders are negative binomial; else 1.</summary>
    public static double QuarterFrailty(SimulationVariant variant, Dice dice) =>
        variant is SimulationVariant.Uneven ? dice.Gamma(12) : 1;

    /// <summary>
    /// An order's value relative to the account's mean, mean 1. Usual: lognormal of log deviation .50 (the middle half lies between .6 and
    /// 1.2). Uneven: gamma of shape 3.5. Lumpy: 92 % lognormal .45, 8 % a project order, Pareto of exponent 2.5 from 1.6 up, cut at 12.
    /// </summary>
    public static double OrderValue(SimulationVariant variant, Dice dice) => variant switch
    {
        SimulationVariant.Usual => Elementary.Exp(.50 * dice.Normal() - .50 * .50 / 2),
        SimulationVariant.Uneven => dice.Gamma(3.5),
        _ => (dice.Happens(.92)
            ? Elementary.Exp(.45 * dice.Normal() - .45 * .45 / 2)
            : Math.Min(12, 1.6 * Elementary.Pow(1 - dice.Unit(), -1 / 2.5))) / (.92 + .08 * 2.615),
    };

    /// <summary>
    /// What a seller's work adds to every account of the book a year, in logs. Sellers differ, the best stay the best for years, and a few
    /// do most (O'Boyle and Aguinis 2012 find such tails in 198 samples of performance). Usual: one in three is strong (.25 ± .08), the
    /// others hold or lose a little (−.10 ± .08). Uneven: uniform from −.38 to .38. Lumpy: exponential of mean .24, less its mean.
    /// </summary>
    public static double Drive(SimulationVariant variant, bool strong, Dice dice) => variant switch
    {
        SimulationVariant.Usual => (strong ? .25 : -.10) + .08 * dice.Normal(),
        SimulationVariant.Uneven => dice.Between(-.38, .38),
        _ => .24 * (dice.Exponential() - 1),
    };

    private static double Logit(double share) => Elementary.Log(share / (1 - share));

    private static double Logistic(double x) => 1 / (1 + Elementary.Exp(-x));
}
