using System.Text.Json.Serialization;
using Troth.Book.Contracts;
using Troth.Book.Figures;
using Troth.Promises.Contracts;

namespace Troth.Team;

/// <summary>How a seller, a team or all sellers stand: each figure with its interval and what it rests on. Amounts in the Book's currency.</summary>
/// <param name="Accounts">Accounts looked after.</param>
/// <param name="Penetration">What the estimated accounts bought ÷ could buy.</param>
/// <param name="Growth">Of the whole book over the year before.</param>
/// <param name="Word">Deliveries promised, and kept; null of several teams together.</param>
/// <param name="Questions">Open questions about claims, as the reader may see them.</param>
/// <param name="Overdue">Accounts whose next order is overdue by their own rhythm.</param>
public sealed record TeamFigures(int Accounts, int Uncounted, BookShare Penetration, BookChange Growth, SellersWord? Word, SellersQuestions Questions, int Overdue)
{
    private static readonly SellersQuestions NoQuestions = new(0, 0);

    public static TeamFigures Of(SellerTotal? total, SellersWord? word, SellersQuestions? questions, int overdue) =>
        new(total?.Accounts ?? 0, total?.Uncounted ?? 0, BookShare.Of(total), BookChange.Of(total), word, questions ?? NoQuestions, overdue);

    /// <summary>Among the fastest growing third, and surely faster than the middle seller: whoever grows so may know what they do.</summary>
    public bool LeaveAlone => Growth is { TopThird: true, SurelyFaster: true };
}

/// <summary>Bought ÷ could buy, over the accounts that have a potential; no value with too few of them.</summary>
/// <param name="Accounts">How many accounts that are.</param>
public sealed record BookShare(double? Value, double? Low, double? High, int Accounts, decimal Bought, decimal Potential)
{
    internal static BookShare Of(SellerTotal? total) => total is null ? new(null, null, null, 0, 0, 0)
        : total.Estimated < SellerTotal.LeastAccounts || total.Potential <= 0 ? new(null, null, null, total.Estimated, total.EstimatedBought, total.Potential)
        : new(Share(total, total.Potential), Share(total, total.PotentialHigh), Share(total, total.PotentialLow), total.Estimated, total.EstimatedBought, total.Potential);

    private static double Share(SellerTotal total, decimal of) => of <= 0 ? 1 : Math.Min(1, (double)(total.EstimatedBought / of));
}

/// <summary>Growth of a book, and where it stands among all sellers' books.</summary>
/// <param name="Accounts">Accounts with purchases in these years.</param>
/// <param name="Rank">1 grows fastest; null for teams and where the book is too small.</param>
/// <param name="Typical">Growth of the middle one of the ranked sellers.</param>
public sealed record BookChange(double? Value, double? Low, double? High, int Accounts, int? Rank, int Ranked, double? Typical, [property: JsonIgnore] bool TopThird)
{
    internal static BookChange Of(SellerTotal? total) => total is null ? new(null, null, null, 0, null, 0, null, false)
        : new(total.Growth, total.GrowthLow, total.GrowthHigh, total.GrowthAccounts, total.Rank, total.Ranked, total.TypicalGrowth, total.TopThird);

    /// <summary>Its interval lies above the middle seller's growth.</summary>
    [JsonIgnore] public bool SurelyFaster => Typical is { } typical && Low > typical;

    /// <summary>Its interval lies below it.</summary>
    [JsonIgnore] public bool SurelySlower => Typical is { } typical && High < typical;

    /// <summary>Its interval holds the middle seller's growth.</summary>
    public bool MayBeChance => Value is not null && Typical is not null && !SurelyFaster && !SurelySlower;
}
