using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Plans;

public class PlanBoardTests
{
    private static readonly ShopDefinition Bench = new()
    {
        Horizon = 100_000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("saw", 0), new("press", 0)],
        Products = [new("part") { Routing = new([new("cut") { Centers = [new(0, 1, 1)] },
            new("press") { After = [0], Centers = [new(1, 1, 1)] }]) }],
    };

    /// <summary>
    /// Two write and two read at once: every plan that a reader sees is sound, a quote asked twice of it says the same, and no order that
    /// was promised is lost.
    /// </summary>
    [Fact]
    public void Readers_see_whole_plans_while_others_write()
    {
        var shop = Shop.Of(Bench);
        var board = new PlanBoard(Plan.Empty(shop));
        var promised = 0;
        var writing = 2;
        Parallel.Invoke(new ParallelOptions { MaxDegreeOfParallelism = 4 }, Write, Write, Read, Read);
        Assert.Equal(200, promised);
        Assert.Equal(promised, board.Current.Count);

        void Write()
        {
            for (var i = 0; i < 100; i++)
            {
                var done = board.Change(plan =>
                {
                    var request = new QuoteRequest(0, 1 + (i % 7));
                    var decision = OrderDesk.Promise(plan, $"{i}", request, new Quoter(shop).Of(plan, request).Safe);
                    return (decision.Plan, decision.Done);
                });
                if (done) Interlocked.Increment(ref promised);
            }
            Interlocked.Decrement(ref writing);
        }

        void Read()
        {
            var (quoter, checker) = (new Quoter(shop), new PlanChecker(Bench));
            do
            {
                var plan = board.Current;
                var quote = quoter.Of(plan, new QuoteRequest(0, 5));
                Assert.Empty(checker.Check(plan));
                Assert.Equal(quote, quoter.Of(plan, new QuoteRequest(0, 5)));
            }
            while (Volatile.Read(ref writing) > 0);
        }
    }

    [Fact]
    public void A_change_that_throws_changes_nothing()
    {
        var board = new PlanBoard(Plan.Empty(Shop.Of(Bench)));
        var before = board.Current;
        Assert.Throws<ShopRefusedException>(() => board.Change(plan => (OrderDesk.Promise(plan, "x", new QuoteRequest(0, 0), 5).Plan, 0)));
        Assert.Same(before, board.Current);
    }
}
