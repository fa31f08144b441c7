using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Promising;

public class StoryTests(ITestOutputHelper output)
{
    [Fact]
    public void A_plan_stays_sound_whatever_happens() => Live(60, 400);

    [Fact]
    [Trait("Category", "Heavy")]
    public void A_million_steps_leave_every_plan_sound() => Live(1000, 1000);

    private void Live(int stories, int steps)
    {
        var done = new SortedDictionary<string, int>();
        var total = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var story = new Story(seed);
            try
            {
                story.Live(steps);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"seed {seed}: {wrong.Message}", wrong);
            }
            foreach (var (what, count) in story.Done) done[what] = done.GetValueOrDefault(what) + count;
            total += steps;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(stories));
        output.WriteLine($"{total} steps: {string.Join(", ", done.Select(d => $"{d.Key} {d.Value}"))}");
    }
}
