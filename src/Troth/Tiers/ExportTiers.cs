using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Tiers;

/// <summary>The filtered list as rows of text, as its reader may see it; numbers in the invariant culture.</summary>
public sealed class ExportTiers(TrothContext db, ListTiers list, ShownHours shown)
{
    public static readonly string[] Columns =
        ["account", "name", "seller", "decided", "proposed", "stage", "near", "stake", "currency", "purchases12m", "orders", "potential", "potentialLow", "potentialHigh", "peers",
         "growth", "hours", "hoursSaid", "promised", "kept", "why", "reason", "notHigher"];

    public async IAsyncEnumerable<IReadOnlyList<string?>> Run(TierFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await db.TierStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } state) yield break;
        var (basis, hours) = (state.ReadBasis(), await shown.Ask(cancel));
        var standings = list.Chosen(state, filter).OrderByDescending(s => s.Stake).ThenByDescending(s => s.Number);
        await foreach (var one in standings.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var row = list.Row(one, basis, state.Currency, 0, hours);
            var hides = hours.Hides(one.SellerId, one.HoursSaid);
            yield return
            [
                row.Account, row.Name, row.Seller, Code(row.Decided), Code(row.Proposed), Recorder.Text(row.Stage), string.Join(' ', row.Near.Select(TierWords.CodeOf)), Recorder.Text(row.Stake),
                state.Currency, Recorder.Text(row.Bought), Recorder.Text(row.Orders), Recorder.Text(row.Potential), Recorder.Text(row.PotentialLow), Recorder.Text(row.PotentialHigh), Recorder.Text(row.Peers),
                Number(one.Growth), Number(hides ? null : one.Hours), one.HoursSaid && !hides ? "true" : "false", Recorder.Text(one.Promised), Recorder.Text(one.Kept), row.Sentence,
                row.Reasons.Count == 0 ? null : row.Reasons[0].Text, row.NotHigher,
            ];
        }
    }

    private static string? Code(Evidence.AccountTier? tier) => tier is { } known ? TierWords.CodeOf(known) : null;

    private static string? Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture);
}
