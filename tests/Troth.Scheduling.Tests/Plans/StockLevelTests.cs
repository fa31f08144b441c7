using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Plans;

public class StockLevelTests
{
    [Fact]
    public void Free_is_what_nobody_needs_from_then_on()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var level = StockLevel.Of(new StockDefinition(30, [new(40, 10), new(90, 25)]));
            var there = Enumerable.Range(0, 120).Select(minute => 30 + (minute >= 40 ? 10 : 0) + (minute >= 90 ? 25 : 0)).ToArray();
            var done = new List<(int At, int Pieces)>();
            for (var step = 0; step < 20; step++)
            {
                var change = done.Count > 0 && random.Next(3) == 0 ? done[random.Next(done.Count)]
                    : (At: random.Next(120), Pieces: random.Next(-12, 12));
                if (done.Remove(change)) change = (change.At, -change.Pieces);
                else done.Add(change);
                level = level.With(change.At, change.Pieces);
                for (var minute = change.At; minute < 120; minute++) there[minute] += change.Pieces;
                var free = Enumerable.Range(0, 120).Select(minute => there[minute..].Min()).ToArray();
                for (var minute = 0; minute < 120; minute++) Assert.Equal(free[minute], level.FreeAt(minute));
                foreach (var pieces in new[] { 1, 20, 60 })
                    Assert.Equal(Array.FindIndex(free, f => f >= pieces) is var at and >= 0 ? Math.Max(at, 7)
                        : -1, level.FreeFrom(pieces, 7));
            }
            foreach (var (at, pieces) in done) level = level.With(at, -pieces);
            Assert.Equal([(0, 30), (40, 40), (90, 65)], level.Changes());
        }
    }

    [Fact]
    public void What_is_past_is_forgotten_and_what_is_to_come_is_not()
    {
        var level = StockLevel.Of(new StockDefinition(0));
        for (var minute = 0; minute < 500; minute++) level = level.With(minute, 1);
        var shorter = level.Shortened(300);
        Assert.True(shorter.At.Length < 210);
        for (var minute = 300; minute < 500; minute++) Assert.Equal(level.FreeAt(minute), shorter.FreeAt(minute));
    }
}
