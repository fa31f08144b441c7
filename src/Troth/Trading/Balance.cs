namespace Troth.Trading;

/// <summary>What a board comes to as people have it: the arithmetic of the proposal on its moves and loads.</summary>
internal sealed class Balance
{
    private readonly TradeBoard _board;
    private readonly Dictionary<Guid, (TradeLoad Load, long Minutes, int Accounts)> _sellers;

    public Balance(TradeBoard board, IReadOnlyList<TradeLoad> loads, IReadOnlyList<TradeMove> moves)
    {
        _board = board;
        _sellers = loads.ToDictionary(l => l.SellerId, l => (l, l.Minutes, l.Accounts));
        foreach (var move in moves.Where(m => m.State != MoveState.Dropped))
        {
            Shift(move.FromId, -move.Minutes, -1);
            Shift(move.ToId, move.Minutes, 1);
        }

        Total = board.Now + moves.Sum(m => m.Worth) + _sellers.Values.Sum(s => Cost(s.Load, s.Load.Minutes) - Cost(s.Load, s.Minutes));
        Total = Math.Round(Total, 2);
    }

    /// <summary>Values less what imbalance costs.</summary>
    public decimal Total { get; }

    public long MinutesOf(TradeLoad load) => _sellers[load.SellerId].Minutes;

    public int AccountsOf(TradeLoad load) => _sellers[load.SellerId].Accounts;

    /// <summary>What the board would be worth less without this move alone.</summary>
    public decimal Gain(TradeMove move)
    {
        if (move.State == MoveState.Dropped) return 0;
        return Math.Round(move.Worth + Relief(move.FromId, move.Minutes) + Relief(move.ToId, -move.Minutes), 2);
    }

    /// <summary>What a seller's imbalance would cost more with so many minutes more.</summary>
    private decimal Relief(Guid seller, long more) =>
        _sellers.TryGetValue(seller, out var now) ? Cost(now.Load, now.Minutes + more) - Cost(now.Load, now.Minutes) : 0;

    private decimal Cost(TradeLoad load, long minutes) => load.Imbalance(minutes, _board.HourCosts);

    private void Shift(Guid seller, long minutes, int accounts)
    {
        if (_sellers.TryGetValue(seller, out var now)) _sellers[seller] = (now.Load, now.Minutes + minutes, now.Accounts + accounts);
    }
}
