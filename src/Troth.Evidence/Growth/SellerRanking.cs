using MathNet.Numerics.Distributions;

namespace Troth.Evidence;

/// <summary>One account of a seller's book.</summary>
/// <param name="Seller">Who looks after it.</param>
/// <param name="Last">Its purchases in the last twelve months; below 0 counts as 0.</param>
/// <param name="Previous">Its purchases in the twelve before.</param>
/// <param name="Earlier">
/// Its purchases in the twelve before those; null, for all accounts alike, when the company's history does not reach so far.
/// </param>
public readonly record struct SellerAccount(Guid Seller, double Last, double Previous, double? Earlier = null)
{
    /// <summary>
    /// A year's purchases before the last twelve months: the mean of two years where both are known. A seller's growth lasts and chance does
    /// not, so the longer base misplaces a third fewer sellers (100 simulated companies of each variant).
    /// </summary>
    public double Before => Earlier is { } earlier ? Math.Max(0, Previous) / 2 + Math.Max(0, earlier) / 2 : Previous;

    // Between the root, by which a crowd of tiny accounts can make a star, and the sum, by which one large project can.
    internal double Weight => Math.Pow(Math.Max(0, Last) / 2 + Math.Max(0, Before) / 2, .7);
}

/// <summary>A seller among sellers by growth of their book.</summary>
/// <param name="Seller">The seller.</param>
/// <param name="Growth">
/// Mean symmetric growth (see <see cref="Evidence.Growth.Of"/>) of the book's accounts over what they bought a year before, each counting
/// by the power .7 of its purchases; null without purchases.
/// </param>
/// <param name="Accounts">How many accounts with purchases in these years.</param>
/// <param name="Rank">1 is the fastest growing; equals share a rank; null when the book is too small to be ranked.</param>
/// <param name="Ranked">How many sellers are ranked.</param>
/// <param name="TopThird">True when no more than a third of the ranked sellers grow as fast or faster, itself counted.</param>
public sealed record SellerRank(Guid Seller, double? Growth, int Accounts, int? Rank, int Ranked, bool TopThird)
{
    /// <summary>Between these the seller's lasting growth lies nine times in ten, were the accounts drawn by chance; null for a book too small to be ranked.</summary>
    public Interval? Range { get; init; }
}

/// <summary>
/// Ranks sellers by the growth of their book. Top performers are left alone: they may know what they do. Accounts count by a power
/// of their purchases, so that neither one large project nor a crowd of tiny accounts makes a star.
/// </summary>
public static class SellerRanking
{
    /// <summary>A book of fewer accounts grows or shrinks by the luck of one of them, and is not ranked.</summary>
    public const int LeastAccounts = 5;

    /// <summary>With fewer ranked sellers there is no third to be on top of.</summary>
    public const int LeastSellers = 3;

    /// <summary>
    /// One row per seller that comes, by seller id. Where equals straddle the border of the third, none of them is in it.
    /// O(accounts + sellers²).
    /// </summary>
    /// <exception cref="ArgumentException">A figure that is not a finite number.</exception>
    public static IReadOnlyList<SellerRank> ByGrowth(IEnumerable<SellerAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var books = new SortedDictionary<Guid, Book>();
        foreach (var account in accounts)
        {
            if (!double.IsFinite(account.Last) || !double.IsFinite(account.Before))
                throw new ArgumentException($"Seller {account.Seller} has purchases that are not a finite number.", nameof(accounts));
            var book = books.GetValueOrDefault(account.Seller);
            books[account.Seller] = Growth.Of(account.Last, account.Before) is { } growth ? book.With(growth, account.Weight) : book;
        }

        double[] ranked = [.. books.Values.Where(b => b.Accounts >= LeastAccounts).Select(b => b.Mean)];
        return [.. books.Select(pair =>
        {
            var (seller, book) = pair;
            double? growth = book.Accounts > 0 ? book.Mean : null;
            if (growth is not { } own || book.Accounts < LeastAccounts)
                return new SellerRank(seller, growth, book.Accounts, null, ranked.Length, false);
            int ahead = ranked.Count(g => g > own), asGood = ranked.Count(g => g >= own);
            return new SellerRank(seller, growth, book.Accounts, ahead + 1, ranked.Length,
                ranked.Length >= LeastSellers && 3 * asGood <= ranked.Length) { Range = book.Range };
        })];
    }

    /// <summary>Sums over the accounts of one seller: of weights, of weighted growth, and of both with the weights squared.</summary>
    private readonly record struct Book(int Accounts, double Weight, double Sum, double Squares, double SquaredSum, double SquaredGrowth)
    {
        public double Mean => Sum / Weight;

        public Book With(double growth, double weight) => new(Accounts + 1, Weight + weight, Sum + weight * growth,
            Squares + weight * weight, SquaredSum + weight * weight * growth, SquaredGrowth + weight * weight * growth * growth);

        /// <summary>
        /// Student's interval around a weighted mean: its squared error is Σw²(g − m)² / (Σw)², which holds for weights of any kind
        /// (Cochran 1977, “Sampling techniques”, §6.4, the mean as a ratio; Gatz and Smith 1995, “The standard error of a weighted mean
        /// concentration”, Atmospheric Environment 29), times n / (n − 1), with n = (Σw)² / Σw² accounts (Kish 1965): so many equal ones are as
        /// much to build on as these. Growth is symmetric, so the ends stay between −1 and 1.
        /// </summary>
        public Interval? Range
        {
            get
            {
                var n = Weight * Weight / Squares;
                if (!(n > 1)) return null;
                var mean = Mean;
                var scatter = Math.Max(0, SquaredGrowth - 2 * mean * SquaredSum + mean * mean * Squares);
                var off = Math.Sqrt(scatter / (Weight * Weight) * n / (n - 1)) * StudentT.InvCDF(0, 1, n - 1, (1 + Growth.Confidence) / 2);
                return new Interval(Math.Max(-1, mean - off), Math.Min(1, mean + off));
            }
        }
    }
}
