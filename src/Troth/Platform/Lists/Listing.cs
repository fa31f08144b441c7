using Troth.Platform.Errors;

namespace Troth.Platform.Lists;

/// <summary>Which part of a list is wanted: what comes after a row, or before one. The keys come from a <see cref="Listing{T}"/>.</summary>
public sealed record ListPlace(string? After = null, string? Before = null, int Limit = ListPlace.Usual)
{
    public const int Usual = 50, Most = 200;

    public bool Backward => Before is not null && After is null;
    public string? Key => After ?? Before;

    /// <summary>From an address: at most <see cref="Most"/> rows.</summary>
    public static ListPlace From(string? after, string? before, int? limit) => limit is < 1 or > Most
        ? throw new BadInputException("limit", Words.Say("list.limit", limit, Most))
        : new(Blank(after), Blank(before), limit ?? Usual);

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>One page of a list.</summary>
/// <param name="After">Key of the last row, when more follow.</param>
/// <param name="Before">Key of the first row, when some come before.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? After, string? Before)
{
    /// <summary>How many rows the whole list has, counted up to <see cref="CountedTo"/>; null when nobody asked.</summary>
    public int? Total { get; init; }

    /// <summary>Counting every row of a long list would cost more than showing it.</summary>
    public const int CountedTo = 10_000;

    public bool Whole => After is null && Before is null;
}
