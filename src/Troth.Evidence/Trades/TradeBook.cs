namespace Troth.Evidence;

/// <summary>Accounts and sellers in flat arrays, checked, with the arithmetic that flow and search share.</summary>
internal sealed class TradeBook
{
    public TradeBook(IReadOnlyList<TradeAccount> accounts, IReadOnlyList<TradeSeller> sellers, TradeSettings settings)
    {
        Check(accounts, sellers, settings);
        (Accounts, Sellers, Price) = (accounts.Count, sellers.Count, settings.PricePerMinute);
        MostMoves = settings.MostMoves;
        Home = [.. accounts.Select(account => account.Seller)];
        Load = [.. accounts.Select(account => account.Load)];
        Least = [.. sellers.Select(seller => seller.Least)];
        Most = [.. sellers.Select(seller => seller.Most)];
        Values = new double[Accounts * Sellers];
        for (var account = 0; account < Accounts; account++)
        {
            for (var seller = 0; seller < Sellers; seller++)
            {
                Values[account * Sellers + seller] = accounts[account].Locked && seller != Home[account]
                    ? double.NegativeInfinity : accounts[account].Values[seller];
            }
        }
    }

    public int Accounts { get; }

    public int Sellers { get; }

    public int MostMoves { get; }

    /// <summary>Of a minute outside a band.</summary>
    public double Price { get; }

    public int[] Home { get; }

    public long[] Load { get; }

    public long[] Least { get; }

    public long[] Most { get; }

    /// <summary>By account, then seller; minus infinity where the account may not be.</summary>
    public double[] Values { get; }

    public double Value(int account, int seller) => Values[account * Sellers + seller];

    /// <summary>What a seller's load costs, 0 within the band.</summary>
    public double Imbalance(int seller, long load) => Price * Math.Max(0, Math.Max(load - Most[seller], Least[seller] - load));

    public long[] LoadsOf(int[] sellers)
    {
        var loads = new long[Sellers];
        for (var account = 0; account < Accounts; account++) loads[sellers[account]] += Load[account];
        return loads;
    }

    public double Total(int[] sellers)
    {
        var total = 0.0;
        for (var account = 0; account < Accounts; account++) total += Value(account, sellers[account]);
        var loads = LoadsOf(sellers);
        for (var seller = 0; seller < Sellers; seller++) total -= Imbalance(seller, loads[seller]);
        return total;
    }

    private static void Check(IReadOnlyList<TradeAccount> accounts, IReadOnlyList<TradeSeller> sellers, TradeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(sellers);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.MostMoves < 0) throw Wrong(nameof(settings), $"{settings.MostMoves} moves cannot be; give 0 or more.");
        if (!(settings.PricePerMinute > 0 && double.IsFinite(settings.PricePerMinute)))
            throw Wrong(nameof(settings), $"A minute outside a band costs {settings.PricePerMinute}; give an amount above 0.");
        for (var s = 0; s < sellers.Count; s++)
        {
            if (sellers[s].Least < 0 || sellers[s].Most < sellers[s].Least)
                throw Wrong(nameof(sellers), $"Seller {s} carries {sellers[s].Least} to {sellers[s].Most} minutes; give 0 or more, the lesser first.");
        }

        for (var a = 0; a < accounts.Count; a++)
        {
            var account = accounts[a];
            if (account.Seller < 0 || account.Seller >= sellers.Count)
                throw Wrong(nameof(accounts), $"Account {a} is with seller {account.Seller}; there are {sellers.Count}.");
            if (account.Load < 0 || account.Load > MostLoad) throw Wrong(nameof(accounts), $"Account {a} takes {account.Load} minutes; give 0 to {MostLoad}.");
            if (account.Values.Count != sellers.Count)
                throw Wrong(nameof(accounts), $"Account {a} has {account.Values.Count} values for {sellers.Count} sellers; give one for each.");
            for (var s = 0; s < sellers.Count; s++)
            {
                var value = account.Values[s];
                if (!double.IsFinite(value) && (s == account.Seller || !double.IsNegativeInfinity(value)))
                    throw Wrong(nameof(accounts), $"Account {a} is worth {value} with seller {s}; give a finite amount.");
            }

        }

    }

    /// <summary>A month has no more minutes for a thousand people.</summary>
    private const long MostLoad = 50_000_000;

    private static ArgumentException Wrong(string parameter, string message) => new(message, parameter);
}
