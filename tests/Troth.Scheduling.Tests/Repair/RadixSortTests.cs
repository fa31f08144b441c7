using Troth.Scheduling.Repair;

namespace Troth.Scheduling.Tests.Repair;

public class RadixSortTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(1 << 24)]
    [InlineData(int.MaxValue)]
    public void It_sorts_as_a_stable_sort_does(int below)
    {
        var random = new Random(below);
        foreach (var count in new[] { 0, 1, 2, 1000 })
        {
            var keys = Enumerable.Range(0, count).Select(_ => random.Next(below)).ToArray();
            Assert.Equal(Enumerable.Range(0, count).OrderBy(i => keys[i]), RadixSort.ByKey(keys));
        }
    }
}
