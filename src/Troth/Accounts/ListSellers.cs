using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

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

    public Task<IReadOnlyList<SellerRow>> Run(CancellationToken cancel) => Rows(db.Sellers, cancel);

    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<SellerRow> Find(string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("S", reference);
        return await Rows(db.Sellers.Where(s => id != null ? s.Id == id : s.Number == number), cancel) is [var seller] ? seller
            : throw new NotFoundException(Words.Say("seller.named", reference));
    }

    private async Task<IReadOnlyList<SellerRow>> Rows(IQueryable<Seller> sellers, CancellationToken cancel)
    {
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var accounts = db.Accounts;
        var rows = await sellers.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Number).Take(Most).Select(s => new SellerRow
        {
            Id = s.Id, Number = s.Number, Name = s.Name, Title = s.Title, Email = s.Email, Phone = s.Phone, TeamId = s.TeamId, Active = s.Active,
            Version = s.Version, Accounts = accounts.Count(a => a.SellerId == s.Id),
        }).ToListAsync(cancel);
        return [.. rows.Select(s => s with { Team = s.TeamId is { } team ? teams.GetValueOrDefault(team) : null })];
    }
}
