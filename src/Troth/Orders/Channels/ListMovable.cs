using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Lists;

namespace Troth.Orders.Channels;

/// <summary>An account whose ordinary orders people take.</summary>
public sealed record MovableRow
{
    public required Guid AccountId { get; init; }
    [JsonIgnore] public long Number { get; init; }
    public string Account => $"A-{Number}";
    public required string Name { get; init; }

    /// <summary>Ordinary orders of the last twelve months that people took.</summary>
    public required int ByPeople { get; init; }
    public required int InPortal { get; init; }

    /// <summary>What those by people cost, at the company's minutes an order.</summary>
    public decimal Hours { get; init; }

    /// <summary>Contacts who are invited to the customer's page.</summary>
    public int Invited { get; init; }
    [JsonIgnore] public string Facts { get; init; } = "";
}

/// <summary>Accounts whose ordinary orders could move to the portal, those with most first.</summary>
public sealed class ListMovable(TrothContext db, IEnumerable<IInvitedAccounts> invitations, EditSorting rules)
{
    private static readonly ListOrder<MovableRow> Most = new ListOrder<MovableRow>(descending: true).By(a => a.ByPeople).By(a => a.Number);

    public async Task<Listing<MovableRow>> Run(ChannelFilter filter, ListPlace place, CancellationToken cancel)
    {
        var (team, seller, sellers) = (filter.TeamId, filter.SellerId, db.Sellers);
        var rows = from sum in db.ChannelAccounts.AsNoTracking()
                   join account in db.AccountFacts on sum.AccountId equals account.Id
                   where sum.ByPeople > 0 && account.EndedOn == null
                   select new { sum, account };
        if (seller is not null) rows = rows.Where(r => r.account.SellerId == seller);
        if (team is not null) rows = rows.Where(r => sellers.Any(s => s.Id == r.account.SellerId && s.TeamId == team));
        if (!string.IsNullOrEmpty(filter.Segment)) rows = rows.Where(r => r.account.Segment == filter.Segment);
        var page = await Most.Page(place, cancel, rows.Select(r => new MovableRow
        {
            AccountId = r.sum.AccountId, Number = r.sum.Number, Name = r.account.Name, ByPeople = r.sum.ByPeople, InPortal = r.sum.InPortal,
        }));
        var (ids, invited) = (page.Items.Select(a => a.AccountId).ToList(), new Dictionary<Guid, int>());
        foreach (var told in invitations)
            foreach (var (account, contacts) in await told.Among(ids, cancel)) invited[account] = contacts;
        var minutes = (await rules.Current(cancel)).Minutes;
        var month = await db.SortStates.AsNoTracking().Select(s => (int?)s.Month).SingleOrDefaultAsync(cancel);
        var window = month is { } known ? SortWindow.Ending(known) : null;
        return page with
        {
            Items = [.. page.Items.Select(a => a with
            {
                Hours = decimal.Round((decimal)a.ByPeople * minutes / 60, 1), Invited = invited.GetValueOrDefault(a.AccountId),
                Facts = window is null ? ""
                    : $"/orders?ordinary=true&channel=people&account={a.Account}&from={ReadChannels.Day(window.Year)}&to={ReadChannels.Day(window.To)}",
            })],
        };
    }
}
