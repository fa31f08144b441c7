using System.ComponentModel;
using Troth.Platform.Errors;

namespace Troth.Book.WhiteSpace;

/// <summary>Which white space, as the address says.</summary>
public sealed record GapFilter
{
    [Description("Only this family of products, as it is named.")]
    public string? Family { get; init; }

    [Description("Id of the seller who looks after the accounts.")]
    public string? Seller { get; init; }

    [Description("Id of the seller's team.")]
    public string? Team { get; init; }

    [Description("Only accounts the caller looks after.")]
    public bool? Mine { get; init; }

    [Description("The key that an answer gave for the next page.")]
    public string? After { get; init; }

    [Description("The key that an answer gave for the previous page.")]
    public string? Before { get; init; }

    internal IQueryable<BookGap> Narrow(IQueryable<BookGap> gaps, BookEyes eyes)
    {
        if (Family is { Length: > 0 } family) gaps = gaps.Where(g => g.Family == family);
        if (Id("seller", Seller) is { } seller) gaps = gaps.Where(g => g.SellerId == seller);
        if (Id("team", Team) is { } team) gaps = gaps.Where(g => g.TeamId == team);
        if (Mine == true) gaps = gaps.Where(g => g.SellerId == eyes.Seller && eyes.Seller != null);
        return gaps;
    }

    internal IQueryable<GapTotal> Narrow(IQueryable<GapTotal> totals, BookEyes eyes)
    {
        if (Id("seller", Seller) is { } seller) totals = totals.Where(t => t.LooksAfter == seller);
        if (Id("team", Team) is { } team) totals = totals.Where(t => t.TeamId == team);
        if (Mine == true) totals = totals.Where(t => t.LooksAfter == eyes.Seller && eyes.Seller != null);
        return totals;
    }

    private static Guid? Id(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : Guid.TryParse(text, out var id) ? id : throw new BadInputException(field, Words.Say("id.wrong", text));
}
