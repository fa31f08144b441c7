namespace Troth.Evidence;

/// <summary>The accounts a seller looks after, summed.</summary>
/// <param name="Seller">The seller.</param>
/// <param name="Last">Their purchases in the last twelve months.</param>
/// <param name="Previous">Their purchases in the twelve before.</param>
/// <param name="Accounts">How many accounts with purchases in either year.</param>
public sealed record SellerBook(Guid Seller, double Last, double Previous, int Accounts);

/// <summary>A seller among sellers by growth of their book.</summary>
/// <param name="Seller">The seller.</param>
/// <param name="Growth">Symmetric growth of the book (see <see cref="Evidence.Growth.Of"/>); null without purchases.</param>
/// <param name="Rank">1 is the fastest growing; equals share a rank; null when the book is too small to be ranked.</param>
/// <param name="Ranked">How many sellers are ranked.</param>
/// <param name="TopThird">True when no more than a third of the ranked sellers grow as fast or faster, itself counted.</param>
public sealed record SellerRank(Guid Seller, double? Growth, int? Rank, int Ranked, bool TopThird);

/// <summary>Ranks sellers by the growth of their book. Top performers are left alone: they may know what they do.</summary>
public static class SellerRanking
{
    /// <summary>A book of fewer accounts grows or shrinks by the luck of one of them, and is not ranked.</summary>
    public const int LeastAccounts = 5;

    /// <summary>With fewer ranked sellers there is no third to be on top of.</summary>
    public const int LeastSellers = 3;

    /// <summary>Ranks, in the order given. Where equals straddle the border of the third, none of them is in it. O(n²), for n sellers.</summary>
    /// <exception cref="ArgumentException">A figure that is not a finite number.</exception>
    public static IReadOnlyList<SellerRank> ByGrowth(IReadOnlyList<SellerBook> books)
    {
        ArgumentNullException.ThrowIfNull(books);
        foreach (var book in books)
            if (!double.IsFinite(book.Last) || !double.IsFinite(book.Previous))
                throw new ArgumentException($"Seller {book.Seller} has purchases that are not a finite number.", nameof(books));

        double[] ranked = [.. books.Where(b => b.Accounts >= LeastAccounts).Select(b => Growth.Of(b.Last, b.Previous))
            .Where(g => g is not null).Select(g => g!.Value).OrderDescending()];
        return [.. books.Select(book =>
        {
            var growth = Growth.Of(book.Last, book.Previous);
            if (growth is not { } own || book.Accounts < LeastAccounts) return new SellerRank(book.Seller, growth, null, ranked.Length, false);
            var ahead = Array.FindIndex(ranked, g => g <= own);
            var asGood = Array.FindLastIndex(ranked, g => g >= own) + 1;
            return new SellerRank(book.Seller, growth, ahead + 1, ranked.Length, ranked.Length >= LeastSellers && 3 * asGood <= ranked.Length);
        })];
    }
}
