using System.Globalization;

namespace Troth.Platform.Web;

/// <summary>
/// Who reads this page and how they like it: one per request. Signing in fills the first half, cookies the second;
/// a visitor who is not signed in keeps these defaults.
/// </summary>
public sealed class ReaderSettings
{
    public string? Name { get; set; }

    /// <summary>The role in the reader's words, as the user menu shows it.</summary>
    public string? Role { get; set; }

    /// <summary>Whether the reader holds a right, by the right's name. Menus, panels and commands are filtered by it.</summary>
    public Func<string, bool> May { get; set; } = _ => false;

    public CultureInfo Culture { get; set; } = CultureInfo.GetCultureInfo("en-GB");

    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    public string Company { get; set; } = "Troth";

    /// <summary>Every page says so when the people and figures are made up.</summary>
    public bool SampleCompany { get; set; }

    /// <summary>The customer-safe view: judgements are not written into the answer at all.</summary>
    public bool SafeView { get; set; }

    /// <summary>light, dark, or auto (as the device says).</summary>
    public string Theme { get; set; } = "auto";

    /// <summary>Allows this answer's own script and style elements; a new one for each answer.</summary>
    public string Nonce { get; set; } = "";

    /// <summary>The first page of who reads, and where their news comes from: customers have their own.</summary>
    public string Home { get; set; } = "/";
    public string Live { get; set; } = Troth.Platform.Live.LiveEndpoint.Route;

    public bool SignedIn => Name is not null;

    /// <summary>Sets culture and time zone by their names; what is null or unknown stays.</summary>
    public void Reads(string? culture, string? zone)
    {
        if (culture is not null) Culture = CultureInfo.GetCultureInfo(culture);
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)) TimeZone = known;
    }

    internal void CopyFrom(ReaderSettings other)
    {
        Name = other.Name;
        Role = other.Role;
        May = other.May;
        Culture = other.Culture;
        TimeZone = other.TimeZone;
        Company = other.Company;
        SampleCompany = other.SampleCompany;
        SafeView = other.SafeView;
        Theme = other.Theme;
        Nonce = other.Nonce;
        Home = other.Home;
        Live = other.Live;
    }
}
