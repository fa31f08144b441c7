using System.Text.Json.Serialization;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>What a person may change about an account, as a form or the API sends it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AccountInput
{
    public string Name { get; init => field = value ?? ""; } = ""; // a program may send null, which empties

    /// <summary>The account it belongs to: number ("A-1042"), id, or a name that only one account has.</summary>
    public string? Parent { get; init; }
    public string? Segment { get; init; }
    public string? Industry { get; init; }
    public int? Employees { get; init; }
    public decimal? Revenue { get; init; }
    public string? RevenueCurrency { get; init; }
    public int? FoundedYear { get; init; }
    public string? Website { get; init; }
    public string[] Domains { get; init => field = Said(value); } = [];
    public string? Phone { get; init; }
    public Address Address { get; init => field = value ?? new(); } = new();
    public Address ShippingAddress { get; init => field = value ?? new(); } = new();
    public string[] Tags { get; init => field = Said(value); } = [];
    public string? Status { get; init; }

    /// <summary>The zone (IANA) of days promised to them, such as Europe/Vienna; null for the plant's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Days that a delivery is on the way, 0 … 120; null where nobody knows.</summary>
    public int? TransitDays { get; init; }

    /// <summary>The days of the week on which they receive: "Mon Tue Wed Thu Fri", or "Mon-Fri". Null for those of the plant.</summary>
    public string? ReceivesOn { get; init; }

    /// <summary>The version that was seen; a newer one refuses the change.</summary>
    public int Version { get; init; }

    internal static AccountInput Of(Account account, string? parent) => new()
    {
        Name = account.Name, Parent = parent, Segment = account.Segment, Industry = account.Industry, Employees = account.Employees,
        Revenue = account.Revenue, RevenueCurrency = account.RevenueCurrency, FoundedYear = account.FoundedYear, Website = account.Website,
        Domains = WordList.Split(account.Domains, ' '), Phone = account.Phone, Address = account.Address, ShippingAddress = account.ShippingAddress,
        Tags = WordList.Split(account.Tags, ','), Status = account.Status, TimeZone = account.TimeZone, TransitDays = account.TransitDays, ReceivesOn = account.ReceivesOn,
        Version = account.Version,
    };

    /// <summary>Writes it all into the account, or refuses with everything that is wrong.</summary>
    internal void Into(Account account, Guid? parentId)
    {
        var errors = new FieldErrors();
        errors.Longest("name", Name, int.MaxValue); // Rename knows how long it may be
        errors.Longest("segment", Segment, Account.WordMax);
        errors.Longest("industry", Industry, Account.WordMax);
        errors.Longest("status", Status, Account.WordMax);
        errors.Longest("phone", Phone, Account.WordMax);
        errors.Longest("website", Website, Account.TextMax);
        errors.Longest("domains", string.Join(' ', Domains), Account.TextMax);
        errors.Longest("tags", string.Join(", ", Tags), Account.TextMax);
        foreach (var (field, part) in Parts("address", Address).Concat(Parts("shippingAddress", ShippingAddress))) errors.Longest(field, part, Account.TextMax);
        foreach (var domain in Domains.Where(d => d.Any(char.IsWhiteSpace) || !d.Contains('.') || d.Contains('@') || d.Contains('/')))
            errors.Add("domains", Words.Say("domain.wrong", domain));
        foreach (var tag in Tags.Where(t => t.Contains(','))) errors.Add("tags", Words.Say("tag.comma", tag));
        if (RevenueCurrency is not null && !(RevenueCurrency.Length == 3 && RevenueCurrency.All(char.IsAsciiLetterUpper)))
            errors.Add("revenueCurrency", Words.Say("revenueCurrency.wrong", RevenueCurrency));
        else if (Revenue is not null && RevenueCurrency is null) errors.Add("revenueCurrency", Words.Say("revenueCurrency.none"));
        Check(errors, () => account.Rename(Name));
        Check(errors, () => account.SizeIs(Employees, Revenue, RevenueCurrency, FoundedYear));
        Check(errors, () => account.IsReached(TimeZone, TransitDays, ReceivesOn));
        errors.ThrowIfAny();
        account.BelongsTo(parentId);
        (account.Segment, account.Industry, account.Website, account.Phone, account.Status) =
            (Given(Segment), Given(Industry), Given(Website), Given(Phone), Given(Status));
        (account.Address, account.ShippingAddress) = (Tidy(Address), Tidy(ShippingAddress));
        account.ReachedAt(Domains);
        account.FiledUnder(Tags);
    }

    private static void Check(FieldErrors errors, Action rule)
    {
        try
        {
            rule();
        }
        catch (BadInputException bad)
        {
            errors.Add(bad.Errors);
        }
    }

    private static IEnumerable<(string Field, string? Part)> Parts(string field, Address address) =>
        [(field + ".street", address.Street), (field + ".city", address.City), (field + ".region", address.Region),
         (field + ".postalCode", address.PostalCode), (field + ".country", address.Country)];

    private static Address Tidy(Address address) => new()
    {
        Street = Given(address.Street), City = Given(address.City), Region = Given(address.Region),
        PostalCode = Given(address.PostalCode), Country = Given(address.Country),
    };

    private static string[] Said(string?[]? words) => [.. (words ?? []).OfType<string>()];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
