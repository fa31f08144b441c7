using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Accounts;

/// <summary>The filtered list as rows of text, under the names that an import understands, so that it can be brought in again.</summary>
public sealed class ExportAccounts(TrothContext db, ListAccounts list)
{
    public static readonly string[] Columns =
        ["key", "name", "parent", "segment", "industry", "employees", "revenue", "revenueCurrency", "yearFounded", "website", "domains", "phone",
         "street", "city", "region", "postalCode", "country", "tags", "status", "timeZone", "transitDays", "receivesOn", "seller"];

    public async IAsyncEnumerable<IReadOnlyList<string?>> Run(AccountFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sellers = await db.Sellers.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.ExternalKey ?? s.Label, cancel);
        var filtered = await list.Filtered(filter, cancel);
        var rows = from a in filtered
                   join p in db.Accounts on a.ParentId equals (Guid?)p.Id into parents
                   from p in parents.DefaultIfEmpty()
                   orderby a.NameKey, a.Number
                   select new { Account = a, ParentKey = p.ExternalKey, ParentNumber = (long?)p.Number };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var a = row.Account;
            yield return
            [
                a.ExternalKey ?? a.Label, a.Name, row.ParentKey ?? (row.ParentNumber is { } parent ? $"A-{parent}" : null), a.Segment, a.Industry,
                Recorder.Text(a.Employees), Recorder.Text(a.Revenue), a.RevenueCurrency, Recorder.Text(a.FoundedYear), a.Website, a.Domains, a.Phone,
                a.Address.Street, a.Address.City, a.Address.Region, a.Address.PostalCode, a.Address.Country, a.Tags, a.Status, a.TimeZone, Recorder.Text(a.TransitDays), a.ReceivesOn,
                a.SellerId is { } seller ? sellers.GetValueOrDefault(seller) : null,
            ];
        }
    }
}
