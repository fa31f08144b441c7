using Troth.Scheduling.JobShop;
using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.Tests.JobShop.Dispatching;

public class BoundPassTests
{
    [Fact]
    public void Orders_are_appended_by_due_date_and_gaps_stay_empty()
    {
        var problem = new JobShopProblem(2, [0, 2, 4], [1, 0, 0, 1], [5, 4, 3, 2], [50, 20]);
        var start = new int[4];

        BoundPass.Run(problem, start);

        Assert.Equal([5, 10, 0, 3], start);
    }

    [Fact]
    public void It_is_a_plan()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var problem = TinyShop.Make(seed, 15, 3);
            var start = new int[problem.Operations];
            BoundPass.Run(problem, start);
            Assert.Null(TinyShop.Fault(problem, start));
        }
    }
}
