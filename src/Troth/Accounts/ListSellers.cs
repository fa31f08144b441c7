using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Accounts;

public sealed record SellerRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"S-{Number}";
    public required string Name { get; init; }
    public required string? Title { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required Guid? TeamId { get; init; }
    public string? Team { get; init; }
    public required bool Active { get; init; }
    public required int Version { get; init; }

    /// <summary>How many accounts they look after.</summary>
    public int Accounts { get; init; }
}

/// <summary>Our own people who look after accounts. There are at most some hundreds, so the list has no pages.</summary>
public sealed class ListSellers(TrothContext db)
{
    private const int Most = 5_000;

    public async Task<IReadOnlyList<SellerRow>> Run(CancellationToken cancel)
    {
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var accounts = await db.Accounts.Where(a => a.SellerId != null).GroupBy(a => a.SellerId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var sellers = await db.Sellers.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Number).Take(Most).Select(s => new SellerRow
        {
            Id = s.Id, Number = s.Number, Name = s.Name, Title = s.Title, Email = s.Email, Phone = s.Phone, TeamId = s.TeamId, Active = s.Active, Version = s.Version,
        }).ToListAsync(cancel);
        return [.. sellers.Select(s => s with { Team = s.TeamId is { } team ? teams.GetValueOrDefault(team) : null, Accounts = accounts.GetValueOrDefault(s.Id) })];
    }
}
