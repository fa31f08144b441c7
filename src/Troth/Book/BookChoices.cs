using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book.Figures;
using Troth.Platform.Data;

namespace Troth.Book;

/// <summary>What the filters offer: sellers, teams and segments that the Book has accounts of.</summary>
public sealed class BookChoices(TrothContext db)
{
    public async Task<Offered> Run(BookState? state, CancellationToken cancel)
    {
        if (state is null) return new Offered([], [], []);
        var totals = db.BookTotals.AsNoTracking().Where(t => t.Generation == state.Generation);
        var sellers = await db.Sellers.AsNoTracking().Where(s => totals.Any(t => t.SellerId == s.Id)).OrderBy(s => s.NameKey)
            .Select(s => new { s.Id, s.Name, s.TeamId }).ToListAsync(cancel);
        var used = sellers.Select(s => s.TeamId).Where(t => t is not null).ToHashSet();
        var teams = used.Count == 0 ? [] : await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).Select(t => new { t.Id, t.Name }).ToListAsync(cancel);
        var segments = await totals.Where(t => t.Segment != null).Select(t => t.Segment!).Distinct().ToListAsync(cancel);
        return new Offered(
            [.. sellers.Select(s => (s.Id.ToString(), s.Name))], [.. teams.Where(t => used.Contains(t.Id)).Select(t => (t.Id.ToString(), t.Name))],
            [.. segments.OrderBy(NameKey.Of, StringComparer.Ordinal).Select(s => (s, s))]);
    }
}

public sealed record Offered(
    IReadOnlyList<(string Value, string Text)> Sellers, IReadOnlyList<(string Value, string Text)> Teams, IReadOnlyList<(string Value, string Text)> Segments);
