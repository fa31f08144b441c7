using static Troth.Tests.Promises.Desk.History.OrderCheck;

namespace Troth.Tests.Promises.Desk.History;

/// <summary>The checker finds what it is there for.</summary>
public sealed class OrderCheckTests
{
    private static readonly (int, int) Here = (0, 1), There = (1, 1);

    private static Exchange Read((int, int) node, long version, long asked, long answered) =>
        new(node, new Round(), Doing.Ask, null, 1, asked) { Answered = answered, Became = Became.Done, Answer = $$"""{ "planVersion": {{version}} }""" };

    private static Exchange Write((int, int) node, string key, long asked, long answered) =>
        new(node, new Round(), Doing.Hold, key, 1, asked) { Answered = answered, Became = Became.Done, Answer = "{}" };

    [Fact]
    public void What_overlaps_may_come_in_either_order() =>
        Assert.Empty(Faults([new("a", 3, 10, 30), new("b", 2, 20, 40), new("c", 4, 35, long.MaxValue)], [Read(Here, 3, 50, 51), Read(There, 2, 52, 53), Read(Here, 3, 54, 55)]));

    [Fact]
    public void What_was_answered_before_another_was_asked_comes_before_it() =>
        Assert.Contains("a (version 3) was answered before b (version 2) was asked", Assert.Single(Faults([new("a", 3, 10, 20), new("b", 2, 21, 40)], [])), StringComparison.Ordinal);

    [Fact]
    public void A_version_is_made_once() =>
        Assert.Contains("both made version 2", Assert.Single(Faults([new("a", 2, 10, 20), new("b", 2, 15, 40)], [])), StringComparison.Ordinal);

    [Fact]
    public void A_node_never_forgets_what_it_answered()
    {
        var done = new List<Done> { new("a", 5, 10, 20) };
        Assert.Contains("answered from version 4", Assert.Single(Faults(done, [Write(Here, "a", 10, 20), Read(Here, 4, 30, 40)])), StringComparison.Ordinal);
        Assert.Empty(Faults(done, [Write(Here, "a", 10, 20), Read(There, 4, 30, 40)])); // another node may follow a moment later
    }

    [Fact]
    public void Nothing_is_read_before_it_is_asked_for() =>
        Assert.Contains("before a was asked", Assert.Single(Faults([new("a", 5, 50, 60)], [Read(Here, 5, 30, 40)])), StringComparison.Ordinal);
}
