using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class QuickSelectTests
{
    [Fact]
    public void Finds_what_sorting_finds() => Properties.Hold(
        from n in Gen.Choose(1, 200) from values in Gen.ListOf(Gen.Choose(0, 20), n) from rank in Gen.Choose(0, n - 1) select (values, rank),
        c =>
        {
            float[] values = [.. c.values.Select(v => v == 0 ? float.PositiveInfinity : v / 3f)];
            return QuickSelect.Rank([.. values], c.rank) == values.Order().ElementAt(c.rank);
        });
}
