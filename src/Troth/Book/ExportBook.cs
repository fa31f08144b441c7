using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Troth.Book.Expected;
using Troth.Book.Figures;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Book;

/// <summary>The filtered Book as rows of text, as its reader may see it; numbers and days in the invariant culture.</summary>
public sealed class ExportBook(TrothContext db, ListBook book, BookWhy why)
{
    public static readonly string[] Columns =
        ["account", "number", "name", "seller", "segment", "currency", "purchases12m", "purchasesBefore", "missingRates", "orders", "lastOrderOn", "growth", "peerGrowth",
         "ordersInGrowth", "growthLow", "growthHigh", "growthPeers", "peerGrowthLow", "peerGrowthHigh",
         "potential", "potentialLow", "potentialHigh", "peers", "penetration", "penetrationLow", "penetrationHigh", "claimed", "claimedOn", "kind", "why",
         "potentialSource", "potentialOn", "potentialUntil", "formula", "formulaLow", "formulaHigh",
         "buyingDays", "lastBoughtOn", "alive", "aliveLow", "aliveHigh", "nextOrders", "nextOrdersLow", "nextOrdersHigh", "nextWorth", "nextWorthLow", "nextWorthHigh",
         "usualDays", "soonDays", "lateDays", "dueOn", "dueFrom", "dueTo", "overdueDays", "unforetold"];

    public async IAsyncEnumerable<IReadOnlyList<string?>> Run(BookFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var eyes = await book.Eyes(cancel);
        if (await book.State(cancel) is not var (state, _)) yield break;
        var figures = db.Shown(state.Generation, filter, eyes).OrderBy(f => f.NameKey).ThenBy(f => f.Number);
        await foreach (var figure in figures.AsAsyncEnumerable().WithCancellation(cancel)) yield return Cells(BookRow.Of(figure, state, eyes));
    }

    private string?[] Cells(BookRow row) =>
    [
        row.Label, FormattableString.Invariant($"A-{row.Number}"), row.Name, row.Seller, row.Segment, row.Currency, Recorder.Text(row.Bought), Recorder.Text(row.BoughtBefore), row.MissingRates,
        Recorder.Text(row.Orders), Recorder.Text(row.LastOrderOn), Share(row.Growth?.Value), Share(row.PeerGrowth?.Value),
        Recorder.Text(row.Growth?.Orders), Share(row.Growth?.Low), Share(row.Growth?.High),
        Recorder.Text(row.PeerGrowth?.Buyers), Share(row.PeerGrowth?.Low), Share(row.PeerGrowth?.High),
        Recorder.Text(row.Potential?.Value), Recorder.Text(row.Potential?.Low), Recorder.Text(row.Potential?.High), Recorder.Text(row.Potential?.Peers),
        Share(row.Penetration?.Value), Share(row.Penetration?.Low), Share(row.Penetration?.High),
        Recorder.Text(row.Claim?.Step), Recorder.Text(row.Claim?.On), row.Kind is { } kind ? BookWords.CodeOf(kind) : null, row.Why is null ? null : why.Sentence(row),
        row.Potential is { } said ? BookWords.CodeOf(said.Source) : null, Recorder.Text(row.Potential?.On), Recorder.Text(row.Potential?.Until),
        Recorder.Text(row.Formula?.Value), Recorder.Text(row.Formula?.Low), Recorder.Text(row.Formula?.High),
        .. Ahead(row.Forecast),
    ];

    private static string?[] Ahead(ForecastFigure? said) =>
    [
        Recorder.Text(said?.BuyingDays), Recorder.Text(said?.LastBoughtOn), Share(said?.Alive?.Value), Share(said?.Alive?.Low), Share(said?.Alive?.High),
        Share(said?.Orders12m?.Value), Share(said?.Orders12m?.Low), Share(said?.Orders12m?.High),
        Recorder.Text(said?.Worth12m?.Value), Recorder.Text(said?.Worth12m?.Low), Recorder.Text(said?.Worth12m?.High),
        Recorder.Text(said?.Rhythm?.UsualDays), Recorder.Text(said?.Rhythm?.SoonDays), Recorder.Text(said?.Rhythm?.LateDays),
        Recorder.Text(said?.Rhythm?.DueOn), Recorder.Text(said?.Rhythm?.DueFrom), Recorder.Text(said?.Rhythm?.DueTo), Recorder.Text(said?.Rhythm?.OverdueDays),
        said?.Withheld is { } reason ? BookWords.CodeOf(reason) : null,
    ];

    private static string? Share(double? share) => share?.ToString("0.####", CultureInfo.InvariantCulture);
}
