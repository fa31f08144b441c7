using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Trading;

/// <summary>What the customer is told and by whom; then the account goes into other hands, and the customer is told.</summary>
public sealed class TellAndAccept(TrothContext db, EditBoard edit, ReadBoards boards, BoardSight sight, HandOver hands, CurrentCompany companies, Reader reader, TimeProvider time)
{
    /// <param name="Text">What the customer is told.</param>
    /// <param name="By">The seller who does: S-3.</param>
    /// <param name="On">By when.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Telling(string? Text, string? By, DateOnly? On, int? Version = null);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Acceptance(int? Version = null);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Remark(string? Text);

    public async Task<TradeMove> Tell(string label, string account, Telling request, CancellationToken cancel)
    {
        var (_, move) = await edit.Managed(label, account, cancel);
        var errors = new FieldErrors();
        var text = request.Text?.Trim() ?? "";
        if (text.Length == 0) errors.Add("text", Words.Say("tell.none"));
        errors.Longest("text", text, TradeMove.TellMax);
        var by = await EditBoard.Seller(db, request.By, cancel);
        if (by is not { Active: true }) errors.Add("by", Words.Say("tell.by", request.By ?? ""));
        var today = await companies.Today(time, cancel);
        if (request.On is not { } on || on < today || on > today.AddYears(1)) errors.Add("on", Words.Say("tell.on"));
        errors.ThrowIfAny();
        if (request.Version is { } version) db.Expect(move, version);
        move.WillBeTold(text, by!.Id, request.On!.Value);
        await db.SaveChangesAsync(cancel);
        return move;
    }

    /// <summary>The account changes hands now, all in one transaction.</summary>
    public async Task<TradeMove> Accept(string label, string account, Acceptance request, CancellationToken cancel)
    {
        var (_, move) = await edit.Managed(label, account, cancel);
        if (request.Version is { } version) db.Expect(move, version);
        move.Accept(reader.Name, time.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await hands.Run(move.AccountId, move.FromId, move.ToId, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return move;
    }

    /// <summary>The customer knows. Said by who was to tell them, or a manager.</summary>
    public async Task<TradeMove> Told(string label, string account, CancellationToken cancel)
    {
        var board = await boards.Find(label, cancel);
        var move = await edit.Move(board, account, cancel);
        if (!sight.SeesWhole(board.TeamId) && (sight.Seller is null || move.TellById != sight.Seller)) throw new NotAllowedException(Words.Say("told.notYours"));
        move.WasTold(await companies.Today(time, cancel));
        await db.SaveChangesAsync(cancel);
        return move;
    }

    /// <summary>Said by whoever sees the move.</summary>
    public async Task<TradeRemark> Say(string label, string account, Remark request, CancellationToken cancel)
    {
        var board = await boards.Find(label, cancel);
        var move = await edit.Move(board, account, cancel);
        if (!sight.SeesWhole(board.TeamId) && sight.Seller != move.FromId && sight.Seller != move.ToId) throw new NotFoundException(Words.Say("move.named", account, board.Label));
        board.MustBeOpen();
        var errors = new FieldErrors();
        var text = request.Text?.Trim() ?? "";
        if (text.Length == 0) errors.Add("text", Words.Say("remark.none"));
        errors.Longest("text", text, TradeRemark.TextMax);
        errors.ThrowIfAny();
        var remark = new TradeRemark { Id = Guid.CreateVersion7(), MoveId = move.Id, By = reader.Name, At = time.GetUtcNow(), Text = text };
        db.Add(remark);
        await db.SaveChangesAsync(cancel);
        return remark;
    }
}
