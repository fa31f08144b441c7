using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Accounts.Contracts;

/// <summary>A claim that came without a seller, as files bring them.</summary>
/// <param name="Batch">The import it came with, or 0 when that was taken back and the claim stayed.</param>
public sealed record UnsignedClaim(Guid Id, Guid AccountId, int Batch, DateTimeOffset RecordedAt);

/// <summary>
/// A claim is the word of the seller who gave it, and counts while that seller looks after the account. One that came without a seller is the
/// word of whoever looked after the account when it came, or of the first who did after; the account's history knows who that was.
/// </summary>
public static class ClaimSigners
{
    /// <summary>
    /// Whose word those claims are whose account went to somebody else since; all others are the word of whoever has it now. No query
    /// when
    /// there are none, else one for each thousand of them, and one more where some came with an import that was taken back.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid?>> Left(
        TrothContext db, IReadOnlyCollection<UnsignedClaim> claims, CancellationToken cancel)
    {
        var signers = new Dictionary<Guid, Guid?>();
        foreach (var some in claims.Chunk(1_000))
        {
            var accounts = some.Select(c => (Guid?)c.AccountId).Distinct().ToList();
            var changes = await db.Changes.AsNoTracking().Where(c => accounts.Contains(c.RecordId) && c.Fields!.Contains("\"SellerId\""))
                .OrderBy(c => c.At).ThenBy(c => c.Id)
                .Select(c => new { c.RecordId, c.At, c.BatchId, c.Action, c.Fields }).ToListAsync(cancel);
            // A move from nobody takes the word from no one: the claim is the first seller's.
            var moves = changes
                .Select(c => (c.RecordId, c.At, c.BatchId, c.Action, From: Recorder.Read(c.Fields).FirstOrDefault(IsMove)?.From))
                .Where(m => m.From is not null).ToLookup(m => m.RecordId!.Value);
            var kept = await Kept(db, [.. some.Where(c => c.Batch == 0 && moves.Contains(c.AccountId)).Select(c => (Guid?)c.Id)], cancel);
            foreach (var claim in some)
            {
                var batch = claim.Batch == 0 ? kept.GetValueOrDefault(claim.Id) : claim.Batch;
                // An import that moves the account and brings the claim means its new seller; taking it back moves it away from that one.
                var left = moves[claim.AccountId].FirstOrDefault(m =>
                    m.At > claim.RecordedAt && (batch == 0 || m.BatchId != batch || m.Action == "reverted"));
                if (Guid.TryParse(left.From, out var seller)) signers.Add(claim.Id, seller);
            }
        }
        return signers;
    }

    private static bool IsMove(FieldChange change) => change.Field == nameof(Account.SellerId);

    /// <summary>Claims that stayed when their import was taken back have lost its number; their history has it.</summary>
    private static async Task<Dictionary<Guid, int>> Kept(TrothContext db, List<Guid?> claims, CancellationToken cancel) =>
        claims.Count == 0 ? [] : await db.Changes.AsNoTracking().Where(c => claims.Contains(c.RecordId) && c.Action == "kept")
            .GroupBy(c => c.RecordId!.Value)
            .Select(g => new { g.Key, Batch = g.Min(c => c.BatchId) }).ToDictionaryAsync(c => c.Key, c => c.Batch, cancel);
}
