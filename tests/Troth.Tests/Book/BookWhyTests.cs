using Microsoft.Extensions.DependencyInjection;
using Troth.Book;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

public sealed class BookWhyTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private static readonly BookState State = new() { Currency = "EUR", Threshold = .5 };

    [Theory]
    [InlineData(5, GrowthStanding.Outgrowing, false, 900, RelationshipKind.Sleeper, "which is not questioned: it outgrows its peers")]
    [InlineData(4, GrowthStanding.WithPeers, true, 900, RelationshipKind.Sleeper, "which is not questioned: its seller’s accounts grow among the fastest third (1 of 9)")]
    [InlineData(4, GrowthStanding.Unknown, true, 0, RelationshipKind.Cold, "which is not questioned: its seller’s accounts grow among the fastest third (1 of 9)")]
    [InlineData(3, GrowthStanding.Outgrowing, true, 900, RelationshipKind.Sleeper, null)]
    [InlineData(5, GrowthStanding.WithPeers, false, 900, RelationshipKind.SmokeScreen, null)]
    public async Task A_claim_that_is_not_questioned_says_why(int step, GrowthStanding standing, bool sellerGrows, int bought, RelationshipKind kind, string? excuse)
    {
        var figure = Figure(standing, sellerGrows, bought);
        figure.Claims(new BookClaim(Guid.CreateVersion7(), figure.AccountId, figure.SellerId, step, new(2025, 5, 3), default, "Maria Keller"), State.Threshold);
        Assert.Equal(kind, figure.Kind);
        var sentence = await Sentence(figure, BookEyes.Operator);
        Assert.Equal(excuse is not null, sentence.Contains("not questioned", StringComparison.Ordinal));
        if (excuse is not null) Assert.Contains(excuse, sentence, StringComparison.Ordinal);
        // Who may not see the claim reads nothing of it.
        if (kind != RelationshipKind.SmokeScreen) Assert.DoesNotContain("laimed", await Sentence(figure, new BookEyes()), StringComparison.Ordinal);
    }

    private Task<string> Sentence(BookFigure figure, BookEyes eyes) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<BookWhy>().Sentence(BookRow.Of(figure, State, eyes))));

    private static BookFigure Figure(GrowthStanding standing, bool sellerGrows, int bought) => new()
    {
        Generation = 1, AccountId = Guid.CreateVersion7(), Number = 1, Label = "A-1", Name = "Iron", NameKey = "iron", SellerId = Guid.CreateVersion7(), Bought = bought, BoughtBefore = 500,
        LastOrderOn = new(2025, 1, 1), Potential = 20_000, PotentialLow = 15_000, PotentialHigh = 25_000, Peers = 30, Penetration = bought / 20_000d, PenetrationLow = bought / 25_000d,
        PenetrationHigh = bought / 15_000d, Growth = .8, PeerGrowth = .1, Standing = standing, SellerRank = sellerGrows ? 1 : 5, SellersRanked = 9, SellerGrowsFast = sellerGrows,
    };
}
