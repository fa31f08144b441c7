using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Orders.Channels;

/// <summary>What the filters offer.</summary>
public sealed record ChannelOffers(
    IReadOnlyList<(string Value, string Text)> Sellers, IReadOnlyList<(string Value, string Text)> Teams,
        IReadOnlyList<(string Value, string Text)> Segments);

/// <summary>Sellers who sold, their teams, and segments that bought, in the last two years.</summary>
public sealed class ChannelChoices(TrothContext db)
{
    public async Task<ChannelOffers> Run(CancellationToken cancel)
    {
        var sums = db.ChannelMonths.AsNoTracking();
        var sellers = await db.Sellers.AsNoTracking().Where(s => sums.Any(m => m.SellerId == s.Id)).OrderBy(s => s.NameKey)
            .Select(s => new { s.Id, s.Name, s.TeamId }).ToListAsync(cancel);
        var used = sellers.Select(s => s.TeamId).OfType<Guid>().ToHashSet();
        var teams = used.Count == 0 ? [] : await db.Teams.AsNoTracking().Where(t => used.Contains(t.Id)).OrderBy(t => t.NameKey)
            .Select(t => new { t.Id, t.Name }).ToListAsync(cancel);
        var segments = await sums.Where(m => m.Segment != null).Select(m => m.Segment!).Distinct().ToListAsync(cancel);
        return new([.. sellers.Select(s => (s.Id.ToString(), s.Name))], [.. teams.Select(t => (t.Id.ToString(), t.Name))],
            [.. segments.OrderBy(NameKey.Of, StringComparer.Ordinal).Select(s => (s, s))]);
    }
}
