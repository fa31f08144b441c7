using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Platform.Lists;

namespace Troth.Orders.Contracts;

/// <summary>How many orders of a month were wanted so many days after they were placed.</summary>
/// <param name="Month">yyyymm.</param>
public sealed record AskedLead(int Month, int Days, int Orders);

/// <summary>An account that leaves us less time than it did.</summary>
public sealed record AskedRow
{
    [JsonIgnore] public long Number { get; init; }
    public string Account => $"A-{Number}";
    public required string Name { get; init; }

    /// <summary>Orders of the last twelve months that say when they are wanted, and the median of their days.</summary>
    public required int Orders { get; init; }
    public required int Days { get; init; }

    /// <summary>The same of the twelve months before.</summary>
    public required int OrdersBefore { get; init; }
    public required int DaysBefore { get; init; }

    /// <summary>Days less; negative.</summary>
    public required int Change { get; init; }
}

/// <summary>How long before the day they want it customers order: sums that <see cref="SortOrders"/> keeps, by month and by account.</summary>
public sealed class AskedLeads(TrothContext db)
{
    private static readonly ListOrder<AskedRow> Shortened = new ListOrder<AskedRow>().By(a => a.Change).By(a => a.Number);

    public async Task<IReadOnlyList<AskedLead>> ByMonth(DateOnly from, CancellationToken cancel)
    {
        var first = SortWindow.Number(from);
        return await db.AskedMonths.AsNoTracking().Where(m => m.Month >= first).Select(m => new AskedLead(m.Month, m.Days, m.Orders))
            .ToListAsync(cancel);
    }

    /// <summary>Accounts that ask earlier than a year before, those most who do.</summary>
    public Task<Listing<AskedRow>> Accounts(ListPlace place, CancellationToken cancel) => Shortened.Page(place, cancel,
        from asked in db.AskedAccounts.AsNoTracking()
        join account in db.AccountFacts on asked.AccountId equals account.Id
        where asked.Change < 0 && account.EndedOn == null
        select new AskedRow
        {
            Number = asked.Number, Name = account.Name, Orders = asked.Orders, Days = asked.Days, OrdersBefore = asked.OrdersBefore,
            DaysBefore = asked.DaysBefore, Change = asked.Change,
        });
}
