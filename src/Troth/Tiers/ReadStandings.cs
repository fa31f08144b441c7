using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Book;
using Troth.Book.Asked;
using Troth.Book.Figures;
using Troth.Effort;
using Troth.Effort.Contracts;
using Troth.Evidence;
using Troth.Identity;
using Troth.Orders.Channels;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Promises.Contracts;

namespace Troth.Tiers;

/// <summary>Reads what proposals rest on: the Book that is shown, what was said of hours, orders as they were sorted, our word; each in one query.</summary>
public sealed class ReadStandings(TrothContext db, WordOfAccounts word, CurrentCompany companies, TimeProvider time)
{
    /// <summary>What would be read; null as long as there is no Book. At its end the decisions that were made.</summary>
    public async Task<(string Stamp, BookState Book, DateOnly Today)?> Stamp(CancellationToken cancel)
    {
        if (await db.BookStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { AsOf: not null } book) return null;
        var today = await companies.Today(time, cancel);
        var settings = await db.TierSettings.AsNoTracking().Select(s => s.Version).SingleOrDefaultAsync(cancel);
        var said = await db.AccountEfforts.AsNoTracking().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Versions = g.Sum(e => e.Version) }).SingleOrDefaultAsync(cancel);
        var asked = await db.PotentialEstimates.AsNoTracking().GroupBy(_ => 1).Select(g => new { Count = g.Count(), Versions = g.Sum(e => e.Version) }).SingleOrDefaultAsync(cancel);
        // A claim changes the Book's word within its generation, and so does the day its seller was asked; how long the answer is awaited is the company's.
        var claimed = await SmokeScreens(book).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Numbers = g.Sum(f => f.Number), Asked = g.Max(f => f.AskedOn) }).SingleOrDefaultAsync(cancel);
        var days = await QuestionDays(cancel);
        var decided = await db.DecidedTiers.AsNoTracking().SumAsync(t => t.Decisions, cancel);
        return (FormattableString.Invariant($"{book.Generation} {settings} {said?.Count} {said?.Versions} {asked?.Count} {asked?.Versions} {claimed?.Count} {claimed?.Numbers} {claimed?.Asked:yyyy-MM-dd} {days} {today:yyyy-MM-dd} {decided}"), book, today);
    }

    /// <summary>So long a seller has time to answer.</summary>
    private async ValueTask<int> QuestionDays(CancellationToken cancel) => (await companies.Find(cancel))?.QuestionDays ?? Company.UsualQuestionDays;

    private IQueryable<BookFigure> SmokeScreens(BookState book) => db.BookFigures.AsNoTracking()
        .Where(f => f.Generation == book.Generation && f.Claimed >= Relationship.GreatStep && f.Kind == RelationshipKind.SmokeScreen);

    /// <summary>The stamp of standings that took in one decision more: they need not be made anew for it.</summary>
    internal static string AndOneDecision(string stamp)
    {
        var end = stamp.LastIndexOf(' ') + 1;
        return int.TryParse(stamp.AsSpan(end), NumberStyles.None, CultureInfo.InvariantCulture, out var decided) ? FormattableString.Invariant($"{stamp[..end]}{decided + 1}") : stamp;
    }

    /// <summary>One standing for each account of the Book, nothing proposed yet.</summary>
    public async Task<List<TierStanding>> Run(BookState book, DateOnly today, TierSettings settings, int generation, CancellationToken cancel)
    {
        var said = await db.SaidHours.ToDictionaryAsync(h => h.AccountId, cancel);
        var sorted = await Sorted(cancel);
        var (from, to) = Purchases.YearTo(book.AsOf!.Value);
        var kept = await word.All(from, to, cancel);
        // What a tier says tells the Book's word: it waits as that does until the seller has had time to answer.
        var open = today.AddDays(-await QuestionDays(cancel));
        var standings = new List<TierStanding>();
        await foreach (var f in db.BookFigures.AsNoTracking().Where(f => f.Generation == book.Generation).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var hours = said.GetValueOrDefault(f.AccountId) is { } effort && effort.SellerId == f.SellerId ? effort.Hours : (decimal?)null;
            var ours = kept.GetValueOrDefault(f.AccountId);
            var orders = sorted.GetValueOrDefault(f.AccountId);
            var could = CouldBuy(f, today);
            standings.Add(new TierStanding
            {
                Generation = generation, AccountId = f.AccountId, AccountBatch = f.AccountBatch, Number = f.Number, Name = f.Name, SellerId = f.SellerId, SellerName = f.SellerName, TeamId = f.TeamId,
                Bought = f.Bought, Orders = f.Orders, OrdersBefore = f.OrdersBefore, Potential = could.Value, PotentialLow = could.Low, PotentialHigh = could.High, Peers = could.Peers,
                Growth = f.Growth, GrowthLow = f.GrowthLow, GrowthHigh = f.GrowthHigh, FallsBehind = f is { Standing: GrowthStanding.Shrinking, GrowthMayBeChance: false },
                OnlyClaimed = f.Kind == RelationshipKind.SmokeScreen && f.AskedOn <= open, Alive = f.Alive, AliveLow = f.AliveLow, AliveHigh = f.AliveHigh,
                Promised = ours.Made, Kept = ours.Kept, Hours = (double)(hours ?? settings.HoursAnAccount + settings.HoursAnOrder * f.Orders / 12), HoursSaid = hours is not null,
                Sorted = orders.All, Ordinary = orders.All > 0 ? orders.Ordinary : null,
            });
        }

        return standings;
    }

    /// <summary>What the Book shows, but no guess, for which nobody's account is served otherwise, and the formula's where what was said counts no more
    /// and the Book has not corrected it yet.</summary>
    private static (decimal? Value, decimal? Low, decimal? High, int Peers) CouldBuy(BookFigure figure, DateOnly today)
    {
        if (figure.PotentialUntil < today)
        {
            if (figure is not { Formula: { } formula, FormulaLow: { } low, FormulaHigh: { } high }) return (null, null, null, 0);
            return (Math.Max(formula, figure.Bought), Math.Max(low, figure.Bought), Math.Max(high, figure.Bought), figure.Peers);
        }

        if (figure.PotentialSource == PotentialSource.Guess) return (null, null, null, 0);
        return (figure.Potential, figure.PotentialLow, figure.PotentialHigh, figure.PotentialSource == PotentialSource.Formula ? figure.Peers : 0);
    }

    /// <summary>Orders of the last twelve months that were sorted, and the ordinary among them, by account; of those months as they were sorted, which may
    /// end a little later than the Book's.</summary>
    private async Task<Dictionary<Guid, (int All, int Ordinary)>> Sorted(CancellationToken cancel)
    {
        if (await db.SortStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } state) return [];
        // Months are kept as yyyymm.
        var earliest = new DateOnly(state.Month / 100, state.Month % 100, 1).AddMonths(-11);
        var first = earliest.Year * 100 + earliest.Month;
        return (await db.OrderSorts.AsNoTracking().Where(s => s.Month >= first).GroupBy(s => s.AccountId)
            .Select(g => new { Account = g.Key, All = g.Count(), Ordinary = g.Count(s => s.Caught == 0) }).ToListAsync(cancel)).ToDictionary(s => s.Account, s => (s.All, s.Ordinary));
    }
}
