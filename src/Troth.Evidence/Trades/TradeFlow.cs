namespace Troth.Evidence;

/// <summary>
/// The best division of accounts among sellers when accounts could be shared and each change of hands costs a toll: a transportation
/// problem with concave sellers, solved by successive shortest paths (Ahuja, Magnanti &amp; Orlin, Network Flows, 1993, ch. 9). Few sellers
/// and many accounts: paths are sought among sellers only, the cheapest account to shift between two of them lying on top of a heap.
/// </summary>
/// <remarks>O(paths × sellers² + shifts × sellers × log accounts); there is about one path an account.</remarks>
internal sealed class TradeFlow
{
    private const double Never = double.PositiveInfinity;

    private readonly TradeBook _book;
    private readonly double _toll;
    private readonly int _sellers;
    private readonly double[] _potential;
    private readonly long[] _carried;
    private readonly PriorityQueue<int, double>[] _shifts;
    private readonly long[] _share;
    private readonly double[] _distance;
    private readonly int[] _before;
    private readonly bool[] _settled;

    private TradeFlow(TradeBook book, double toll)
    {
        (_book, _toll, _sellers) = (book, toll, book.Sellers);
        _potential = new double[_sellers];
        Array.Fill(_potential, book.Price);
        _carried = new long[_sellers];
        _shifts = [.. Enumerable.Range(0, _sellers * _sellers).Select(_ => new PriorityQueue<int, double>())];
        _share = new long[book.Accounts * _sellers];
        _distance = new double[_sellers];
        _before = new int[_sellers];
        _settled = new bool[_sellers];
    }

    /// <summary>Solves it for a toll on each move, money a year.</summary>
    public static TradeDivision Divide(TradeBook book, double toll)
    {
        var flow = new TradeFlow(book, toll);
        for (var account = 0; account < book.Accounts; account++)
        {
            var left = book.Load[account];
            while (left > 0) left -= flow.Send(account, left);
        }

        return flow.Tell();
    }

    private double Net(int account, int seller) =>
        _book.Values[account * _sellers + seller] - (seller == _book.Home[account] ? 0 : _toll);

    /// <summary>Cost of one more minute with a seller: a relief below the band, a burden above it.</summary>
    private (double Cost, long Room) NextMinute(int seller)
    {
        var carried = _carried[seller];
        return carried < _book.Least[seller] ? (-_book.Price, _book.Least[seller] - carried)
            : carried < _book.Most[seller] ? (0, _book.Most[seller] - carried)
            : (_book.Price, long.MaxValue);
    }

    /// <summary>Sends as much of an account as one shortest path takes.</summary>
    private long Send(int account, long left)
    {
        var minutes = _book.Load[account];
        for (var seller = 0; seller < _sellers; seller++)
        {
            _distance[seller] = -Net(account, seller) / minutes - _potential[seller];
            _before[seller] = -1;
            _settled[seller] = false;
        }

        var (last, end) = Settle();
        var amount = Math.Min(left, NextMinute(last).Room);
        for (var to = last; _before[to] >= 0; to = _before[to])
            amount = Math.Min(amount, _share[Cheapest(_before[to], to) * _sellers + _before[to]]);
        for (var to = last; ; to = _before[to])
        {
            var from = _before[to];
            var moved = from < 0 ? account : Cheapest(from, to);
            Give(moved, to, amount);
            if (from < 0) break;
            _share[moved * _sellers + from] -= amount;
        }

        _carried[last] += amount;
        for (var seller = 0; seller < _sellers; seller++) _potential[seller] += Math.Min(_distance[seller], end);
        // Potentials count from the end of the path, so that it stays at 0.
        for (var seller = 0; seller < _sellers; seller++) _potential[seller] -= end;
        return amount;
    }

    /// <summary>Dijkstra among sellers until nothing unsettled is nearer than the end.</summary>
    private (int Last, double End) Settle()
    {
        var (last, end) = (-1, Never);
        while (true)
        {
            var nearest = -1;
            for (var seller = 0; seller < _sellers; seller++)
            {
                if (!_settled[seller] && _distance[seller] < Never && (nearest < 0 || _distance[seller] < _distance[nearest])) nearest = seller;
            }

            if (nearest < 0 || _distance[nearest] >= end) return (last, end);
            _settled[nearest] = true;
            var through = _distance[nearest] + Math.Max(0, NextMinute(nearest).Cost + _potential[nearest]);
            if (through < end) (last, end) = (nearest, through);
            for (var to = 0; to < _sellers; to++)
            {
                if (_settled[to] || Cheapest(nearest, to) is not (>= 0 and var account)) continue;
                var step = ShiftCost(account, nearest, to) + _potential[nearest] - _potential[to];
                if (_distance[nearest] + Math.Max(0, step) < _distance[to])
                {
                    _distance[to] = _distance[nearest] + Math.Max(0, step);
                    _before[to] = nearest;
                }
            }
        }
    }

    private double ShiftCost(int account, int from, int to) => (Net(account, from) - Net(account, to)) / _book.Load[account];

    /// <summary>The account of which a minute is shifted most cheaply; −1 when there is none.</summary>
    private int Cheapest(int from, int to)
    {
        var heap = _shifts[from * _sellers + to];
        while (heap.TryPeek(out var account, out _))
        {
            if (_share[account * _sellers + from] > 0) return account;
            heap.Dequeue();
        }

        return -1;
    }

    private void Give(int account, int seller, long amount)
    {
        ref var share = ref _share[account * _sellers + seller];
        var isNew = share == 0;
        share += amount;
        if (!isNew) return;
        for (var to = 0; to < _sellers; to++)
        {
            var cost = to == seller ? Never : ShiftCost(account, seller, to);
            // May stand there twice after it was away; the second is dropped when it is on top and gone.
            if (cost < Never) _shifts[seller * _sellers + to].Enqueue(account, cost);
        }
    }

    private TradeDivision Tell()
    {
        double total = 0, moves = 0;
        for (var account = 0; account < _book.Accounts; account++)
        {
            if (_book.Load[account] == 0)
            {
                // Weighs nothing, so it goes where it is worth most, staying when that is as good.
                var best = _book.Home[account];
                for (var seller = 0; seller < _sellers; seller++)
                {
                    if (Net(account, seller) > Net(account, best)) best = seller;
                }

                _share[account * _sellers + best] = 1;
                total += Net(account, best);
                moves += best == _book.Home[account] ? 0 : 1;
                continue;
            }

            for (var seller = 0; seller < _sellers; seller++)
            {
                var share = _share[account * _sellers + seller];
                if (share == 0) continue;
                var part = (double)share / _book.Load[account];
                total += part * Net(account, seller);
                if (seller != _book.Home[account]) moves += part;
            }
        }

        for (var seller = 0; seller < _sellers; seller++) total -= _book.Imbalance(seller, _carried[seller]);
        return new TradeDivision(total, moves, _share);
    }
}

/// <summary>How accounts are divided when they could be shared.</summary>
/// <param name="Total">Values less tolls and imbalance.</param>
/// <param name="Moves">Accounts that change hands; those in part by their part.</param>
/// <param name="Shares">By account, then seller: how much of it, any unit.</param>
internal sealed record TradeDivision(double Total, double Moves, long[] Shares)
{
    /// <summary>Each account wholly with whoever has most of it.</summary>
    public int[] Whole(TradeBook book)
    {
        var sellers = new int[book.Accounts];
        for (var account = 0; account < book.Accounts; account++)
        {
            var best = book.Home[account];
            for (var seller = 0; seller < book.Sellers; seller++)
            {
                if (Shares[account * book.Sellers + seller] > Shares[account * book.Sellers + best]) best = seller;
            }

            sellers[account] = best;
        }

        return sellers;
    }
}
