using Troth.Import.Contracts;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Accounts;

/// <summary>How imports fill this room's tables.</summary>
public static class AccountsImport
{
    public static IReadOnlyList<Importable> All { get; } = [DescribeSellers(), DescribeAccounts(), DescribeContacts(), DescribeClaims()];

    private static Importable DescribeSellers()
    {
        var team = new ImportTable("team", "teams");
        var teamName = team.Text("team", nameof(Team.Name), Team.NameMax, required: true);
        var teamKey = team.ComputedText(nameof(Team.NameKey));
        (team.NaturalKey, team.OnlyWith) = ([teamKey], teamName);
        team.Derive = row => row.Set(teamKey, NameKey.Of(row.Text(teamName)!));

        var seller = new ImportTable("seller", "sellers");
        seller.NumberForPeople();
        var name = seller.Name("name", nameof(Seller.Name), Seller.NameMax);
        var key = seller.ComputedText(nameof(Seller.NameKey));
        var first = seller.Passing("firstName");
        var last = seller.Passing("lastName");
        seller.Text("email", nameof(Seller.Email), Account.TextMax);
        seller.Text("phone", nameof(Seller.Phone), Account.WordMax);
        seller.Text("title", nameof(Seller.Title), Account.WordMax);
        seller.Reference(null, nameof(Seller.TeamId), "team", sameRow: true);
        seller.Flag("active", nameof(Seller.Active), byDefault: true);
        Named(seller, name, key);
        seller.Remembered = name;
        seller.Computes = [(name, [first, last])];
        seller.Check = (row, _) => Joined(row, name, first, last, "seller");
        return new("seller", team, seller) { Names = AccountsNames.Seller };
    }

    private static Importable DescribeAccounts()
    {
        var account = new ImportTable("account", "accounts") { Page = "/accounts" };
        account.NumberForPeople();
        var name = account.Name("name", nameof(Account.Name), Account.NameMax);
        var key = account.ComputedText(nameof(Account.NameKey));
        account.Reference("parent", nameof(Account.ParentId), "account");
        account.Text("segment", nameof(Account.Segment), Account.WordMax);
        account.Text("industry", nameof(Account.Industry), Account.WordMax);
        account.Whole32("employees", nameof(Account.Employees), least: 0);
        var revenue = account.Amount("revenue", nameof(Account.Revenue), least: 0);
        var revenueCurrency = account.Currency("revenueCurrency", nameof(Account.RevenueCurrency));
        account.Whole32("yearFounded", nameof(Account.FoundedYear), least: 1000, most: 2200);
        account.Text("website", nameof(Account.Website), Account.TextMax);
        var domains = account.List("domains", nameof(Account.Domains), " ", Account.TextMax);
        account.Text("phone", nameof(Account.Phone), Account.WordMax);
        var (city, country) = AddressOf(account, "", nameof(Account.Address));
        var cityKey = account.ComputedText(nameof(Account.CityKey));
        var countryKey = account.ComputedText(nameof(Account.CountryKey));
        AddressOf(account, "shipping", nameof(Account.ShippingAddress));
        account.List("tags", nameof(Account.Tags), ", ", Account.TextMax);
        account.Text("status", nameof(Account.Status), Account.WordMax);
        var zone = account.Text("timeZone", nameof(Account.TimeZone), Account.ZoneMax);
        account.Whole32("transitDays", nameof(Account.TransitDays), least: 0, most: Account.MostTransitDays);
        var receives = account.Text("receivesOn", nameof(Account.ReceivesOn), Account.WordMax);
        account.Reference("seller", nameof(Account.SellerId), "seller");
        Named(account, name, key);
        account.Complete += (row, import) =>
        {
            if (row.Has(revenue) && !row.Has(revenueCurrency)) row.Set(revenueCurrency, import.Currency); // as an order's; an amount without one cannot be edited
        };
        account.Derive += row =>
        {
            row.Set(cityKey, NameKey.OfOrLast(row.Text(city)));
            row.Set(countryKey, NameKey.OfOrLast(row.Text(country)));
        };
        account.Check = (row, _) =>
        {
            if (row.Text(domains) is { } mixed) row.Set(domains, mixed.ToLowerInvariant());
            if (Weekdays.Tidy(row.Text(receives)) is { } days)
            {
                if (Weekdays.Read(days) is null) return Words.Say("receivesOn.wrong", days);
                row.Set(receives, days);
            }
            return row.Text(zone) is { } name && !Account.IsZone(name) ? Words.Say("timeZone.wrong", name) : null;
        };
        return new("account", account) { Names = AccountsNames.Account };
    }

    private static (ImportColumn City, ImportColumn Country) AddressOf(ImportTable account, string prefix, string property)
    {
        string Field(string part) => prefix.Length == 0 ? part : prefix + char.ToUpperInvariant(part[0]) + part[1..];
        ImportColumn Part(string field, string part) => account.Text(Field(field), $"{property}.{part}", Account.TextMax);
        Part("street", nameof(Address.Street));
        var city = Part("city", nameof(Address.City));
        Part("region", nameof(Address.Region));
        Part("postalCode", nameof(Address.PostalCode));
        return (city, Part("country", nameof(Address.Country)));
    }

    private static Importable DescribeContacts()
    {
        var contact = new ImportTable("contact", "contacts") { Page = "/contacts" };
        contact.NumberForPeople();
        var name = contact.Name("name", nameof(Contact.Name), Contact.NameMax, mayBeEmpty: true);
        var key = contact.ComputedText(nameof(Contact.NameKey));
        contact.Text("salutation", nameof(Contact.Salutation), Account.WordMax);
        var first = contact.Text("firstName", nameof(Contact.FirstName), Contact.NameMax);
        var last = contact.Text("lastName", nameof(Contact.LastName), Contact.NameMax);
        contact.Text("title", nameof(Contact.Title), Account.WordMax);
        contact.Text("email", nameof(Contact.Email), Account.TextMax);
        contact.Text("phone", nameof(Contact.Phone), Account.WordMax);
        contact.Text("mobile", nameof(Contact.Mobile), Account.WordMax);
        contact.Computes = [(name, [first, last])];
        contact.Check = (row, import) => Joined(row, name, first, last, "contact")
            ?? (import.IsNew && !row.Has(name) ? Words.Say("row.contactNameless") : null);
        contact.Derive = row => row.Set(key, NameKey.Of(row.Text(name)!));

        var role = new ImportTable("contactRole", "contact_roles");
        var person = role.Reference(null, nameof(ContactRole.ContactId), "contact", required: true, sameRow: true);
        var at = role.Reference("account", nameof(ContactRole.AccountId), "account");
        role.Text("role", nameof(ContactRole.Role), Account.WordMax);
        role.Text("department", nameof(ContactRole.Department), Account.WordMax);
        (role.NaturalKey, role.OnlyWith, role.PartOf) = ([person, at], at, at);
        return new("contact", contact, role) { Names = AccountsNames.Contact };
    }

    private static Importable DescribeClaims()
    {
        var claim = new ImportTable("claim", "claims");
        var account = claim.Reference("account", nameof(Claim.AccountId), "account", required: true);
        var seller = claim.Reference("seller", nameof(Claim.SellerId), "seller");
        var step = claim.Whole32("step", nameof(Claim.Step), least: 1, most: 5, required: true);
        var day = claim.Day("claimedOn", nameof(Claim.ClaimedOn), required: true);
        var recorded = claim.ComputedNumber(nameof(Claim.RecordedAt), isLong: true);
        var by = claim.ComputedText(nameof(Claim.ClaimedBy));
        // Claims are added, never edited: the same account, seller, day and step is the same claim, anything else another.
        (claim.NaturalKey, claim.PartOf) = ([account, seller, day, step], account);
        claim.Check = (row, import) =>
        {
            row.Set(by, import.Remembered(seller)); // set here, where the row is at hand, and not told: that a seller is renamed changes no claim
            var (said, today) = (row.Number(day), import.Today);
            return said <= today.Year * 10_000 + today.Month * 100 + today.Day ? null
                : Words.SayPlainly("row.claimToCome", said / 10_000, said / 100 % 100, said % 100);
        };
        claim.Complete = (row, import) =>
        {
            row.Set(recorded, import.Now.UtcTicks);
            if (!row.Has(by)) row.Set(by, import.ActorName);
        };
        return new("claim", claim) { Names = AccountsNames.Claim };
    }

    /// <summary>A record that nothing names is called by its key.</summary>
    private static void Named(ImportTable table, ImportColumn name, ImportColumn key)
    {
        table.Complete = (row, import) => row.Set(name, row.Text(name) ?? import.Key);
        table.Derive = row => row.Set(key, NameKey.Of(row.Text(name)!));
    }

    private static string? Joined(ImportRow row, ImportColumn name, ImportColumn first, ImportColumn last, string who)
    {
        if (row.Has(name) || !row.Has(first) && !row.Has(last)) return null;
        var joined = $"{row.Text(first)} {row.Text(last)}".Trim();
        if (joined.Length > name.Max) return Words.Say("row.namesTooLong", who, joined.Length, name.Max);
        row.Set(name, joined);
        return null;
    }
}
