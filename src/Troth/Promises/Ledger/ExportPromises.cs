using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Promises.OurWord;
using Troth.Schedule.Planning;

namespace Troth.Promises.Ledger;

/// <summary>
/// The filtered ledger as rows of text, row by row however long it is. As in the list, no row says of whom it is where that tells a figure that is withheld.
/// </summary>
public sealed class ExportPromises(TrothContext db, ListPromises list, SellerSight sight, CompanyDay company)
{
    public static readonly string[] Columns =
        ["number", "key", "kind", "what", "account", "accountName", "seller", "origin", "madeOn", "firstDueOn", "dueOn", "doneOn", "daysLate", "state", "cause", "causeText",
         "toldAt", "quantity", "delivered", "vendor"];

    public async IAsyncEnumerable<IReadOnlyList<string?>> Run(PromiseFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sellers = await db.SellerFacts.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var (seen, today, now) = (await sight.Seen(cancel), await company.Today(cancel), company.Now);
        var rows = from p in await list.Filtered(filter, cancel)
                   join a in db.AccountFacts on p.AccountId equals a.Id
                   orderby p.FirstDueOn descending, p.Number descending
                   select new { Promise = p, a.Number, a.Name };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var p = row.Promise;
            var overdue = p.State == PromiseState.Open && Promise.IsTimedKind(p.Kind) && p.DueAt < now;
            var shown = p.SellerId is { } by && (seen is null || seen.Contains(by) || !(overdue || ListPromises.TellsAFigure(p.State, p.FirstDueOn, p.DueOn, today)));
            yield return
            [
                p.Label, p.ExternalKey, Recorder.Text(p.Kind), p.What, $"A-{row.Number}", row.Name, shown && p.SellerId is { } seller ? sellers.GetValueOrDefault(seller) : null, Recorder.Text(p.Origin),
                Recorder.Text(p.MadeOn), Recorder.Text(p.FirstDueOn), Recorder.Text(p.DueOn), Recorder.Text(p.DoneOn), Recorder.Text(p.DaysLate), Recorder.Text(p.State), Recorder.Text(p.Cause),
                p.CauseText, Recorder.Text(p.ToldAt), Recorder.Text(p.Quantity), Recorder.Text(p.Delivered), p.Vendor,
            ];
        }
    }
}
