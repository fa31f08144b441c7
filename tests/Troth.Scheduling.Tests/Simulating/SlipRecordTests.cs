using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class SlipRecordTests
{
    [Theory]
    [InlineData(.9)]
    [InlineData(.95)]
    [InlineData(.99)]
    public void The_quantile_is_that_of_finished_and_late_orders_together(double confidence)
    {
        var record = new SlipRecord();
        List<double> all = [], open = [];
        for (var i = 0; i < 700; i++)
        {
            var slip = Draw.Unit(1, Purpose.Duration, i) * 10 - 5;
            all.Add(slip);
            if (slip > 3.5 && i % 3 > 0) open.Add(slip);
            else record.Add(slip);
        }
        all.Sort();
        // As many lie above it as the confidence allows, counting the order that is being promised.
        Assert.Equal(all[all.Count - (int)(701 * (1 - confidence))], record.Quantile(confidence, open));
        Assert.Equal(700 - open.Count, record.Count);
    }
}
