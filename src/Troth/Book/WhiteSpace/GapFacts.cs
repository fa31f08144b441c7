using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Identity;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Book.WhiteSpace;

/// <summary>The facts behind one gap: which peers, what they bought of the family, in which orders; and when the account itself last did.</summary>
public sealed class GapFacts(TrothContext db, ListGaps list, ListBook book, BookFacts facts, BookPeers peers)
{
    public async Task<GapEvidence> Run(string account, string? family, CancellationToken cancel)
    {
        var id = await facts.Find(account, cancel);
        var gaps = await list.Of(id, cancel);
        if (gaps.Gaps.FirstOrDefault(g => g.Family == family) is not { } gap || await book.State(cancel) is not ({ AsOf: { } asOf } state, _))
            throw new NotFoundException(Words.Say("gap.this", family ?? "", account));
        var level = (await new CurrentCompany(db).Find(cancel))?.FamiliesBy ?? FamilyLevel.Family;
        var window = new BookWindow(asOf);
        var similar = await peers.Of(id, state, cancel);
        var orders = await OrdersOf([.. similar.Select(p => p.AccountId)], gap.Family, level, window, state.Currency, cancel);
        var known = similar.Where(p => orders.TryGetValue(p.AccountId, out var of) && (double)of.Known >= FamilyPurchases.LeastKnown * (double)p.Bought).ToList();
        // The same line as the generation's, from the peers alone.
        var spends = known.ToDictionary(p => p.AccountId, p => (double)orders[p.AccountId].Net);
        var sized = await peers.Sized(id, state, spends, cancel);
        return new GapEvidence(gap, state.Currency, window.From, asOf, await LastBought(id, gap.Family, level, cancel),
            [.. known.Select(p => Row(p, orders[p.AccountId], sized)).OrderByDescending(r => r.Spend > 0).ThenByDescending(r => r.Similarity).ThenBy(r => r.Account, StringComparer.Ordinal)]);
    }

    private static GapPeer Row(PeerRow peer, FamilyOrders orders, IReadOnlyDictionary<Guid, double> sized) => new(
        peer.Account, peer.Name, peer.Industry, peer.Segment, peer.Similarity, Math.Max(0, Math.Round(orders.Net, 2)),
        orders.Net > 0 ? Math.Round((decimal)Math.Min(1e14, sized.GetValueOrDefault(peer.AccountId)), 2) : 0, orders.Net > 0 ? orders.Orders : 0,
        orders.Net > 0 ? orders.Newest : null, orders.Net > 0 ? orders.NewestOn : null);

    /// <summary>The account's own last order with the family, ever; null when there is none.</summary>
    private Task<DateOnly?> LastBought(Guid account, string family, FamilyLevel level, CancellationToken cancel) =>
        Lines(family, level).Where(l => l.InFamily && l.Order.AccountId == account && l.Kind == LineKind.Sale)
            .OrderByDescending(l => l.Order.OrderedOn).Select(l => (DateOnly?)l.Order.OrderedOn).FirstOrDefaultAsync(cancel);

    private async Task<Dictionary<Guid, FamilyOrders>> OrdersOf(Guid?[] accounts, string family, FamilyLevel level, BookWindow window, string currency, CancellationToken cancel)
    {
        var rates = await CompanyRates.Read(db, currency, cancel);
        DateOnly from = window.From, to = window.AsOf;
        var found = new Dictionary<Guid, FamilyOrders>();
        foreach (var some in accounts.Chunk(1000))
        {
            var lines = Lines(family, level).Where(l => some.Contains(l.Order.AccountId) && l.Order.OrderedOn >= from && l.Order.OrderedOn <= to && l.HasFamily)
                .Select(l => new { AccountId = l.Order.AccountId!.Value, l.Order.Number, l.Order.OrderedOn, l.Order.Currency, l.Kind, l.Amount, l.InFamily });
            await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (rates.On(line.OrderedOn, line.Currency) is not { } rate) continue;
                if (!found.TryGetValue(line.AccountId, out var of)) found.Add(line.AccountId, of = new FamilyOrders());
                of.Add(line.Number, line.OrderedOn, (line.Kind == LineKind.Sale ? line.Amount : -line.Amount) * rate, line.InFamily);
            }
        }
        return found;
    }

    private IQueryable<FamilyLine> Lines(string family, FamilyLevel level) =>
        from line in db.OrderLines.AsNoTracking()
        join order in db.Orders on line.OrderId equals order.Id
        join product in db.Products on line.ProductId equals (Guid?)product.Id
        where line.EndedOn == null && order.EndedOn == null
        select new FamilyLine
        {
            Order = order, Kind = line.Kind, Amount = line.Amount,
            InFamily = level == FamilyLevel.Category ? product.Category == family : product.Family == family,
            HasFamily = level == FamilyLevel.Category ? product.Category != null && product.Category != "" : product.Family != null && product.Family != "",
        };

    private sealed class FamilyLine
    {
        public required Order Order { get; init; }
        public required LineKind Kind { get; init; }
        public required decimal Amount { get; init; }
        public required bool InFamily { get; init; }
        public required bool HasFamily { get; init; }
    }

    private sealed class FamilyOrders
    {
        private readonly HashSet<long> orders = [];

        /// <summary>What was bought of products that have a family at all.</summary>
        public decimal Known { get; private set; }

        /// <summary>Of this family.</summary>
        public decimal Net { get; private set; }
        public int Orders => orders.Count;
        public string? Newest { get; private set; }
        public DateOnly? NewestOn { get; private set; }

        public void Add(long number, DateOnly day, decimal amount, bool inFamily)
        {
            Known += amount;
            if (!inFamily) return;
            Net += amount;
            orders.Add(number);
            if (NewestOn is null || day > NewestOn) (Newest, NewestOn) = ($"O-{number}", day);
        }
    }
}

/// <param name="LastBought">When the account itself last bought of the family; null: never, as far as is known.</param>
/// <param name="Peers">Those who buy it first, the most similar first.</param>
public sealed record GapEvidence(GapRow Gap, string Currency, DateOnly From, DateOnly AsOf, DateOnly? LastBought, IReadOnlyList<GapPeer> Peers);

/// <param name="Spend">On the family in the twelve months; 0 for those who do not buy it.</param>
/// <param name="AtThisSize">The same brought to the size of the account that asks.</param>
/// <param name="Orders">In how many orders.</param>
/// <param name="Newest">O-3311: the newest of them.</param>
public sealed record GapPeer(
    string Account, string Name, string? Industry, string? Segment, double Similarity, decimal Spend, decimal AtThisSize, int Orders, string? Newest, DateOnly? NewestOn);
