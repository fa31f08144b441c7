namespace Troth.Evidence.Tests;

/// <summary>Random books to trade in: values by fit and relationship, work by size, books out of balance.</summary>
internal sealed record DrawnTrades(TradeAccount[] Accounts, TradeSeller[] Sellers, TradeSettings Settings)
{
    public static DrawnTrades Of(int seed, int sellers, int accounts, int? moves = null)
    {
        var dice = new Random(seed);
        var home = new int[accounts];
        var load = new long[accounts];
        for (var a = 0; a < accounts; a++)
        {
            // The first sellers have had more time to gather.
            home[a] = (int)(sellers * Math.Pow(dice.NextDouble(), 1.3));
            load[a] = 10 + dice.Next(1, 20) * dice.Next(1, 30);
        }

        var industry = Enumerable.Range(0, accounts).Select(_ => dice.Next(5)).ToArray();
        var fit = Enumerable.Range(0, sellers * 5).Select(_ => .4 + .6 * dice.NextDouble()).ToArray();
        var drawn = new TradeAccount[accounts];
        for (var a = 0; a < accounts; a++)
        {
            var potential = Math.Exp(8 + 2 * dice.NextDouble() + 2 * dice.NextDouble());
            var kept = .6 + .4 * dice.NextDouble();
            var values = new double[sellers];
            for (var s = 0; s < sellers; s++)
            {
                var worth = potential * fit[s * 5 + industry[a]] * (.9 + .2 * dice.NextDouble());
                values[s] = Math.Round(s == home[a] ? worth : kept * worth, 2);
                if (s != home[a] && dice.Next(12) == 0) values[s] = double.NegativeInfinity;
            }

            drawn[a] = new TradeAccount(home[a], load[a], values, dice.Next(10) == 0);
        }

        var mean = load.Sum() / sellers;
        var bands = Enumerable.Range(0, sellers).Select(_ => new TradeSeller((long)(mean * .85), (long)(mean * 1.15))).ToArray();
        return new DrawnTrades(drawn, bands, new TradeSettings(moves ?? accounts / 5 + dice.Next(accounts / 4 + 1), 40));
    }

    public TradeProposal Propose() => Trades.Propose(Accounts, Sellers, Settings);
}
