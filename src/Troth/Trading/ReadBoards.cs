using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Contracts;
using Troth.Promises.OurWord;

namespace Troth.Trading;

/// <summary>A board in the list.</summary>
public sealed record BoardLine(string Board, string Name, string? Team, DateTimeOffset MadeAt, string MadeBy, bool Shared, bool Open, int Proposed, int Accepted, int Dropped);

/// <summary>What a share rests on.</summary>
/// <param name="Accounts">The seller's own accounts in that line of business.</param>
public sealed record FitRow(double Share, double Low, double High, int Accounts);

/// <summary>One move, as people read it.</summary>
/// <param name="Gain">What the board would be worth less without this move alone, a year: value and balance; value alone where the balance is withheld. 0 where it is left out.</param>
/// <param name="Learnt">Of the gain, what is learnt: such accounts give more, or less, with the other seller.</param>
/// <param name="Assumed">What is assumed: what stays of a relationship, and what somebody new wins back.</param>
/// <param name="LearntLow">Where what is learnt lies, by the intervals of both typical shares; the potential taken as it is.</param>
/// <param name="LearntHigh">Its upper end.</param>
/// <param name="Minutes">A month; null: said by a seller whose hours are not for this reader, and an estimate is not at hand.</param>
/// <param name="HoursSaid">The minutes are what its seller said.</param>
/// <param name="Balance">What it does for the balance of work; null where the company shows no single sellers.</param>
/// <param name="Fits">What is typical with the seller who would have it; null where that is not for this reader.</param>
/// <param name="FitsNow">And with the one who has it.</param>
/// <param name="ProposedTo">To whom the arithmetic would give it; null: people put it here.</param>
/// <param name="Manageable">Whether this reader may change and accept it.</param>
/// <param name="TellsIt">Whether this reader is the one to tell the customer.</param>
public sealed record MoveRow(
    string Account, string AccountName, string? Field, string From, string FromName, string To, string ToName, string? ProposedTo, MoveState State, decimal Potential, decimal Bought, double ShareNow,
    double ShareThen, FitRow? Fits, FitRow? FitsNow, int? Minutes, bool HoursSaid, decimal Gain, decimal? Learnt, decimal? LearntLow, decimal? LearntHigh, decimal? Assumed, decimal? Balance, string? Why, string? DecidedBy, DateTimeOffset? DecidedAt, string? Tell, string? TellBySeller, DateOnly? TellBy,
    DateOnly? ToldOn, IReadOnlyList<RemarkRow> Remarks, bool Manageable, bool TellsIt, int Version);

public sealed record RemarkRow(string By, DateTimeOffset At, string Text);

/// <summary>What a seller carries, minutes a month; null where the company shows no single sellers and it is not the reader's own.</summary>
/// <param name="Then">Null too where it would tell the hours that a colleague said.</param>
public sealed record LoadRow(string Seller, string Name, int? AccountsNow, int? AccountsThen, long? Now, long? Then, long Least, long Most);

/// <summary>A board as its reader may see it.</summary>
/// <param name="Whole">Everything; else just the moves of the reader's own accounts.</param>
/// <param name="Withheld">The company shows no figures of single sellers: those of others than the reader are left out.</param>
/// <param name="Now">Expected purchases a year of the accounts that may move, less what imbalance costs.</param>
/// <param name="Edited">The same with the moves as people have them.</param>
/// <param name="Proposed">The same as the arithmetic proposed.</param>
/// <param name="Bound">No proposal within the same limits is worth more.</param>
public sealed record BoardView(
    string Board, string Name, string? Team, bool Whole, bool Withheld, bool Open, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset? SharedAt, DateTimeOffset? ClosedAt, string? ClosedBy, DateOnly AsOf,
    string Currency, int MostMoves, int Stays, int Afresh, int Least, int Most, decimal HourCosts, int MinutesAnAccount, int MinutesAnOrder, int HoursSaid, int Accounts, int Staying, decimal Now, decimal Edited,
    decimal Proposed, decimal Bound, IReadOnlyList<LoadRow> Sellers, IReadOnlyList<MoveRow> Moves, int Version);

/// <summary>Boards as their reader may see them, drawn from nine queries at most whatever is on them.</summary>
public sealed class ReadBoards(TrothContext db, BoardSight sight, SellersShown shown)
{
    public const int MostListed = 100;

    private static (decimal, decimal)? LearntRange(TradeMove move, FitRow? then, FitRow? now)
    {
        if (then is null || now is null) return null;
        var apart = Interval.Difference((then.Share, new Interval(then.Low, then.High)), (now.Share, new Interval(now.Low, now.High)));
        return (MakeBoard.Money((double)move.Potential * apart.Low), MakeBoard.Money((double)move.Potential * apart.High));
    }

    /// <summary>The newest first, <see cref="MostListed"/> at most.</summary>
    public async Task<IReadOnlyList<BoardLine>> List(CancellationToken cancel)
    {
        sight.NotOnASharedScreen();
        var boards = await Seen().OrderByDescending(b => b.Number).Take(MostListed).ToListAsync(cancel);
        var ids = boards.Select(b => b.Id).ToList();
        var counts = (await Moves(ids).GroupBy(m => new { m.BoardId, m.State }).Select(g => new { g.Key.BoardId, g.Key.State, Count = g.Count() }).ToListAsync(cancel))
            .ToDictionary(c => (c.BoardId, c.State), c => c.Count);
        var teams = await TeamNames(cancel);
        return [.. boards.Select(b => new BoardLine(b.Label, b.Name, b.TeamId is { } t ? teams.GetValueOrDefault(t) : null, b.MadeAt, b.MadeBy, b.SharedAt is not null, b.IsOpen,
            counts.GetValueOrDefault((b.Id, MoveState.Proposed)), counts.GetValueOrDefault((b.Id, MoveState.Accepted)), counts.GetValueOrDefault((b.Id, MoveState.Dropped))))];
    }

    public async Task<BoardView> Run(string label, CancellationToken cancel)
    {
        var board = await Find(label, cancel);
        var whole = sight.SeesWhole(board.TeamId);
        // Nobody's figures but the reader's own, whatever else they may see.
        var withheld = await shown.Setting(cancel) == SellerFigures.Off;
        var loads = await db.TradeLoads.AsNoTracking().Where(l => l.BoardId == board.Id).ToListAsync(cancel);
        var moves = await Moves([board.Id]).Join(db.AccountFacts, m => m.AccountId, a => a.Id, (m, a) => new { Move = m, a.Number, a.Name }).ToListAsync(cancel);
        var ids = moves.SelectMany(m => new[] { m.Move.FromId, m.Move.ToId, m.Move.ProposedToId ?? m.Move.ToId, m.Move.TellById ?? m.Move.ToId }).Concat(loads.Select(l => l.SellerId)).Distinct().ToList();
        var sellers = await db.SellerFacts.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        var fields = moves.Select(m => m.Move.Field).Distinct().ToList();
        var fits = (await db.TradeFits.AsNoTracking().Where(f => f.BoardId == board.Id && fields.Contains(f.Field)).ToListAsync(cancel)).ToDictionary(f => (f.SellerId, f.Field));
        var moveIds = moves.Select(m => m.Move.Id).ToList();
        var remarks = (await db.TradeRemarks.AsNoTracking().Where(r => moveIds.Contains(r.MoveId)).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancel)).ToLookup(r => r.MoveId);
        List<TradeMove> every = whole ? [.. moves.Select(m => m.Move)] : await db.TradeMoves.AsNoTracking().Where(m => m.BoardId == board.Id).ToListAsync(cancel);
        var balance = new Balance(board, loads, every);
        bool Hides(TradeMove move) => withheld && move.HoursSaid && move.FromId != sight.Seller;
        var estimates = await Estimates(board, [.. moves.Where(m => Hides(m.Move)).Select(m => m.Move.AccountId)], cancel);
        int? Minutes(TradeMove move) => !Hides(move) ? (int)move.Minutes : estimates.TryGetValue(move.AccountId, out var estimate) ? estimate : null;
        string Name(Guid id) => sellers.GetValueOrDefault(id)?.Name ?? Words.Say("seller.gone");
        string Called(Guid id) => sellers.TryGetValue(id, out var s) ? $"S-{s.Number}" : "";
        FitRow? Fit(Guid seller, string field) => fits.TryGetValue((seller, field), out var f) ? new FitRow(f.Share, f.Low, f.High, f.Accounts) : null;
        (decimal, decimal)? Range(TradeMove move) => move.State == MoveState.Dropped ? null : LearntRange(move, Fit(move.ToId, move.Field), Fit(move.FromId, move.Field));
        // What is typical of a colleague is not for sellers to read.
        FitRow? Shown(Guid seller, string field) => (whole && !withheld) || seller == sight.Seller ? Fit(seller, field) : null;
        decimal Learnt(TradeMove move) => move.State == MoveState.Dropped || Fit(move.ToId, move.Field) is not { } then || Fit(move.FromId, move.Field) is not { } now ? 0
            : Math.Round(move.Potential * (decimal)(then.Share - now.Share), 2);
        // The difference of two sellers tells of each, and the balance of a move tells its hours.
        var parts = whole && !withheld;
        var rows = moves.Select(m => new MoveRow($"A-{m.Number}", m.Name, m.Move.Field is { Length: > 0 } field ? field : null, Called(m.Move.FromId), Name(m.Move.FromId), Called(m.Move.ToId), Name(m.Move.ToId),
            m.Move.ProposedToId is { } proposed ? Name(proposed) : null, m.Move.State, m.Move.Potential, m.Move.Bought, m.Move.ShareNow, m.Move.ShareThen, Shown(m.Move.ToId, m.Move.Field),
            Shown(m.Move.FromId, m.Move.Field), Minutes(m.Move), m.Move.HoursSaid && !Hides(m.Move), withheld ? m.Move.Worth : balance.Gain(m.Move), parts ? Learnt(m.Move) : null, parts ? Range(m.Move)?.Item1 : null,
            parts ? Range(m.Move)?.Item2 : null, parts ? m.Move.Worth - Learnt(m.Move) : null, withheld ? null : balance.Gain(m.Move) - m.Move.Worth, m.Move.Why, m.Move.DecidedBy, m.Move.DecidedAt, m.Move.Tell, m.Move.TellById is { } teller ? Name(teller) : null,
            m.Move.TellBy, m.Move.ToldOn, [.. remarks[m.Move.Id].Select(r => new RemarkRow(r.By, r.At, r.Text))], whole && board.IsOpen, m.Move.TellById is { } tells && (whole || tells == sight.Seller), m.Move.Version))
            .OrderBy(m => m.State == MoveState.Dropped).ThenByDescending(m => m.Gain).ThenBy(m => m.Account, StringComparer.Ordinal).ToList();
        return new BoardView(board.Label, board.Name, board.TeamId is { } team ? (await TeamNames(cancel)).GetValueOrDefault(team) : null, whole, withheld, board.IsOpen, board.MadeAt, board.MadeBy, board.SharedAt,
            board.ClosedAt, board.ClosedBy, board.AsOf, board.Currency, board.MostMoves, board.Stays, board.Afresh, board.Least, board.Most, board.HourCosts, board.MinutesAnAccount, board.MinutesAnOrder, board.HoursSaid,
            board.Accounts, board.Staying, board.Now, balance.Total, board.Proposed, board.Bound,
            [.. loads.Where(l => whole || l.SellerId == sight.Seller).Select(Load).OrderBy(l => NameKey.Of(l.Name), StringComparer.Ordinal)], rows, board.Version);

        LoadRow Load(TradeLoad load)
        {
            var (called, name) = (Called(load.SellerId), Name(load.SellerId));
            if (withheld && load.SellerId != sight.Seller) return new LoadRow(called, name, null, null, null, null, load.Least, load.Most);
            var tells = every.Any(m => m.State != MoveState.Dropped && m.ToId == load.SellerId && Hides(m));
            return new LoadRow(called, name, load.Accounts, balance.AccountsOf(load), load.Minutes, tells ? null : balance.MinutesOf(load), load.Least, load.Most);
        }
    }

    /// <summary>Minutes a month by the board's terms, where the Book still is the one that the board was made from.</summary>
    private async Task<Dictionary<Guid, int>> Estimates(TradeBoard board, List<Guid> accounts, CancellationToken cancel)
    {
        if (accounts.Count == 0) return [];
        var asOf = board.AsOf;
        var known = await db.BuyingFacts.Where(b => accounts.Contains(b.AccountId) && b.AsOf == asOf).Select(b => new { b.AccountId, b.Orders }).ToListAsync(cancel);
        return known.ToDictionary(b => b.AccountId, b => board.MinutesAnAccount + board.MinutesAnOrder * b.Orders / 12);
    }

    /// <exception cref="NotFoundException">There is none that this reader sees.</exception>
    internal async Task<TradeBoard> Find(string label, CancellationToken cancel)
    {
        sight.NotOnASharedScreen();
        var number = Reference.Parse("T", label).Number;
        return await Seen().FirstOrDefaultAsync(b => b.Number == number, cancel) ?? throw new NotFoundException(Words.Say("board.named", label));
    }

    private IQueryable<TradeBoard> Seen()
    {
        var boards = db.TradeBoards.AsNoTracking();
        if (sight.Manages) return sight.OnlyTeam is { } team ? boards.Where(b => b.TeamId == team) : boards;
        var (seller, moves) = (sight.Seller, db.TradeMoves);
        return boards.Where(b => seller != null && moves.Any(m => m.BoardId == b.Id && (
            b.SharedAt != null ? m.FromId == seller || m.ToId == seller || m.TellById == seller : m.TellById == seller && m.State == MoveState.Accepted)));
    }

    private IQueryable<TradeMove> Moves(IReadOnlyList<Guid> boards)
    {
        var moves = db.TradeMoves.AsNoTracking().Where(m => boards.Contains(m.BoardId));
        // What was accepted is told by who said so, the board shared or not.
        var (seller, shared) = (sight.Seller, db.TradeBoards.Where(b => b.SharedAt != null));
        return sight.Manages ? moves : moves.Where(m => (m.TellById == seller && m.State == MoveState.Accepted)
            || ((m.FromId == seller || m.ToId == seller || m.TellById == seller) && shared.Any(b => b.Id == m.BoardId)));
    }

    private Task<Dictionary<Guid, string>> TeamNames(CancellationToken cancel) => db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
}
