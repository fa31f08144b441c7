namespace Troth.Platform.Web;

/// <summary>Where a menu item stands. The shell orders groups by their value and writes their heading from its own words.</summary>
public enum MenuGroup { Top, Customers, Word, People, Company }

/// <summary>An entry of the main menu. Only rooms that work register one; readers without the right do not see it.</summary>
/// <param name="Right">The right's name; null shows it to everybody signed in.</param>
/// <param name="OnPhone">Also in the bottom bar of a phone: at most three.</param>
/// <param name="Judgement">Left out of the customer-safe view.</param>
public sealed record MenuItem(MenuGroup Group, Text Label, string Href, string Icon, string? Right, int Order, bool OnPhone = false, bool Judgement = false);

/// <summary>
/// A piece of a page that a downstream room contributes to an upstream one. The upstream page writes
/// <c>&lt;Panels Place="account" Subject="@id" /&gt;</c>; the component gets the id as its <c>Subject</c> parameter.
/// </summary>
/// <param name="Place">The page, a constant in the upstream room's Contracts.</param>
/// <param name="Lazy">Fetched in a frame when it comes into sight, so a costly panel does not slow the page.</param>
/// <param name="Judgement">Left out of the customer-safe view.</param>
public sealed record Panel(
    string Place, string Key, Text Title, Type Component, string? Right, int Order, bool Lazy = false, bool Judgement = false);

/// <summary>Something to do today. Rooms that know of such things register an <see cref="ITodayItems"/>.</summary>
/// <param name="Section">Heading under which it stands.</param>
/// <param name="When">A time, a day or a rank, already in the reader's words.</param>
/// <param name="Rank">Smaller is higher within its section.</param>
public sealed record TodayItem(
    string Section, string When, string Title, string Why, string Href, string Act, double Rank, Tone Tone = Tone.Plain)
{
    /// <summary>What ends it with one tap, without opening it.</summary>
    public TodayTap? Tap { get; init; }
}

/// <summary>A form of one button.</summary>
/// <param name="Label">What it does.</param>
/// <param name="Action">Where it is sent; the field <c>back</c> says where to go on.</param>
public sealed record TodayTap(string Label, string Action);

public interface ITodayItems
{
    Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel);
}

/// <summary>An action the palette offers by name ("Import files"). Menu items are found without one.</summary>
/// <param name="Judgement">Left out of the customer-safe view.</param>
public sealed record PaletteCommand(Text Label, string Href, string Icon, string? Right, bool Judgement = false);

/// <summary>What a search found. <paramref name="Kind"/> is the reader's word for it: "account", "contact".</summary>
public sealed record Found(string Title, string? Detail, string Href, string Icon, string Kind, double Score);

/// <summary>A room's searchable text: accounts by name, contacts by name or mail. Returns only what the reader may see.</summary>
public interface ISearchableText
{
    Task<IReadOnlyList<Found>> Find(string words, int limit, CancellationToken cancel);
}

/// <summary>The three words of truth, the accent, and no judgement at all.</summary>
public enum Tone { Plain, Accent, Kept, Risk, Broken, None }
