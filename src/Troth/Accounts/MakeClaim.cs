using System.Text.Json.Serialization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The seller who looks after an account says what the relationship is. Said again, it is a new claim; nothing is overwritten.</summary>
public sealed class MakeClaim(TrothContext db, Reader reader, Formats formats, TimeProvider time)
{
    /// <param name="Step">1 (one of many to them) … 5 (their trusted adviser).</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(int Step);

    public async Task<Claim> Run(string reference, Request request, CancellationToken cancel)
    {
        var account = await db.Account(reference, cancel);
        if (reader.SellerId is null || account.SellerId != reader.SellerId)
            throw new NotAllowedException(Words.Say("claim.notYours", account.Name));
        var now = time.GetUtcNow();
        var claim = new Claim(account.Id, reader.SellerId, request.Step, formats.DayOf(now), now, reader.Name);
        db.Add(claim);
        await db.SaveChangesAsync(cancel);
        return claim;
    }
}
