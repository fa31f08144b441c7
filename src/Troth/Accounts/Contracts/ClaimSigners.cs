using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Accounts.Contracts;

/// <summary>A claim that came without a seller, as files bring them.</summary>
/// <param name="Batch">The import it came with, or 0.</param>
public sealed record UnsignedClaim(Guid Id, Guid AccountId, int Batch, DateTimeOffset RecordedAt);

/// <summary>
/// A claim is the word of the seller who gave it, and counts while that seller looks after the account. One that came without a seller is the
/// word of whoever looked after the account when it came; the account's history knows who that was.
/// </summary>
public static class ClaimSigners
{
    /// <summary>
    /// Who had the account when the claim came, for those claims whose account went to somebody else since; all others are the word of whoever
    /// has it now. No query when there are none, else one for each thousand of them.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid?>> Left(TrothContext db, IReadOnlyCollection<UnsignedClaim> claims, CancellationToken cancel)
    {
        var signers = new Dictionary<Guid, Guid?>();
        foreach (var some in claims.Chunk(1_000))
        {
            var accounts = some.Select(c => (Guid?)c.AccountId).Distinct().ToList();
            var moves = await db.Changes.AsNoTracking().Where(c => accounts.Contains(c.RecordId) && c.Fields!.Contains("\"SellerId\"")).OrderBy(c => c.At).ThenBy(c => c.Id)
                .Select(c => new { c.RecordId, c.At, c.BatchId, c.Fields }).ToListAsync(cancel);
            var byAccount = moves.ToLookup(m => m.RecordId!.Value, m => (m.At, m.BatchId, Move: Recorder.Read(m.Fields).FirstOrDefault(f => f.Field == nameof(Account.SellerId))));
            foreach (var claim in some)
                // An import that moves the account and brings the claim means its new seller.
                if (byAccount[claim.AccountId].FirstOrDefault(m => m.Move is not null && m.At > claim.RecordedAt && (m.BatchId == 0 || m.BatchId != claim.Batch)).Move is { } left)
                    signers.Add(claim.Id, Guid.TryParse(left.From, out var seller) ? seller : null);
        }
        return signers;
    }
}
