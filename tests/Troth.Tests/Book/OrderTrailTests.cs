using Troth.Book.Expected;

namespace Troth.Tests.Book;

public class OrderTrailTests
{
    [Fact]
    public void What_days_brought_scatters_as_it_does_when_reckoned_from_all_of_them()
    {
        var (until, yearAgo) = (new DateOnly(2026, 6, 30), new DateOnly(2025, 6, 30));
        var trail = new OrderTrail(until, yearAgo);
        void Ordered(string day, decimal net, bool bought = true) => trail.Ordered(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), bought, net);
        Ordered("2024-09-02", 100);
        Assert.Null(trail.Facts!.Value.Value.Variation); // one day scatters around nothing
        Ordered("2024-12-02", 70);
        Ordered("2024-12-02", 90); // the same day
        Ordered("2025-03-05", -40, bought: false); // comes back: off the last day
        Ordered("2025-04-01", 380);
        Ordered("2025-08-01", 60);

        double Variation(params double[] days) => days.Sum(d => Math.Pow(d - days.Average(), 2)) / (days.Length - 1) / Math.Pow(days.Average(), 2);
        var (now, then) = (trail.Facts!.Value.Value, trail.Past!.Value.Then.Value);
        Assert.Equal((4, 165.0), (now.Orders, now.Mean));
        Assert.Equal(Variation(100, 120, 380, 60), now.Variation!.Value, 1e-9);
        Assert.Equal((3, 200.0), (then.Orders, then.Mean));
        Assert.Equal(Variation(100, 120, 380), then.Variation!.Value, 1e-9);
    }

    [Fact]
    public void The_order_in_which_a_day_is_told_changes_nothing_and_what_came_back_whole_is_worth_nothing()
    {
        (string Day, decimal Net, bool Bought)[] told = [("2025-01-07", -30, false), ("2025-02-03", 200, true), ("2025-03-04", 90, true), ("2025-03-04", -40, false), ("2025-05-05", -10, false), ("2025-06-02", 70, true)];
        OrderTrail Trail(IEnumerable<(string Day, decimal Net, bool Bought)> days)
        {
            var trail = new OrderTrail(new DateOnly(2026, 6, 30), new DateOnly(2025, 6, 30));
            foreach (var (day, net, bought) in days) trail.Ordered(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), bought, net);
            return trail;
        }
        var one = Trail(told).Facts!.Value.Value;
        Assert.Equal(one, Trail([told[0], told[1], told[3], told[2], told[4], told[5]]).Facts!.Value.Value);
        double[] days = [200, 50 - 10, 70];
        Assert.Equal(280.0 / 3, one.Mean, 1e-9);
        // Its days scatter around what they brought themselves; what came back before the first is in no day.
        Assert.Equal((days.Sum(d => d * d) / one.Mean / one.Mean - 3) / 2, one.Variation!.Value, 1e-9);
        Assert.Equal(default, Trail([("2025-02-03", 0.1m, true), ("2025-03-03", 0.2m, true), ("2025-04-03", -0.3m, false)]).Facts!.Value.Value);
    }
}
