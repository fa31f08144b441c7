using System.Text.Json.Nodes;

namespace Troth.Accounts;

/// <summary>An account as the API tells it.</summary>
public sealed record AccountAnswer
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required AccountName? Parent { get; init; }
    public required IReadOnlyList<AccountName> Children { get; init; }
    public required int ChildCount { get; init; }
    public required string? Segment { get; init; }
    public required string? Industry { get; init; }
    public required int? Employees { get; init; }
    public required decimal? Revenue { get; init; }
    public required string? RevenueCurrency { get; init; }
    public required int? FoundedYear { get; init; }
    public required string? Website { get; init; }
    public required string[] Domains { get; init; }
    public required string? Phone { get; init; }
    public required Address Address { get; init; }
    public required Address ShippingAddress { get; init; }
    public required string[] Tags { get; init; }
    public required string? Status { get; init; }
    public required string? TimeZone { get; init; }
    public required int? TransitDays { get; init; }
    public required string? ReceivesOn { get; init; }
    public required SellerAnswer? Seller { get; init; }
    public required IReadOnlyList<PersonHere> People { get; init; }

    /// <summary>The newest claim of who looks after it now; null also for readers who may not see claims.</summary>
    public required ClaimSaid? Claim { get; init; }

    /// <summary>The system it was imported from, and its key there.</summary>
    public required string? Source { get; init; }
    public required string? ExternalKey { get; init; }
    public required DateOnly? EndedOn { get; init; }
    public required JsonNode? Extras { get; init; }

    public static AccountAnswer Of(AccountView view)
    {
        var a = view.Account;
        return new()
        {
            Id = a.Id, Number = a.Label, Version = a.Version, Name = a.Name, Parent = view.Parent, Children = view.Children, ChildCount = view.ChildCount,
            Segment = a.Segment, Industry = a.Industry, Employees = a.Employees, Revenue = a.Revenue, RevenueCurrency = a.RevenueCurrency, FoundedYear = a.FoundedYear,
            Website = a.Website, Domains = WordList.Split(a.Domains, ' '), Phone = a.Phone, Address = a.Address, ShippingAddress = a.ShippingAddress,
            Tags = WordList.Split(a.Tags, ','), Status = a.Status, TimeZone = a.TimeZone, TransitDays = a.TransitDays, ReceivesOn = a.ReceivesOn,
            Seller = view.Seller is { } s ? new(s.Id, s.Label, s.Name, view.Team) : null, People = view.People,
            Claim = view.Claim, Source = view.Source, ExternalKey = a.ExternalKey, EndedOn = a.EndedOn,
            Extras = a.Extras is null ? null : JsonNode.Parse(a.Extras),
        };
    }
}

public sealed record SellerAnswer(Guid Id, string Number, string Name, string? Team);

/// <summary>A contact as the API tells it.</summary>
public sealed record ContactAnswer
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string? Salutation { get; init; }
    public required string? FirstName { get; init; }
    public required string? LastName { get; init; }
    public required string? Title { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required string? Mobile { get; init; }
    public required IReadOnlyList<RoleThere> At { get; init; }
    public required string? Source { get; init; }
    public required string? ExternalKey { get; init; }
    public required DateOnly? EndedOn { get; init; }
    public required JsonNode? Extras { get; init; }

    public static ContactAnswer Of(ContactView view)
    {
        var c = view.Contact;
        return new()
        {
            Id = c.Id, Number = c.Label, Version = c.Version, Name = c.Name, Salutation = c.Salutation, FirstName = c.FirstName, LastName = c.LastName, Title = c.Title,
            Email = c.Email, Phone = c.Phone, Mobile = c.Mobile, At = view.At, Source = view.Source, ExternalKey = c.ExternalKey, EndedOn = c.EndedOn,
            Extras = c.Extras is null ? null : JsonNode.Parse(c.Extras),
        };
    }
}
