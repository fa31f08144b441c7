using Troth.Scheduling.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Checking;

public class RandomWalkTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, 120, 150)]
    [InlineData(992, 1, 150)]
    public void Whatever_is_done_and_happens_the_plan_is_sound_and_the_step_right(int first, int walks, int steps)
    {
        var wrong = new List<string>();
        var done = new SortedDictionary<string, int>();
        for (var seed = first; seed < first + walks; seed++)
        {
            var walk = new RandomWalk(seed, seed % 2 == 0 ? ShopKind.Small : ShopKind.Tiny);
            try
            {
                for (var step = 0; step < steps; step++)
                    if (walk.Step() is { } fault) { wrong.Add($"seed {seed}, step {walk.Steps}, {fault}"); break; }
            }
            catch (Exception e) { wrong.Add($"seed {seed}, step {walk.Steps}, {walk.Last}: {e}"); }
            foreach (var (what, times) in walk.Done) done[what] = done.GetValueOrDefault(what) + times;
        }
        output.WriteLine(string.Join(", ", done.Select(d => $"{d.Key} {d.Value}")));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {walks}\n{string.Join("\n", wrong.Take(40))}");
    }
}
