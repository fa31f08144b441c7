using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Repair;

/// <summary>What the difference and the score of plans say, against what the plans show.</summary>
public class PlanComparisonTests
{
    [Fact]
    public void The_difference_is_what_the_plans_show()
    {
        var (moved, ended) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var walk = new RandomWalk(seed, ShopKind.Tiny, most: 12);
            var before = walk.Plan;
            for (var step = 0; step < 30; step++)
            {
                walk.Step();
                if (step % 5 != 4) continue;
                var (after, diff) = (walk.Plan, PlanDiff.Of(before, walk.Plan));
                var shared = before.Orders.Where(o => after.Find(o.Handle) is { } now && now.Operations.Count == o.Operations.Count)
                    .Select(o => (Was: o, Now: after.Find(o.Handle)!.Value)).ToList();
                Assert.Equal(shared.Where(o => o.Was.Finish != o.Now.Finish).Select(o => (o.Was.Handle, o.Was.Finish, o.Now.Finish))
                    .OrderBy(o => o.Handle.Place),
                    diff.Orders.Select(o => (o.Order, o.Finish, o.NewFinish)).OrderBy(o => o.Order.Place));
                Assert.Equal(shared.SelectMany(o =>
                    o.Was.Operations.Zip(o.Now.Operations).Index().Where(p => Stands(p.Item.First) != Stands(p.Item.Second))
                        .Select(p => (o.Was.Handle, p.Index, p.Item.First.Start, p.Item.Second.Start)))
                            .OrderBy(o => (o.Handle.Place, o.Index)),
                    diff.Operations.Select(o => (o.Order, o.Operation, o.Start, o.NewStart)).OrderBy(o => (o.Order.Place, o.Operation)));
                Assert.Equal(after.Orders.Select(o => o.Handle).Except(shared.Select(o => o.Was.Handle)).OrderBy(o => o.Place),
                    diff.Added.OrderBy(o => o.Place));
                Assert.Equal(before.Orders.Select(o => o.Handle).Except(shared.Select(o => o.Was.Handle)).OrderBy(o => o.Place),
                    diff.Removed.OrderBy(o => o.Place));
                (moved, ended) = (moved + diff.Operations.Count, ended + diff.Orders.Count);
                before = after;
            }
        }
        Assert.True(moved > 500 && ended > 200, $"{moved} moved, {ended} ended otherwise");
    }

    [Fact]
    public void The_score_counts_what_the_plan_shows()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var walk = new RandomWalk(seed, ShopKind.Tiny, most: 12);
            for (var step = 0; step < 20; step++) walk.Step();
            var (plan, score) = (walk.Plan, PlanScore.Of(walk.Plan, walk.Plan));
            var promised = plan.Orders.Where(o => o.Buffer is not null)
                .Select(o => (Buffer: o.Buffer!.Value, o.Terms, plan.Shop.Definition.Classes[o.Terms.Class].ShippingBuffer)).ToList();
            Assert.Equal(
                (promised.Count(o => o.Buffer < 0 && !o.Terms.Inherited), promised.Count(o => o.Buffer < 0 && o.Terms.Inherited),
                    promised.Count(o => o.Buffer >= 0 && o.Buffer < o.ShippingBuffer / 3.0), 0,
                    promised.Sum(o => Math.Max(0, -(long)o.Buffer) * o.Terms.Weight), promised.Sum(o => Math.Max(0L, o.Buffer))),
                (score.Broken, score.InheritedBroken, score.Red, score.ToldMoved, score.Tardiness, score.Earliness));
        }
    }

    private static (int, int, int, int) Stands(PlannedOperation operation) =>
        (operation.WorkCenter, operation.Machine, operation.Start, operation.End);
}
