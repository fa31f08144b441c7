using System.Text.Json.Serialization;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>
/// Says who looks after an account. Managers and administrators do; the history keeps who did. Needs no reason: the
/// relationship is the company's, and trading accounts is ordinary.
/// </summary>
public sealed class AssignAccount(TrothContext db)
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
        if (seller is { Active: false } && seller.Id != account.SellerId)
            throw new BadInputException("seller", Words.Say("seller.left", seller.Name));
        account.LookedAfterBy(seller?.Id);
        await db.SaveChangesAsync(cancel);
        return account;
    }
}
