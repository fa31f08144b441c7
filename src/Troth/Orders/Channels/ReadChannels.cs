using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Orders.Channels;

public sealed record ChannelFilter
{
    [Description("Id of a team: orders of its sellers.")]
    public string? Team { get; init; }

    [Description("Id of the orders' seller.")]
    public string? Seller { get; init; }

    [Description("Segment of the accounts, exactly.")]
    public string? Segment { get; init; }

    [Description("12 or 24; 12 when left out.")]
    public int? Months { get; init; }

    internal Guid? TeamId => Id("team", Team);
    internal Guid? SellerId => Id("seller", Seller);

    internal int MonthsAsked => Months switch
    {
        null => SortWindow.Months12,
        SortWindow.Months12 or SortWindow.Months24 => Months.Value,
        _ => throw new BadInputException("months", Words.Say("channels.months", Months)),
    };

    private static Guid? Id(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : Guid.TryParse(text, out var id) ? id : throw new BadInputException(field, Words.Say("channels.id", text));
}

/// <summary>Ordinary orders that came by one channel, of all ordinary orders of the time.</summary>
/// <param name="Channel">Null: nobody said.</param>
public sealed record ChannelShare(SalesChannel? Channel, int Ordinary, int Of)
{
    /// <summary>With fewer a share says nothing.</summary>
    public const int Least = 5;

    public double? Share => Of < Least ? null : (double)Ordinary / Of;
    public double? Low => Of < Least ? null : Wilson.Of(Ordinary, Of).Low;
    public double? High => Of < Least ? null : Wilson.Of(Ordinary, Of).High;

    /// <summary>The orders it counts.</summary>
    [JsonIgnore] public string Facts { get; init; } = "";
}

/// <param name="Month">First day of the month; null for the whole time.</param>
/// <param name="Orders">Orders that were sorted.</param>
/// <param name="Ordinary">Those that no rule caught.</param>
public sealed record ChannelRow(DateOnly? Month, int Orders, int Ordinary, IReadOnlyList<ChannelShare> Channels)
{
    public ChannelShare Of(SalesChannel? channel) => Channels.First(c => c.Channel == channel);
}

/// <param name="SortedAt">Null: nothing is sorted yet.</param>
/// <param name="Waiting">Changes are being taken in.</param>
public sealed record ChannelView(DateTimeOffset? SortedAt, bool Waiting, ChannelRow Total, IReadOnlyList<ChannelRow> Months);

/// <summary>Which share of ordinary orders comes by which channel, month by month.</summary>
public sealed class ReadChannels(TrothContext db)
{
    public static readonly SalesChannel?[] All = [.. Enum.GetValues<SalesChannel>(), null];

    public async Task<ChannelView> Run(ChannelFilter filter, CancellationToken cancel)
    {
        var (team, seller, months, sellers) = (filter.TeamId, filter.SellerId, filter.MonthsAsked, db.Sellers);
        var waiting = await db.SortChanges.AnyAsync(cancel);
        if (await db.SortStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } state) return new(null, waiting,
            Row(filter, null, null, []), []);
        var window = SortWindow.Ending(state.Month);
        var (first, sums) = (window.Last.AddMonths(1 - months), db.ChannelMonths.AsNoTracking());
        var from = SortWindow.Number(first);
        sums = sums.Where(m => m.Month >= from);
        if (seller is not null) sums = sums.Where(m => m.SellerId == seller);
        if (team is not null) sums = sums.Where(m => sellers.Any(s => s.Id == m.SellerId && s.TeamId == team));
        if (!string.IsNullOrEmpty(filter.Segment)) sums = sums.Where(m => m.Segment == filter.Segment);
        var counted = await sums.GroupBy(m => new { m.Month, m.Channel })
            .Select(g => new Counted(g.Key.Month, g.Key.Channel, g.Sum(m => m.Orders), g.Sum(m => m.Ordinary))).ToListAsync(cancel);
        var rows = Enumerable.Range(0, months).Select(i => first.AddMonths(i)).Select(month =>
            Row(filter, month, month.AddMonths(1).AddDays(-1), [.. counted.Where(c =>
                c.Month == SortWindow.Number(month))]) with { Month = month });
        return new(state.SortedAt, waiting, Row(filter, first, window.To, counted), [.. rows.Reverse()]);
    }

    private sealed record Counted(int Month, SalesChannel? Channel, int Orders, int Ordinary);

    private static ChannelRow Row(ChannelFilter filter, DateOnly? from, DateOnly? to, IReadOnlyList<Counted> counted)
    {
        var ordinary = counted.Sum(c => c.Ordinary);
        return new(null, counted.Sum(c => c.Orders), ordinary, [.. All.Select(channel =>
            new ChannelShare(channel, counted.Where(c => c.Channel == channel).Sum(c => c.Ordinary), ordinary)
            {
                Facts = from is null ? "/orders" : Facts(filter, from.Value, to!.Value, channel),
            })]);
    }

    private static string Facts(ChannelFilter filter, DateOnly from, DateOnly to, SalesChannel? channel) =>
        "/orders?ordinary=true" + string.Concat(new (string, string?)[]
    {
        ("channel", Name(channel)), ("from", Day(from)), ("to", Day(to)), ("seller", filter.Seller), ("team", filter.Team),
            ("segment", filter.Segment),
    }.Where(f => !string.IsNullOrEmpty(f.Item2)).Select(f => $"&{f.Item1}={Uri.EscapeDataString(f.Item2!)}"));

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As addresses and forms name a channel.</summary>
    internal static string Name(SalesChannel? channel) => channel is { } known
        ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : "none";
}
