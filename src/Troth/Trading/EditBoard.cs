using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Effort.Contracts;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Trading;

/// <summary>What people make of a proposal: other sellers, moves left out or added, shared with those concerned, closed.</summary>
public sealed class EditBoard(TrothContext db, ReadBoards boards, BoardSight sight, Reader reader, TimeProvider time)
{
    /// <param name="To">The seller: S-3.</param>
    /// <param name="Why">In a sentence; kept.</param>
    /// <param name="Version">That was read; null takes whatever there is.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Change(string? To, string? Why, int? Version = null);

    /// <param name="Why">In a sentence; kept.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Drop(string? Why, int? Version = null);

    /// <param name="Account">A-17.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Addition(string? Account, string? To, string? Why);

    /// <summary>The seller this account would go to; a move that was left out is in again.</summary>
    /// <exception cref="BusinessRuleException">It is closed or accepted, or was left out and there is no room for it.</exception>
    public async Task<TradeMove> Run(string label, string account, Change request, CancellationToken cancel)
    {
        var (board, move) = await Managed(label, account, cancel);
        var errors = new FieldErrors();
        var (why, to) = (Why(request.Why, errors), await To(board, request.To, errors, cancel));
        errors.ThrowIfAny();
        if (to!.Value == move.FromId) throw new BadInputException("to", Words.Say("to.itself"));
        if (request.Version is { } version) db.Expect(move, version);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (move.State == MoveState.Dropped)
        {
            await HoldOpen(board, cancel);
            await MustHaveRoom(board, cancel);
        }

        move.Change(to.Value, await ShareWith(board, move.Field, move.FromId, move.ShareNow, to.Value, cancel), why, reader.Name, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return move;
    }

    /// <summary>Left out, with the reason; the same said again changes nothing.</summary>
    public async Task<TradeMove> LeaveOut(string label, string account, Drop request, CancellationToken cancel)
    {
        var (_, move) = await Managed(label, account, cancel);
        var errors = new FieldErrors();
        var why = Why(request.Why, errors);
        errors.ThrowIfAny();
        if (move.State == MoveState.Dropped && move.Why == why) return move;
        if (request.Version is { } version) db.Expect(move, version);
        move.Drop(why, reader.Name, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return move;
    }

    /// <summary>A move that the arithmetic did not propose.</summary>
    /// <exception cref="BusinessRuleException">It is closed, or as many accounts change hands as its terms allow.</exception>
    public async Task<TradeMove> Add(string label, Addition request, CancellationToken cancel)
    {
        var board = await Managed(label, cancel);
        var errors = new FieldErrors();
        var (why, to) = (Why(request.Why, errors), await To(board, request.To, errors, cancel));
        var account = await db.AccountCalled(request.Account, cancel);
        if (account is null) errors.Add("account", Words.Say("account.unknown", request.Account ?? ""));
        errors.ThrowIfAny();
        if (account!.SellerId is not { } from || !await db.TradeLoads.AnyAsync(l => l.BoardId == board.Id && l.SellerId == from, cancel))
            throw new BadInputException("account", Words.Say("account.elsewhere", account.Name));
        if (from == to) throw new BadInputException("to", Words.Say("to.itself"));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await HoldOpen(board, cancel);
        if (await db.TradeMoves.AnyAsync(m => m.BoardId == board.Id && m.AccountId == account.Id, cancel)) throw new BadInputException("account", Words.Say("account.already", account.Name));
        await MustHaveRoom(board, cancel);
        var known = await db.BuyingFacts.FirstOrDefaultAsync(b => b.AccountId == account.Id, cancel);
        var said = await db.SaidHours.Where(h => h.AccountId == account.Id && h.SellerId == from).Select(h => (decimal?)h.Hours).FirstOrDefaultAsync(cancel);
        var bought = known?.Bought ?? 0;
        // Where the Book does not say what it could buy, it is taken as giving all it could: nothing is gained by a guess.
        var potential = Math.Max(known?.Potential ?? bought, Math.Max(0, bought));
        var share = potential > 0 ? Math.Clamp((double)(bought / potential), 0, 1) : 0;
        var field = MakeBoard.Field(account.Industry);
        var move = new TradeMove
        {
            BoardId = board.Id, AccountId = account.Id, Field = field, FromId = from, ProposedToId = null, Potential = potential, Bought = bought,
            Minutes = said is { } hours ? (long)(60 * hours) : board.MinutesAnAccount + board.MinutesAnOrder * (known?.Orders ?? 0) / 12, HoursSaid = said is not null, ShareNow = share,
        };
        move.Change(to!.Value, known?.Potential is null ? share : await ShareWith(board, field, from, share, to.Value, cancel), why, reader.Name, time.GetUtcNow());
        db.Add(move);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return move;
    }

    /// <summary>From now on the sellers concerned see the moves of their accounts.</summary>
    public async Task<TradeBoard> Share(string label, CancellationToken cancel)
    {
        var board = await Managed(label, cancel);
        board.Share(time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return board;
    }

    /// <summary>What was not accepted stays as it is.</summary>
    public async Task<TradeBoard> Close(string label, CancellationToken cancel)
    {
        var board = await Managed(label, cancel);
        board.Close(time.GetUtcNow(), reader.Name);
        await db.SaveChangesAsync(cancel);
        return board;
    }

    /// <summary>The board, tracked, open, and this reader's to change.</summary>
    internal async Task<TradeBoard> Managed(string label, CancellationToken cancel)
    {
        var found = await boards.Find(label, cancel);
        if (!sight.SeesWhole(found.TeamId)) throw new NotAllowedException(Words.Say("board.managers"));
        var board = await db.TradeBoards.SingleAsync(b => b.Id == found.Id, cancel);
        board.MustBeOpen();
        return board;
    }

    internal async Task<(TradeBoard Board, TradeMove Move)> Managed(string label, string account, CancellationToken cancel)
    {
        var board = await Managed(label, cancel);
        return (board, await Move(board, account, cancel));
    }

    internal async Task<TradeMove> Move(TradeBoard board, string account, CancellationToken cancel)
    {
        var found = await db.AccountCalled(account, cancel);
        return (found is null ? null : await db.TradeMoves.SingleOrDefaultAsync(m => m.BoardId == board.Id && m.AccountId == found.Id, cancel))
            ?? throw new NotFoundException(Words.Say("move.named", account, board.Label));
    }

    /// <summary>
    /// Holds the board until the transaction ends, so that two who add at once do not pass what its terms allow together; whoever closed it
    /// meanwhile was first.
    /// </summary>
    private async Task HoldOpen(TradeBoard board, CancellationToken cancel)
    {
        await db.TradeBoards.Where(b => b.Id == board.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.Version, b => b.Version), cancel);
        await db.Entry(board).ReloadAsync(cancel);
        board.MustBeOpen();
    }

    /// <summary>Asked while the board is held.</summary>
    private async Task MustHaveRoom(TradeBoard board, CancellationToken cancel)
    {
        if (await db.TradeMoves.CountAsync(m => m.BoardId == board.Id && m.State != MoveState.Dropped, cancel) >= board.MostMoves)
            throw new BusinessRuleException("trades.full", Words.Say("moves.full", board.Label, board.MostMoves));
    }

    internal static string Why(string? typed, FieldErrors errors)
    {
        var why = typed?.Trim() ?? "";
        if (why.Length == 0) errors.Add("why", Words.Say("why.none"));
        errors.Longest("why", why, TradeMove.WhyMax);
        return why;
    }

    private async Task<Guid?> To(TradeBoard board, string? typed, FieldErrors errors, CancellationToken cancel)
    {
        var seller = await Seller(db, typed, cancel);
        if (seller is null) errors.Add("to", Words.Say("to.unknown", typed ?? ""));
        else if (!seller.Active) errors.Add("to", Words.Say("to.left", seller.Name));
        else if (!await db.TradeLoads.AnyAsync(l => l.BoardId == board.Id && l.SellerId == seller.Id, cancel)) errors.Add("to", Words.Say("to.elsewhere", seller.Name, board.Label));
        return seller?.Id;
    }

    internal static async Task<SellerFacts?> Seller(TrothContext db, string? typed, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("S", typed?.Trim() ?? "");
        return id is null && number is null ? null : await db.SellerFacts.FirstOrDefaultAsync(s => id != null ? s.Id == id : s.Number == number, cancel);
    }

    /// <summary>As <see cref="SellerFit.With"/>, from the shares kept with the board.</summary>
    private async Task<double> ShareWith(TradeBoard board, string field, Guid from, double now, Guid to, CancellationToken cancel)
    {
        // A line of business that nobody of the board had when it was made is taken as an unknown one.
        var fits = await db.TradeFits.AsNoTracking().Where(f => f.BoardId == board.Id && (f.SellerId == from || f.SellerId == to) && (f.Field == field || f.Field == "")).ToListAsync(cancel);
        TradeFit Of(Guid seller) => fits.Where(f => f.SellerId == seller).MaxBy(f => f.Field.Length)!;
        return SellerFit.ShareWith(now, Of(from).Share, Of(to).Share, board.Stays / 100.0, board.Afresh / 100.0);
    }
}
