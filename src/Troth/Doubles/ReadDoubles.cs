using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Doubles;

/// <summary>Likely duplicates as everybody may see them who may change accounts; accounts are open to all of these. What is not published or is gone is left out.</summary>
public sealed class ReadDoubles(TrothContext db, DoubleWhy why, TimeProvider time)
{
    public const int Usual = 20, PairsShown = 6;

    private static readonly ListOrder<DoubleCluster> Strongest = new ListOrder<DoubleCluster>().By(c => c.Rank);
    private static readonly ListOrder<DoubleDecision> Newest = new ListOrder<DoubleDecision>(descending: true).By(d => d.At).By(d => d.Id);

    /// <exception cref="BadInputException">The filter is wrong.</exception>
    public async Task<DoublesView> Run(DoublesFilter filter, string? after, string? before, int? limit, CancellationToken cancel, int pairs = PairsShown)
    {
        var kind = filter.Of switch
        {
            null or "" => filter.Record?.TrimStart().StartsWith("C-", StringComparison.OrdinalIgnoreCase) == true ? DoubleKind.Contacts : DoubleKind.Accounts,
            "accounts" => DoubleKind.Accounts, "contacts" => DoubleKind.Contacts, _ => throw new BadInputException("of", Words.Say("of.wrong", filter.Of)),
        };
        var decided = filter.Show switch { null or "" or "open" => false, "decided" => true, _ => throw new BadInputException("show", Words.Say("show.wrong", filter.Show)) };
        var place = ListPlace.From(after, before, limit ?? Usual);
        Guid? record = string.IsNullOrWhiteSpace(filter.Record) ? null : await Named(kind, filter.Record, cancel);
        var search = await db.DoubleSearches.AsNoTracking().FirstOrDefaultAsync(s => s.Kind == kind, cancel);
        var open = db.DoubleClusters.AsNoTracking().Where(c => c.Kind == kind && c.OpenPairs > 0);
        var searching = search?.AskedAt is not null || SearchDoubles.UnderWay(search?.StartedAt, time.GetUtcNow());
        var view = new DoublesView(kind, decided, filter.Record, search?.AsOf, search?.Records ?? 0, searching, await open.CountAsync(cancel), [], [], null, null);
        if (decided)
        {
            var decisions = db.DoubleDecisions.AsNoTracking().Where(d => d.Leads && (kind == DoubleKind.Accounts ? d.AccountId != null : d.ContactId != null));
            if (record is not null)
                decisions = kind is DoubleKind.Accounts ? decisions.Where(d => d.AccountId == record || d.OtherAccountId == record) : decisions.Where(d => d.ContactId == record || d.OtherContactId == record);
            var page = await Newest.Page(place, cancel, decisions);
            var names = await Records(kind, page.Items.SelectMany(d => new[] { d.One, d.Other }), cancel);
            return view with
            {
                After = page.After, Before = page.Before,
                Decisions = [.. page.Items.Where(d => names.ContainsKey(d.One) && names.ContainsKey(d.Other)).Select(d =>
                    new DecisionRow(d.Id, Name(kind, names[d.One]), Name(kind, names[d.Other]), d.Same, d.Why, d.By, d.At, d.Probability))],
            };
        }

        var ofPairs = db.ShownPairs;
        if (record is not null) open = open.Where(c => ofPairs.Any(p => p.ClusterId == c.Id && (p.First == record || p.Second == record)));
        var clusters = await Strongest.Page(place, cancel, open);
        return view with { After = clusters.After, Before = clusters.Before, Groups = await Groups(kind, clusters.Items, pairs, cancel) };
    }

    private async Task<List<DoubleGroup>> Groups(DoubleKind kind, IReadOnlyList<DoubleCluster> clusters, int most, CancellationToken cancel)
    {
        List<Guid> ids = [.. clusters.Select(c => c.Id)];
        var pairs = (await db.ShownPairs.AsNoTracking().Where(p => ids.Contains(p.ClusterId)).ToListAsync(cancel)).ToLookup(p => p.ClusterId);
        var records = await Records(kind, pairs.SelectMany(group => group).SelectMany(p => new[] { p.First, p.Second }), cancel);
        return [.. from cluster in clusters
                   let seen = pairs[cluster.Id].Where(p => records.ContainsKey(p.First) && records.ContainsKey(p.Second)).OrderByDescending(p => p.Probability).ThenBy(p => p.Id).ToList()
                   where seen.Count > 0
                   let shown = seen.Take(most).ToList()
                   let members = shown.SelectMany(p => new[] { p.First, p.Second }).Distinct().Select(id => records[id]).OrderBy(r => r.Number).ToList()
                   select new DoubleGroup(cluster.Rank, cluster.Size, seen.Count, [.. shown.Select(p => Pair(p, records[p.First], records[p.Second]))], why.Members(kind, members))];
    }

    private PairRow Pair(DoublePair pair, ComparedRecord first, ComparedRecord second)
    {
        var said = DoubleWhy.Read(pair.Fields);
        return new PairRow(pair.Id, Name(pair.Kind, first), Name(pair.Kind, second), pair.Probability, why.Reason(said), why.Side(pair.Kind, said, first, second));
    }

    internal static RecordName Name(DoubleKind kind, ComparedRecord record) => new($"{(kind is DoubleKind.Accounts ? 'A' : 'C')}-{record.Number}", record.Name, record.EndedOn);

    private async Task<Dictionary<Guid, ComparedRecord>> Records(DoubleKind kind, IEnumerable<Guid> ids, CancellationToken cancel) =>
        (await ComparedRecords.Read(db, kind, ids.ToHashSet(), cancel)).Records.ToDictionary(r => r.Id);

    /// <exception cref="NotFoundException">There is none.</exception>
    private async Task<Guid> Named(DoubleKind kind, string typed, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse(kind is DoubleKind.Accounts ? "A" : "C", typed.Trim());
        var found = kind is DoubleKind.Accounts
            ? await db.Accounts.Where(a => id != null ? a.Id == id : a.Number == number).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancel)
            : await db.Contacts.Where(c => id != null ? c.Id == id : c.Number == number).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        return found ?? throw new NotFoundException(typed);
    }
}
