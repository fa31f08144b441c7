using Troth.Schedule.Planning.Acts;
using static Troth.Tests.Schedule.Planning.TestShop;

namespace Troth.Tests.Schedule.Planning;

/// <summary>What cannot be read back cannot be rebuilt: every kind of act goes through its text.</summary>
public sealed class PlanActTests
{
    private static readonly Happening[] Happenings =
    [
        new Passed(10), new Stopped(Saw, 1, 10, 20), new StopChanged(Saw, 0, 10, 20, 30), new Started(7, 0, 2, 11, Paint, 3), new Started(7, 1, 0, 11), new Progressed(7, 0, 1, 90),
        new Done(7, 0, 1, 12), new Done(7, 0, 1, 12, Saw, 1), new Scrapped(7, 0, 3), new Rescheduled(Steel, 100, 40, 80), new PurchaseRescheduled(7, 0, Steel, 99), new Counted(Steel, -4), new TakenBack(7, 0, 1), new Expected(Steel, 5, 60), new NotExpected(Steel, 5, 60),
    ];

    private static readonly PlanAct[] Acts =
    [
        new ShopTaken(2, 50, Terms), new OrdersTaken([new(3, Frame, 5, Usual, 900)]), new Hold(4, Frame, 6, Usual, 950, 1000, 500, 3, 2), new Confirm(4), new Extend(4, 600), new Alter(4, 7, 1100),
        new Retold(4, 7, 1100), new Ship(4, 2), new Cancel(4), new Insert(5, Frame, 8, Usual, 900, 1200, [3, 4], Guid.CreateVersion7(), 3), new Happened(Happenings) { Reporting = [Saw], AsOf = [9] }, new Place(4, 0, 1, Paint, 0, 700),
        new Resequence(Saw, 0, [new(4, 0, 0), new(5, 1, 0)]), new Fix(4, 0, 1, Fixing.Unpin), new PlanAnew(), new LearnSlips(Paint, [new(Usual, [10, 30], [5, -4])]),
    ];

    [Fact]
    public void Every_act_reads_back_as_it_was_written()
    {
        foreach (var act in Acts)
        {
            var read = PlanAct.Read(act.Write());
            Assert.Equal(act.GetType(), read.GetType());
            Assert.Equal(act.Write(), read.Write());
            Assert.Equal(act.About, read.About);
        }
        var happened = (Happened)PlanAct.Read(new Happened(Happenings) { Reporting = [Saw] }.Write());
        Assert.Equal(Happenings, happened.Events);
        Assert.Equal([Saw], happened.Reporting);
    }

    [Fact]
    public void No_kind_of_act_is_left_out()
    {
        Assert.Empty(Concrete(typeof(PlanAct)).Except(Acts.Select(a => a.GetType())));
        Assert.Empty(Concrete(typeof(Happening)).Except(Happenings.Select(h => h.GetType())));
    }

    private static IEnumerable<Type> Concrete(Type of) => of.Assembly.GetTypes().Where(t => t.IsSubclassOf(of) && !t.IsAbstract);
}
