namespace Troth.Evidence.Tests;

/// <summary>Customers who all leave with about the same chance: the beta distribution of it is as narrow as can be, and nothing else changes.</summary>
public class AlikeLeaversTests
{
    private static readonly BuyingHistory Some = new(1, 56, 56.4);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Expected_purchases_stay_numbers_and_what_they_tend_to(bool modified)
    {
        double Expected(double times) => Of(times, modified).Expected(Some, 52.18);
        double OfNew(double times) => Of(times, modified).ExpectedOfNew(520);
        var wide = Expected(300);
        foreach (var times in new double[] { 1_000, 3_400, 100_000, 1e7 })
        {
            Assert.Equal(wide, Expected(times), 1e-3);
            // At 300 the chances still differ a little.
            Assert.Equal(OfNew(300), OfNew(times), OfNew(300) / 200);
        }
    }

    private static BetaGeometricBuying Of(double times, bool modified) => new(1.69, 61.4, .013 * times, times, modified);
}
