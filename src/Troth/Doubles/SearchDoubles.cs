using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Evidence.Duplicates;
using Troth.Evidence.Duplicates.Comparing;
using Troth.Platform.Data;
using Troth.Platform.Live;

namespace Troth.Doubles;

/// <summary>What one field says of a pair, as it is kept.</summary>
public sealed record SaidByField(string Field, Aspect Aspect, Agreement Agreement, double Weight);

/// <summary>Compares all records of a kind and puts what it finds in the place of what was found before. What people decided is not proposed again.</summary>
public sealed class SearchDoubles(IServiceScopeFactory scopes, LiveNews news, TimeProvider time)
{
    public const string Topic = "duplicates";

    /// <summary>Of a large cluster only its most probable pairs are kept: the next search proposes what is then left.</summary>
    private const int MostPairs = 30;

    /// <summary>A search that began longer ago has died with its server.</summary>
    private static readonly TimeSpan Dead = TimeSpan.FromMinutes(15);

    /// <summary>Whether a search that began then is still under way.</summary>
    public static bool UnderWay(DateTimeOffset? startedAt, DateTimeOffset now) => startedAt >= now - Dead;

    /// <summary>Searches, unless another server does. True when it did. When it fails, what was asked for is still to do.</summary>
    public async Task<bool> Run(DoubleKind kind, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        if (!await Begin(db, kind, cancel)) return false;
        news.Publish(Topic);
        try
        {
            var (began, asOf) = (time.GetTimestamp(), time.GetUtcNow());
            var asked = await db.DoubleSearches.Where(s => s.Kind == kind).Select(s => s.AskedAt).SingleAsync(cancel);
            var compared = await ComparedRecords.Read(db, kind, null, cancel);
            var found = await Task.Run(() => DuplicateSearch.Find(compared.Fields, [.. compared.Records.Select(r => r.Values)]), cancel).WaitAsync(cancel);
            await Keep(db, kind, compared, found, asOf, cancel);
            var newest = compared.Records.Count == 0 ? 0 : compared.Records[^1].Number;
            await db.DoubleSearches.Where(s => s.Kind == kind).ExecuteUpdateAsync(set => set.SetProperty(s => s.AsOf, asOf).SetProperty(s => s.Records, compared.Records.Count)
                .SetProperty(s => s.Newest, newest).SetProperty(s => s.Milliseconds, (int)time.GetElapsedTime(began).TotalMilliseconds), cancel);
            // Whoever asked after that waits for another: these records were read before.
            await db.DoubleSearches.Where(s => s.Kind == kind && s.AskedAt == asked).ExecuteUpdateAsync(set => set.SetProperty(s => s.AskedAt, (DateTimeOffset?)null), cancel);
        }
        finally
        {
            await db.DoubleSearches.Where(s => s.Kind == kind).ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, (DateTimeOffset?)null), CancellationToken.None);
        }

        news.Publish(Topic);
        return true;
    }

    private async Task<bool> Begin(TrothContext db, DoubleKind kind, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!await db.DoubleSearches.AnyAsync(s => s.Kind == kind, cancel))
        {
            db.Add(new DoubleSearch { Kind = kind });
            await db.SaveChangesAsync(cancel);
        }

        return await db.DoubleSearches.Where(s => s.Kind == kind && (s.StartedAt == null || s.StartedAt < now - Dead))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, now), cancel) > 0;
    }

    private static async Task Keep(TrothContext db, DoubleKind kind, ComparedRecords compared, DuplicateFinding found, DateTimeOffset asOf, CancellationToken cancel)
    {
        await using var step = await db.Database.BeginTransactionAsync(cancel);
        var ids = await db.DoublePairs.AsNoTracking().Where(p => p.Kind == kind).Select(p => new { p.First, p.Second, p.Id }).ToDictionaryAsync(p => (p.First, p.Second), p => p.Id, cancel);
        await db.DoublePairs.Where(p => p.Kind == kind).ExecuteDeleteAsync(cancel);
        await db.DoubleClusters.Where(c => c.Kind == kind).ExecuteDeleteAsync(cancel);
        // After the pairs are gone: who decides removes the pair in one transaction with the decision, so that is either read here or waits for this one's end.
        var decided = (await db.DoubleDecisions.AsNoTracking().Where(d => d.Leads && (kind == DoubleKind.Accounts ? d.AccountId != null : d.ContactId != null)).ToListAsync(cancel))
            .ToLookup(d => (d.One, d.Other));
        var cluster = new Dictionary<int, int>();
        for (var i = 0; i < found.Clusters.Count; i++)
        {
            foreach (var record in found.Clusters[i]) cluster[record] = i;
        }

        var open = found.Pairs.Where(pair => !IsDecided(pair.A, pair.B)).GroupBy(pair => cluster[pair.A])
            .Select(group => group.OrderByDescending(pair => pair.Probability).ThenBy(pair => pair.A).ThenBy(pair => pair.B).Take(MostPairs).ToList())
            .OrderByDescending(pairs => pairs[0].Probability).ThenBy(pairs => pairs[0].A).ToList();
        List<DoubleCluster> clusters = [];
        List<DoublePair> pairs = [];
        foreach (var group in open)
        {
            clusters.Add(new DoubleCluster { Kind = kind, Rank = clusters.Count + 1, Size = found.Clusters[cluster[group[0].A]].Count, OpenPairs = group.Count });
            foreach (var pair in group)
            {
                var (first, second) = (compared.Records[pair.A], compared.Records[pair.B]);
                pairs.Add(new DoublePair
                {
                    // A page that was opened before the search still names it.
                    Id = ids.GetValueOrDefault((first.Id, second.Id), Guid.CreateVersion7()), ClusterId = clusters[^1].Id, Kind = kind, First = first.Id, Second = second.Id,
                    Probability = pair.Probability,
                    Fields = JsonSerializer.Serialize(pair.Fields.Select(f => new SaidByField(f.Field, f.Aspect, f.Agreement, Math.Round(f.Weight, 2)))),
                });
            }
        }

        await db.InsertRows(clusters, cancel);
        await db.InsertRows(pairs, cancel);
        await step.CommitAsync(cancel);

        // What was decided since the records were read was decided on newer ones; the next search compares with what they said then.
        bool Holds(DoubleDecision d, ComparedRecord one, ComparedRecord other) => d.Same || d.At > asOf || (d.Print == one.Print && d.OtherPrint == other.Print);

        bool IsDecided(int a, int b)
        {
            var (one, other) = (compared.Records[a], compared.Records[b]);
            return decided[(one.Id, other.Id)].Any(d => Holds(d, one, other)) || decided[(other.Id, one.Id)].Any(d => Holds(d, other, one));
        }
    }
}
