using Troth.Evidence.Tests;
using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.Tests.JobShop.Dispatching;

public class ShopFileTests
{
    [Fact]
    public void Orders_become_jobs_with_due_dates_and_resources_count_from_0()
    {
        var shop = ShopFile.Read(new StringReader("2 2 3 1\n100 0 10 2 20\n\n-5 1 30 0 40\n"));

        Assert.True(shop.Shifts);
        Assert.Equal(3, shop.Problem.Machines);
        Assert.Equal([0, 2, 4], shop.Problem.First);
        Assert.Equal([0, 2, 1, 0], shop.Problem.Machine);
        Assert.Equal([10, 20, 30, 40], shop.Problem.Duration);
        Assert.Equal([100, -5], shop.Problem.Due);
    }

    [Theory]
    [InlineData("", "Line 1", "empty", "begin it with")]
    [InlineData("2 2 3", "Line 1", "shifts is missing", "from 0 to 1")]
    [InlineData("x 2 3 0", "Line 1", "“x”", "give a number")]
    [InlineData("1 1 0 0\n5 0 1", "Line 1", "resources is “0”", "from 1")]
    [InlineData("1 1 1 2\n5 0 1", "Line 1", "“2”", "from 0 to 1")]
    [InlineData("1 1 1 0 9\n5 0 1", "Line 1", "“9”", "take it away")]
    [InlineData("10000000 4 1 0", "Line 1", "40000000", "keep them to")]
    [InlineData("1 2 3 0\n5 0 1 3 1", "Line 2", "a resource is “3”", "from 0 to 2")]
    [InlineData("1 2 3 0\n5 0 1 1 -1", "Line 2", "“-1”", "from 0")]
    [InlineData("1 2 3 0\n5 0 1 1", "Line 2", "minutes of an operation is missing", "give a number")]
    [InlineData("1 1 3 0\n5 0 1 7", "Line 2", "“7”", "take it away")]
    [InlineData("2 1 3 0\n5 0 1", "Line 3", "after 1 of 2 orders", "add the missing lines")]
    [InlineData("1 1 3 0\n5 0 1\n\n6 0 1", "Line 4", "after the 1 orders", "correct the first number")]
    [InlineData("1 1 3 0\n5 0 99999999999", "Line 2", "“99999999999”", "to 2147483647")]
    [InlineData("2 1 3 0\n5 0 2000000000\n5 0 2000000000", "Line 3", "4000000000", "keep them below")]
    [InlineData("1 1 3 0\n5.5 0 1", "Line 2", "“5.5”", "give a number")]
    public void A_bad_file_is_refused_with_the_line_the_value_and_the_remedy(string text, string line, string value, string remedy)
    {
        var refusal = Assert.Throws<FormatException>(() => ShopFile.Read(new StringReader(text)));

        Assert.StartsWith(line + ":", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(value, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void The_shared_shops_are_read_whole()
    {
        var shop = SharedShop.Read("mto-25000-tight.txt.gz");

        Assert.False(shop.Shifts);
        Assert.Equal((25_000, 100_000, 20), (shop.Problem.Jobs, shop.Problem.Operations, shop.Problem.Machines));
    }
}
