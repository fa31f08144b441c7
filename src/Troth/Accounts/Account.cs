using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>A customer company. Looked after by a seller, never owned.</summary>
public sealed class Account : ImportableRecord
{
    public const int NameMax = 200, WordMax = 120, TextMax = 400, ZoneMax = 60, MostTransitDays = 120;

    /// <summary>Amounts are kept in ten-thousandths.</summary>
    public const decimal MostRevenue = long.MaxValue / ColumnConventions.AmountScale;

    public long Number { get; init; }
    public string Name { get; private set; } = "";
    public string NameKey { get; private set; } = "";
    public Guid? ParentId { get; private set; }
    public string? Segment { get; set; }
    public string? Industry { get; set; }
    public int? Employees { get; private set; }
    public decimal? Revenue { get; private set; }
    public string? RevenueCurrency { get; private set; }
    public int? FoundedYear { get; private set; }
    public string? Website { get; set; }

    /// <summary>Internet domains of the company, small letters, separated by one space.</summary>
    public string? Domains { get; private set; }
    public string? Phone { get; set; }
    public Address Address
    {
        get;
        set => (field, CityKey, CountryKey) = (value, Platform.Data.NameKey.OfOrLast(value.City), Platform.Data.NameKey.OfOrLast(value.Country));
    } = new();

    /// <summary>What the city is ordered by, and the country found by; accounts without one come last.</summary>
    public string CityKey { get; private set; } = Platform.Data.NameKey.Last;
    public string CountryKey { get; private set; } = Platform.Data.NameKey.Last;
    public Address ShippingAddress { get; set; } = new();

    /// <summary>Words people file it under, separated by ", ".</summary>
    public string? Tags { get; private set; }
    public string? Status { get; set; }

    /// <summary>The zone (IANA) that days promised to them are meant in; null for that of the plant.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>Days that a delivery is on the way to them; null where nobody said, which counts as none.</summary>
    public int? TransitDays { get; private set; }
    /// <summary>The days of the week on which they receive ("Mon Tue Wed Thu Fri"): no other is promised to them. Null where nobody said: as the plant says.</summary>
    public string? ReceivesOn { get; private set; }
    public Guid? SellerId { get; private set; }

    public string Label => $"A-{Number}";

    private Account() { }

    public Account(long number, string name)
    {
        Number = number;
        Rename(name);
    }

    public void Rename(string name)
    {
        name = name.Trim();
        if (name.Length == 0) throw new BadInputException(nameof(Name), Words.Say("account.nameless"));
        if (name.Length > NameMax) throw new BadInputException(nameof(Name), Words.Say("name.tooLong", name.Length, NameMax));
        (Name, NameKey) = (name, Platform.Data.NameKey.Of(name));
    }

    public void SizeIs(int? employees, decimal? revenue, string? currency, int? foundedYear)
    {
        if (employees < 0) throw new BadInputException(nameof(Employees), Words.Say("employees.wrong", employees));
        if (revenue < 0) throw new BadInputException(nameof(Revenue), Words.Say("revenue.negative", revenue));
        if (revenue > MostRevenue || revenue is { } amount && decimal.Round(amount, 4) != amount)
            throw new BadInputException(nameof(Revenue), Words.Say("revenue.tooMuch", revenue, MostRevenue));
        if (foundedYear is < 1000 or > 2200) throw new BadInputException(nameof(FoundedYear), Words.Say("foundedYear.wrong", foundedYear));
        (Employees, Revenue, RevenueCurrency, FoundedYear) = (employees, revenue, revenue is null ? null : currency, foundedYear);
    }

    /// <summary>Where deliveries go, as far as promised days depend on it.</summary>
    public void IsReached(string? timeZone, int? transitDays, string? receivesOn)
    {
        timeZone = string.IsNullOrWhiteSpace(timeZone) ? null : timeZone.Trim();
        if (timeZone is not null && !IsZone(timeZone)) throw new BadInputException(nameof(TimeZone), Words.Say("timeZone.wrong", timeZone));
        if (transitDays is < 0 or > MostTransitDays) throw new BadInputException(nameof(TransitDays), Words.Say("transitDays.wrong", transitDays, MostTransitDays));
        if (Weekdays.Tidy(receivesOn) is { } days && Weekdays.Read(days) is null) throw new BadInputException(nameof(ReceivesOn), Words.Say("receivesOn.wrong", receivesOn));
        (TimeZone, TransitDays, ReceivesOn) = (timeZone, transitDays, Weekdays.Tidy(receivesOn));
    }

    public static bool IsZone(string name) => name.Length <= ZoneMax && name.All(char.IsAscii) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    /// <summary>Puts it under a parent. The caller has made sure that <paramref name="parentId"/> is not below this account.</summary>
    public void BelongsTo(Guid? parentId)
    {
        if (parentId == Id) throw new BusinessRuleException("account.own-parent", Words.Say("parent.itself"));
        ParentId = parentId;
    }

    public void LookedAfterBy(Guid? sellerId) => SellerId = sellerId;

    public void ReachedAt(IEnumerable<string> domains) => Domains = WordList.Join(domains.Select(d => d.ToLowerInvariant()), " ");

    public void FiledUnder(IEnumerable<string> tags) => Tags = WordList.Join(tags, ", ");
}

/// <summary>A postal address; all parts optional.</summary>
public sealed record Address
{
    public string? Street { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }
}

internal static class WordList
{
    public static string[] Split(string? words, char separator) =>
        words?.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Trimmed, distinct, in order; null when there is none.</summary>
    public static string? Join(IEnumerable<string> words, string separator)
    {
        var all = words.Select(w => w.Trim()).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? null : string.Join(separator, all);
    }
}
