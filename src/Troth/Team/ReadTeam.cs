using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Book.Figures;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Promises.Contracts;
using Troth.Promises.OurWord;

namespace Troth.Team;

/// <summary>
/// Sellers with how they stand, as the company's setting lets this reader see them. Rows of sellers are read, never accounts or promises: the number
/// of queries does not depend on how many there are.
/// </summary>
public sealed class ReadTeam(TrothContext db, BookOfSellers book, WordOfSellers word, SellersShown shown, CurrentCompany company, Reader reader, ReaderSettings settings, TimeProvider time)
{
    /// <summary>Promises of so many are counted in milliseconds; of all sellers of a large company not.</summary>
    public const int PageSize = 25;
    public static readonly string[] Sorts = ["name", "accounts", "penetration", "growth", "questions", "overdue"];

    /// <summary>Whoever manages sees sums; sellers see themselves.</summary>
    private bool Manages => reader.Is(Role.Manager) || reader.Is(Role.Administrator);

    /// <summary>The team whose sums this reader sees; null for all of them.</summary>
    private Guid? OwnTeam => reader.Is(Role.Administrator) ? null : reader.TeamId;

    public async Task<TeamView> Run(TeamFilter filter, CancellationToken cancel, int size = PageSize)
    {
        var sort = string.IsNullOrEmpty(filter.Sort) ? "name" : filter.Sort;
        if (!Sorts.Contains(sort.TrimStart('-')) || sort.LastIndexOf('-') > 0) throw new BadInputException("sort", Words.Say("sort.wrong", sort, string.Join(", ", Sorts)));
        if (!string.IsNullOrEmpty(filter.Team) && !Guid.TryParse(filter.Team, out _)) throw new BadInputException("team", Words.Say("team.wrong", filter.Team));
        var place = string.IsNullOrEmpty(filter.After) ? null : filter.After;
        if (place is not null && Reference.Parse("S", place) is (null, null)) throw NoPlace(place);
        var setting = await shown.Setting(cancel);
        var (from, to) = await Days(cancel);
        var nothing = new TeamView(settings.SafeView, setting, null, null, from, to, null, [], [], 0, sort, null);
        if (settings.SafeView || await book.State(cancel) is not { } state) return nothing;
        var sight = new Sight(await shown.Seen(cancel), await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).ToDictionaryAsync(t => t.Id, t => t.Name, cancel));
        var totals = await book.Totals(state, cancel);
        var all = await db.SellerFacts.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Number).ToListAsync(cancel);
        var sellers = Sellers(all, sight, totals);
        var wanted = Guid.TryParse(filter.Team, out var team) ? sellers.FindAll(s => s.TeamId == team) : sellers;
        var asked = await book.Asked(cancel);
        var overdue = await book.Overdue(state, cancel);
        var ordered = Ordered(wanted, sort, totals.Where(t => t.Scope == SellerScope.Seller).ToDictionary(t => t.SellerId!.Value), asked, overdue);
        var start = place is null ? 0 : ordered.FindIndex(s => Label(s.Seller) == place) + 1;
        // Who is not in this list is no place in it: its first page in place of the next would be read twice.
        if (place is not null && start == 0) throw NoPlace(place);
        var page = ordered.Skip(start).Take(size).ToList();
        var summed = Summed(totals, sight);
        var together = summed is [{ Scope: SellerScope.Team, TeamId: { } one }] ? all.FindAll(s => s.TeamId == one) : [];
        var kept = await word.Of([.. page.Select(s => s.Seller.Id).Union(together.Select(s => s.Id))], from, to, cancel);
        if (page.Exists(s => s.Seller.Id != reader.SellerId)) await shown.LookedAtTeam(cancel);
        var window = BookOfSellers.Window(state);
        return nothing with
        {
            State = state, From = window?.From, AsOf = window?.AsOf, Currency = state.Currency, Count = ordered.Count,
            Sums = [.. summed.Select(total => Sum(total, sight, all, together.Count == 0 ? null : kept, asked, overdue, setting))],
            Sellers = [.. page.Select(s => new TeamRow(s.Seller.Id, Label(s.Seller), s.Seller.Name, TeamName(sight, s.Seller.TeamId),
                TeamFigures.Of(s.Total, kept.GetValueOrDefault(s.Seller.Id, SellersWord.None), asked.GetValueOrDefault(s.Seller.Id), overdue.GetValueOrDefault(s.Seller.Id))))],
            After = start + size < ordered.Count ? Label(page[^1].Seller) : null,
            Teams = [.. sight.Teams.Where(t => sellers.Exists(s => s.TeamId == t.Key)).Select(t => (t.Key.ToString(), t.Value))],
            OnlyMe = !Manages && ordered is [var only] && only.Seller.Id == reader.SellerId ? Label(only.Seller) : null,
        };
    }

    private static BadInputException NoPlace(string after) => new("after", Words.Say("after.wrong", after));

    internal static string Label(SellerFacts seller) => FormattableString.Invariant($"S-{seller.Number}");

    /// <summary>Promises are counted over the twelve months that ended yesterday: what is due today may still be kept.</summary>
    internal async Task<(DateOnly From, DateOnly To)> Days(CancellationToken cancel)
    {
        var today = await company.Today(time, cancel);
        return (today.AddYears(-1), today.AddDays(-1));
    }

    private static string? TeamName(Sight sight, Guid? team) => team is { } id ? sight.Teams.GetValueOrDefault(id) : null;

    /// <summary>Those who may be shown by name: who works here or looks after accounts.</summary>
    private static List<SellerFacts> Sellers(List<SellerFacts> all, Sight sight, IReadOnlyList<SellerTotal> totals)
    {
        var busy = totals.Select(t => t.SellerId).OfType<Guid>().ToHashSet();
        return all.FindAll(s => sight.Seen?.Contains(s.Id) != false && (s.Active || busy.Contains(s.Id)));
    }

    private static List<Listed> Ordered(
        List<SellerFacts> sellers, string sort, Dictionary<Guid, SellerTotal> totals, IReadOnlyDictionary<Guid, SellersQuestions> asked,
        IReadOnlyDictionary<Guid, int> overdue)
    {
        var rows = sellers.ConvertAll(s => new Listed(s, totals.GetValueOrDefault(s.Id)));
        Func<Listed, double?> figure = sort.TrimStart('-') switch
        {
            "accounts" => r => r.Total?.Accounts ?? 0, "penetration" => r => BookShare.Of(r.Total).Value, "growth" => r => r.Total?.Growth,
            "overdue" => r => overdue.GetValueOrDefault(r.Seller.Id), "questions" => r => asked.GetValueOrDefault(r.Seller.Id)?.Open ?? 0, _ => _ => 0,
        };
        if (sort.TrimStart('-') == "name") return sort == "name" ? rows : [.. rows.AsEnumerable().Reverse()];
        // Who has no figure comes last, whichever way it is ordered.
        var known = rows.OrderBy(r => figure(r) is null);
        return [.. sort[0] == '-' ? known.ThenByDescending(figure) : known.ThenBy(figure)];
    }

    /// <summary>A manager sees the sum of the team or, of all teams, of all; where single sellers are not shown, of each team.</summary>
    private List<SellerTotal> Summed(IReadOnlyList<SellerTotal> totals, Sight sight)
    {
        if (!Manages && sight.Seen is not null) return [];
        if (OwnTeam is { } own) return [.. totals.Where(t => t.Scope == SellerScope.Team && t.TeamId == own)];
        var teams = totals.Where(t => t.Scope == SellerScope.Team && sight.Teams.ContainsKey(t.TeamId!.Value)).OrderBy(t => sight.Teams.Keys.ToList().IndexOf(t.TeamId!.Value)).ToList();
        return sight.Seen is null || teams.Count == 0 ? [.. totals.Where(t => t.Scope == SellerScope.All)] : teams;
    }

    /// <param name="kept">Of the team's sellers; null where it is of more than one team: how well the whole company keeps its word has a page of its own.</param>
    private static TeamSum Sum(SellerTotal total, Sight sight, List<SellerFacts> all, IReadOnlyDictionary<Guid, SellersWord>? kept, IReadOnlyDictionary<Guid, SellersQuestions> asked,
        IReadOnlyDictionary<Guid, int> overdue, SellerFigures setting)
    {
        if (setting == SellerFigures.Off && total.Sellers < TeamSum.LeastSellers) return new(TeamName(sight, total.TeamId), total.TeamId, total.Sellers, null);
        var sellers = total.Scope == SellerScope.All ? all : all.FindAll(s => s.TeamId == total.TeamId);
        var words = sellers.Select(s => kept?.GetValueOrDefault(s.Id)).OfType<SellersWord>().ToList();
        var questions = sellers.Select(s => asked.GetValueOrDefault(s.Id)).OfType<SellersQuestions>().ToList();
        return new(TeamName(sight, total.TeamId), total.TeamId, total.Sellers, TeamFigures.Of(total,
            kept is null ? null : new(words.Sum(w => w.Made), words.Sum(w => w.Kept)), new(questions.Sum(q => q.Open), questions.Sum(q => q.Answered)),
            sellers.Sum(s => overdue.GetValueOrDefault(s.Id))));
    }

    private sealed record Listed(SellerFacts Seller, SellerTotal? Total);

    /// <summary>Who may be seen (null: all), and what their teams are called, in the order of their names.</summary>
    private sealed record Sight(IReadOnlyList<Guid>? Seen, Dictionary<Guid, string> Teams);
}
