using Microsoft.EntityFrameworkCore;
using Troth.Book.Asked;
using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.Contracts;

/// <summary>What the Book shows of one account's buying, without any claim or word about it; amounts in the Book's currency.</summary>
public sealed record BuyingFacts
{
    public required Guid AccountId { get; init; }
    public required long Number { get; init; }
    public required string Name { get; init; }
    public required Guid? SellerId { get; init; }
    public required decimal Bought { get; init; }
    public required int Orders { get; init; }

    /// <summary>By similar accounts, or by the customer's word; null where only one of us guesses.</summary>
    public required decimal? Potential { get; init; }
    public required decimal? PotentialLow { get; init; }
    public required decimal? PotentialHigh { get; init; }

    /// <summary>When the customer said the potential; null where similar accounts tell it.</summary>
    public required DateOnly? AskedOn { get; init; }

    /// <summary>Similar buyers that the potential rests on where the customer did not say it.</summary>
    public required int Peers { get; init; }

    /// <summary>Buys at least the company's border of what it could and does not fall behind, by the figures alone.</summary>
    public required bool IsAsset { get; init; }

    /// <summary>Its seller's whole book grows among the fastest third.</summary>
    public required bool SellerGrowsFast { get; init; }
    public required string Currency { get; init; }

    /// <summary>Last day of the twelve months; null as long as there is no order.</summary>
    public required DateOnly? AsOf { get; init; }
    public required DateTimeOffset ComputedAt { get; init; }
}

/// <summary>What other rooms read of the Book: a query, so that it can be filtered in the database. Nothing unpublished is in it.</summary>
public static class BuyingReads
{
    extension(TrothContext db)
    {
        /// <summary>The figures shown now, an account a row.</summary>
        public IQueryable<BuyingFacts> BuyingFacts => from figure in db.BookFigures.AsNoTracking()
                                                      join state in db.BookStates.AsNoTracking() on figure.Generation equals state.Generation
                                                      where !db.HiddenBatches.Any(b => b.Id == figure.AccountBatch)
                                                      select new BuyingFacts
                                                      {
                                                          AccountId = figure.AccountId, Number = figure.Number, Name = figure.Name, SellerId = figure.SellerId,
                                                          Bought = figure.Bought, Orders = figure.Orders, Potential = figure.PotentialSource == PotentialSource.Guess ? null : figure.Potential,
                                                          PotentialLow = figure.PotentialSource == PotentialSource.Guess ? null : figure.PotentialLow,
                                                          PotentialHigh = figure.PotentialSource == PotentialSource.Guess ? null : figure.PotentialHigh,
                                                          AskedOn = figure.PotentialSource == PotentialSource.Asked ? figure.PotentialOn : null, Peers = figure.Peers,
                                                          IsAsset = figure.KindWithoutClaim == RelationshipKind.Asset, SellerGrowsFast = figure.SellerGrowsFast, AsOf = state.AsOf,
                                                          Currency = state.Currency, ComputedAt = state.ComputedAt,
                                                      };
    }
}
