using System.Globalization;
using Troth.Platform;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>An account's fields as the form has them: what is saved, or what was typed, in the reader's culture.</summary>
internal static class AccountForm
{
    public const string About = "about", Place = "address";

    private static readonly string[] AboutFields =
        ["name", "parent", "industry", "segment", "status", "employees", "foundedYear", "revenue", "revenueCurrency", "website", "domains", "phone", "tags", "timeZone", "transitDays",
         "receivesOn"];

    private static readonly string[] PlaceFields =
        [.. new[] { "address", "shippingAddress" }.SelectMany(a => new[] { "street", "city", "region", "postalCode", "country" }.Select(part => $"{a}.{part}"))];

    public static IReadOnlyList<string> FieldsOf(string? section) => section switch { About => AboutFields, Place => PlaceFields, _ => [.. AboutFields, .. PlaceFields] };

    /// <summary>As it is saved.</summary>
    public static Dictionary<string, string?> Saved(AccountInput a, CultureInfo culture) => new()
    {
        ["name"] = a.Name, ["parent"] = a.Parent, ["industry"] = a.Industry, ["segment"] = a.Segment, ["status"] = a.Status,
        ["employees"] = a.Employees?.ToString(culture), ["foundedYear"] = a.FoundedYear?.ToString(culture), ["revenue"] = a.Revenue?.ToString("0.####", culture),
        ["revenueCurrency"] = a.RevenueCurrency, ["website"] = a.Website, ["domains"] = string.Join(' ', a.Domains), ["phone"] = a.Phone, ["tags"] = string.Join(", ", a.Tags),
        ["timeZone"] = a.TimeZone, ["transitDays"] = a.TransitDays?.ToString(culture), ["receivesOn"] = a.ReceivesOn,
        ["address.street"] = a.Address.Street, ["address.city"] = a.Address.City, ["address.region"] = a.Address.Region, ["address.postalCode"] = a.Address.PostalCode,
        ["address.country"] = a.Address.Country, ["shippingAddress.street"] = a.ShippingAddress.Street, ["shippingAddress.city"] = a.ShippingAddress.City,
        ["shippingAddress.region"] = a.ShippingAddress.Region, ["shippingAddress.postalCode"] = a.ShippingAddress.PostalCode, ["shippingAddress.country"] = a.ShippingAddress.Country,
    };

    public static Dictionary<string, string?> Typed(FormValues form, string? section) => FieldsOf(section).ToDictionary(f => f, f => f == "receivesOn" ? Weekdays.Tidy(form[f]) : form[f]);

    /// <summary>What the form says about its section; the rest stays as it is.</summary>
    public static AccountInput Read(FormValues form, string? section, AccountInput now)
    {
        var input = now;
        if (section != Place)
            input = input with
            {
                Name = form.Text("name") ?? "", Parent = form.Text("parent"), Industry = form.Text("industry"), Segment = form.Text("segment"), Status = form.Text("status"),
                Employees = form.Whole("employees"), FoundedYear = form.Whole("foundedYear"), Revenue = form.Decimal("revenue"),
                RevenueCurrency = form.Text("revenueCurrency")?.ToUpperInvariant(), Website = form.Text("website"), Phone = form.Text("phone"),
                Domains = (form["domains"] ?? "").Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Tags = WordList.Split(form["tags"], ','), TimeZone = form.Text("timeZone"), TransitDays = form.Whole("transitDays"),
                ReceivesOn = form.Text("receivesOn"),
            };
        if (section != About) input = input with { Address = Address(form, "address"), ShippingAddress = Address(form, "shippingAddress") };
        form.Errors.ThrowIfAny();
        return section is null ? input : input with { Version = form.Version };
    }

    private static Address Address(FormValues form, string name) => new()
    {
        Street = form.Text(name + ".street"), City = form.Text(name + ".city"), Region = form.Text(name + ".region"), PostalCode = form.Text(name + ".postalCode"),
        Country = form.Text(name + ".country"),
    };
}
