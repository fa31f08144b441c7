using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>
/// Says who looks after an account. Managers do among the sellers of their team, administrators among all; the history keeps who did.
/// Needs no reason: the relationship is the company's, and trading accounts is ordinary.
/// </summary>
public sealed class AssignAccount(TrothContext db, Reader reader)
{
    /// <param name="Seller">Number ("S-3") or id; null: nobody for now.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Seller, int Version);

    public async Task<Account> Run(string reference, Request request, CancellationToken cancel)
    {
        var account = await db.Account(reference, cancel);
        if (request.Version != account.Version) throw new StaleEditException();
        db.Expect(account, request.Version);
        var seller = await db.TypedSeller("seller", request.Seller, cancel);
        var now = account.SellerId is null ? null : await db.Sellers.AsNoTracking().FirstOrDefaultAsync(s => s.Id == account.SellerId, cancel);
        if (now is not null && !MayMove(reader, now.TeamId))
            throw new NotAllowedException(Words.Say("assign.lookedAfterElsewhere", now.Name, account.Name));
        if (seller is not null && !MayMove(reader, seller.TeamId))
            throw new NotAllowedException(Words.Say("assign.otherTeam", seller.Name));
        if (seller is { Active: false } && seller.Id != account.SellerId)
            throw new BadInputException("seller", Words.Say("seller.left", seller.Name));
        account.LookedAfterBy(seller?.Id);
        await db.SaveChangesAsync(cancel);
        return account;
    }

    /// <summary>Whether this reader gives accounts to sellers of this team, and takes them from those.</summary>
    internal static bool MayMove(Reader reader, Guid? team) => reader.May(Right.AssignAccounts)
        && (reader.Is(Role.Administrator) || reader.TeamId is null || reader.TeamId == team);
}
