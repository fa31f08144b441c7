using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>Potential against bought, one point an account. A book too large for that shows a fixed sample by lot, and says so.</summary>
public sealed class ChartBook(TrothContext db, ListBook book, IStringLocalizer<Words> words)
{
    public const int MostPoints = 2000;

    public async Task<BookChart> Run(BookFilter filter, CancellationToken cancel)
    {
        var eyes = await book.Eyes(cancel);
        if (eyes.SafeView || await book.State(cancel) is not var (state, _)) return new BookChart(0, 0, Draw([], "EUR", eyes));
        var figures = db.Shown(state.Generation, filter, eyes).Where(f => f.Potential != null);
        var all = KindCount.Points(await book.Kinds(state, filter, eyes, cancel), filter.KindAsked(eyes));
        var points = await figures.OrderBy(f => f.Lot).ThenBy(f => f.Number).Take(MostPoints).ToListAsync(cancel);
        return new BookChart(all, points.Count, Draw(points, state.Currency, eyes));
    }

    private ChartData Draw(List<BookFigure> points, string currency, BookEyes eyes)
    {
        var byKind = points.ToLookup(f => eyes.KindOf(f));
        return new ChartData("scatter", new ChartAxis(words["chart.x"], Log: true, currency), new ChartAxis(words["chart.y"], Log: true, currency),
            [.. eyes.Kinds.Where(kind => byKind[kind].Any()).Select(kind => Series(kind, [.. byKind[kind].OrderBy(f => f.Number)]))], Diagonal: true);
    }

    private ChartSeries Series(RelationshipKind kind, BookFigure[] figures) => new(
        words[$"kind.{BookWords.CodeOf(kind)}"] + (BookWords.IsGuess(kind) ? "?" : ""), BookWords.ToneOf(kind),
        [.. figures.Select(f => Math.Max(0, (double)f.Bought))], [.. figures.Select(f => (double)f.Potential!.Value)],
        [.. figures.Select(f => f.Name)], [.. figures.Select(f => (string?)FormattableString.Invariant($"/accounts/A-{f.Number}"))]);
}

/// <param name="Accounts">How many accounts there are to draw.</param>
/// <param name="Drawn">How many of them are drawn, chosen by lot when there are more.</param>
/// <param name="Chart">The points.</param>
public sealed record BookChart(int Accounts, int Drawn, ChartData Chart);
