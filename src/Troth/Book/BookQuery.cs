using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Book;

/// <summary>Which accounts of the Book, in which order, as the address says.</summary>
public sealed record BookFilter
{
    [Description("Id of the seller who looks after them.")]
    public string? Seller { get; init; }

    [Description("Id of the seller's team.")]
    public string? Team { get; init; }

    [Description("tooLittle, asset, slipping, smokeScreen, cold or sleeper; as the caller may see it.")]
    public string? Kind { get; init; }
    public string? Segment { get; init; }

    [Description("Only those the caller looks after.")]
    public bool? Mine { get; init; }

    [Description("Only those whose next order is overdue; nothing in the customer-safe view.")]
    public bool? Overdue { get; init; }

    [Description("name, seller, bought, growth, potential, penetration, ahead, overdue or claimed; with - before it the largest first.")]
    public string? Sort { get; init; }

    [Description("The key that an answer gave for the next page.")]
    public string? After { get; init; }

    [Description("The key that an answer gave for the previous page.")]
    public string? Before { get; init; }

    public Guid? SellerAsked => Id("seller", Seller);
    public Guid? TeamAsked => Id("team", Team);

    /// <summary>The kind asked for; a wrong word is refused. The customer-safe view knows no kinds.</summary>
    public RelationshipKind? KindAsked(BookEyes eyes) => string.IsNullOrEmpty(Kind) || eyes.SafeView ? null
        : KnowsKind(eyes) ? Enum.Parse<RelationshipKind>(Kind, true)
        : throw new BadInputException("kind", Words.Say("kind.wrong", Kind, string.Join(", ", eyes.Kinds.Select(BookWords.CodeOf))));

    /// <summary>Whether the kind asked for is one that this reader sees; in the customer-safe view none is asked for.</summary>
    public bool KnowsKind(BookEyes eyes) => eyes.SafeView
        || (Kind is { Length: > 0 } && !char.IsAsciiDigit(Kind[0]) && Enum.TryParse<RelationshipKind>(Kind, true, out var kind) && eyes.Kinds.Contains(kind));

    /// <summary>Nothing is left out.</summary>
    public bool IsEmpty => (Seller ?? Team ?? Kind ?? Segment ?? "").Length == 0 && Mine is not true && Overdue is not true;

    private static Guid? Id(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : Guid.TryParse(text, out var id) ? id : throw new BadInputException(field, Words.Say("id.wrong", text));
}

public static class BookQuery
{
    /// <summary>The figures shown now, as far as the filter and the reader's eyes let them through. Accounts taken back are gone at once.</summary>
    public static IQueryable<BookFigure> Shown(this TrothContext db, int generation, BookFilter filter, BookEyes eyes)
    {
        var figures = db.BookFigures.AsNoTracking().Where(f => f.Generation == generation && !db.HiddenBatches.Any(b => b.Id == f.AccountBatch));
        if (filter.SellerAsked is { } seller) figures = figures.Where(f => f.SellerId == seller);
        if (filter.TeamAsked is { } team) figures = figures.Where(f => f.TeamId == team);
        if (filter.Segment is { Length: > 0 } segment) figures = figures.Where(f => f.Segment == segment);
        if (filter.Mine == true) figures = figures.Where(f => f.SellerId == eyes.Seller && eyes.Seller != null);
        if (filter.Overdue == true && !eyes.SafeView) figures = figures.Where(f => f.OverdueDays != null);
        if (filter.KindAsked(eyes) is { } kind) figures = figures.Where(eyes.Called(kind));
        return figures;
    }
}
