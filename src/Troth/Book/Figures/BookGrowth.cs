using Troth.Evidence;

namespace Troth.Book.Figures;

/// <summary>How accounts grow beside their peers, and how sellers' whole books do.</summary>
public sealed class BookGrowth
{
    private readonly Dictionary<Guid, AccountGrowth> accounts;
    private readonly Dictionary<Guid, SellerRank> sellers;

    private BookGrowth(Dictionary<Guid, AccountGrowth> accounts, Dictionary<Guid, SellerRank> sellers) => (this.accounts, this.sellers) = (accounts, sellers);

    /// <summary>
    /// Accounts are compared within their industry, or their segment where no industry is known; with the whole book where those are too
    /// few. What has no rate is left out.
    /// </summary>
    public static BookGrowth Of(IReadOnlyList<BookAccount> book, bool knowsEarlier)
    {
        BookAccount[] counted = [.. book.Where(a => a.MissingRates is null)];
        var accounts = Growth.AgainstPeers([.. counted.Select(a => new PurchaseChange(a.Id, (double)a.Bought, (double)a.BoughtBefore, a.Industry ?? a.Segment,
            a.Squares, a.SquaresBefore))], OrderScatter.Learn(counted.Select(a => a.Quarters).OfType<EightQuarters>()));
        var books = counted.Where(a => a.SellerId is not null).Select(a => new SellerAccount(a.SellerId!.Value, (double)a.Bought, (double)a.BoughtBefore,
            knowsEarlier ? (double)a.BoughtEarlier : null));
        return new(accounts.ToDictionary(a => a.Id), SellerRanking.ByGrowth(books).ToDictionary(r => r.Seller));
    }

    public AccountGrowth? Of(Guid account) => accounts.GetValueOrDefault(account);

    public SellerRank? OfSeller(Guid? seller) => seller is { } id ? sellers.GetValueOrDefault(id) : null;

    /// <summary>Symmetric growth as people say it: 1/3 is +100 %. Null when what it grew from was nothing.</summary>
    public static double? Plain(double? symmetric) => symmetric is { } g && g < 1 ? (1 + g) / (1 - g) - 1 : null;

    /// <summary>The way back, for a scale on which doubling and halving lie equally far from none; no end is 1.</summary>
    public static double Symmetric(double? plain) => plain is { } p ? p / (2 + p) : 1;
}
