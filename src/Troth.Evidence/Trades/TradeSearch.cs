namespace Troth.Evidence;

/// <summary>
/// Betters a whole assignment step by step: shift one account, swap two, send one home in favour of another. Each step taken is the best of
/// its kind there is, so the same start gives the same end.
/// </summary>
internal sealed class TradeSearch
{
    /// <summary>Less than this share of all values is rounding, not gain.</summary>
    private const double Grain = 1e-12;

    private readonly TradeBook _book;
    private readonly int[] _at;
    private readonly long[] _loads;
    private readonly double _grain;
    private readonly List<int>[] _of;
    private readonly int[] _changed;
    private readonly int[] _looked;
    private int _step = 1;
    private int _moves;

    public TradeSearch(TradeBook book, int[] start)
    {
        (_book, _at, _loads) = (book, [.. start], book.LoadsOf(start));
        _moves = Enumerable.Range(0, book.Accounts).Count(account => start[account] != book.Home[account]);
        _grain = Grain * (1 + book.Home.Select((seller, account) => Math.Abs(book.Value(account, seller))).Sum());
        (_changed, _looked) = (new int[book.Sellers], new int[book.Sellers * book.Sellers]);
        Array.Fill(_changed, 1);
        _of = [.. Enumerable.Range(0, book.Sellers).Select(_ => new List<int>())];
        for (var account = 0; account < book.Accounts; account++) _of[_at[account]].Add(account);
    }

    public int[] Sellers => _at;

    /// <summary>Brings the moves within the cap at the least loss, then betters until no step does.</summary>
    public void Run()
    {
        while (_moves > _book.MostMoves && SendHome()) { }
        while (Shift() || Swap() || Replace()) { }
    }

    /// <summary>
    /// Shakes a few accounts out of place and betters again, over and over; what is not worse is kept (iterated local search; Lourenço,
    /// Martin &amp; Stützle 2003).
    /// </summary>
    public void Shake(int rounds, CancellationToken cancellation)
    {
        var dice = new Random(20_011);
        var (best, total) = (_at.ToArray(), _book.Total(_at));
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var shaken = 2 + dice.Next(3); shaken > 0; shaken--)
            {
                int account = dice.Next(_book.Accounts), to = dice.Next(_book.Sellers);
                if (!double.IsNegativeInfinity(_book.Value(account, to))) Put(account, to);
            }

            Run();
            if (_book.Total(_at) is var found && found >= total) (best, total) = (_at.ToArray(), found);
            else Restore(best);
        }
    }

    private void Restore(int[] sellers)
    {
        for (var account = 0; account < _at.Length; account++)
        {
            if (_at[account] != sellers[account]) Put(account, sellers[account]);
        }
    }

    /// <summary>What shifting an account changes: its value, and the balance of two sellers.</summary>
    private double Gain(int account, int to)
    {
        var from = _at[account];
        var load = _book.Load[account];
        return _book.Value(account, to) - _book.Value(account, from) + Relief(from, -load) + Relief(to, load);
    }

    private double Relief(int seller, long more) => _book.Imbalance(seller, _loads[seller]) - _book.Imbalance(seller, _loads[seller] + more);

    private int MovesBy(int account, int to) => (to == _book.Home[account] ? 0 : 1) - (_at[account] == _book.Home[account] ? 0 : 1);

    private void Put(int account, int to)
    {
        _moves += MovesBy(account, to);
        _changed[_at[account]] = _changed[to] = ++_step;
        _loads[_at[account]] -= _book.Load[account];
        _of[_at[account]].Remove(account);
        _at[account] = to;
        _loads[to] += _book.Load[account];
        _of[to].Add(account);
    }

    private bool SendHome()
    {
        var (best, gain) = (-1, double.NegativeInfinity);
        for (var account = 0; account < _book.Accounts; account++)
        {
            if (_at[account] == _book.Home[account] || Gain(account, _book.Home[account]) is var found && found <= gain) continue;
            (best, gain) = (account, found);
        }

        if (best >= 0) Put(best, _book.Home[best]);
        return best >= 0;
    }

    private bool Shift()
    {
        var any = false;
        for (var account = 0; account < _book.Accounts; account++)
        {
            var (best, gain) = (-1, _grain);
            for (var to = 0; to < _book.Sellers; to++)
            {
                if (to == _at[account] || _moves + MovesBy(account, to) > _book.MostMoves) continue;
                if (Gain(account, to) is var found && found > gain) (best, gain) = (to, found);
            }

            if (best < 0) continue;
            Put(account, best);
            any = true;
        }

        return any;
    }

    /// <summary>For each pair of sellers the best exchange, until there is none; pairs that are as they were when none was found are passed over.</summary>
    private bool Swap()
    {
        var any = false;
        for (var one = 0; one < _book.Sellers; one++)
        {
            for (var other = one + 1; other < _book.Sellers; other++)
            {
                ref var looked = ref _looked[one * _book.Sellers + other];
                if (_changed[one] <= looked && _changed[other] <= looked) continue;
                while (BestSwap(one, other) is var (mine, theirs) && mine >= 0)
                {
                    Put(mine, other);
                    Put(theirs, one);
                    any = true;
                }

                looked = _step;
            }
        }

        return any;
    }

    private (int Mine, int Theirs) BestSwap(int one, int other)
    {
        var (mine, theirs, gain) = (-1, -1, _grain);
        // Balance cannot gain more than undoing all of it, so hopeless pairs are passed over by value alone.
        var hope = _book.Imbalance(one, _loads[one]) + _book.Imbalance(other, _loads[other]);
        var back = _of[other].Select(account => (Account: account, Worth: _book.Value(account, one) - _book.Value(account, other)))
            .Where(a => a.Worth > double.NegativeInfinity).OrderByDescending(a => a.Worth).ThenBy(a => a.Account).ToArray();
        foreach (var account in _of[one])
        {
            var worth = _book.Value(account, other) - _book.Value(account, one);
            if (double.IsNegativeInfinity(worth)) continue;
            foreach (var (candidate, returned) in back)
            {
                if (worth + returned + hope <= gain) break;
                if (_moves + MovesBy(account, other) + MovesBy(candidate, one) > _book.MostMoves) continue;
                var more = _book.Load[candidate] - _book.Load[account];
                var found = worth + returned + Relief(one, more) + Relief(other, -more);
                if (found > gain) (mine, theirs, gain) = (account, candidate, found);
            }
        }

        return (mine, theirs);
    }

    /// <summary>With all moves spent: one goes home, a better one is made. Those worth trying are listed once a round.</summary>
    private bool Replace()
    {
        if (_moves < _book.MostMoves || _moves == 0) return false;
        var candidates = Promising();
        var most = candidates.Count == 0 ? 0 : candidates.Max(c => Gain(c.Account, c.To));
        var any = false;
        for (var home = 0; home < _book.Accounts; home++)
        {
            if (_at[home] == _book.Home[home]) continue;
            var was = _at[home];
            var loss = Gain(home, _book.Home[home]);
            // The balance it leaves behind can better a candidate by no more than its own work, at both of its sellers.
            if (loss + most + 2 * _book.Price * _book.Load[home] <= _grain) continue;
            Put(home, _book.Home[home]);
            var (best, to, gain) = (-1, -1, _grain - loss);
            foreach (var (account, seller) in candidates)
            {
                if (_at[account] == seller || account == home || _moves + MovesBy(account, seller) > _book.MostMoves) continue;
                if (Gain(account, seller) is var found && found > gain) (best, to, gain) = (account, seller, found);
            }

            if (best >= 0) Put(best, to);
            else Put(home, was);
            any |= best >= 0;
        }

        return any;
    }

    /// <summary>For each pair of sellers the few shifts that gain most, by value and by value for the work.</summary>
    private List<(int Account, int To)> Promising()
    {
        // As many as keep a round short: eight for each pair of eight sellers, two of forty.
        var few = Math.Clamp(4000 / (_book.Sellers * _book.Sellers), 2, 8);
        List<(int Account, int To)> promising = [];
        for (var from = 0; from < _book.Sellers; from++)
        {
            for (var to = 0; to < _book.Sellers; to++)
            {
                if (from == to) continue;
                var shifts = _of[from].Where(account => !double.IsNegativeInfinity(_book.Value(account, to)))
                    .Select(account => (Account: account, Worth: _book.Value(account, to) - _book.Value(account, from))).ToArray();
                promising.AddRange(shifts.OrderByDescending(s => s.Worth).ThenBy(s => s.Account).Take(few)
                    .Union(shifts.OrderByDescending(s => s.Worth / (1 + _book.Load[s.Account])).ThenBy(s => s.Account).Take(few))
                    .Select(s => (s.Account, to)));
            }
        }

        return promising;
    }
}
