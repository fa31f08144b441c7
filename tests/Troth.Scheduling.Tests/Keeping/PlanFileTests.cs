using System.Diagnostics;
using Troth.Scheduling.Checking;
using Troth.Scheduling.Keeping;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Troth.Scheduling.Tests.Promising;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Keeping;

public class PlanFileTests(ITestOutputHelper output)
{
    [Fact]
    public void A_plan_that_was_read_lives_on_as_the_one_that_was_written()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var kind = seed % 2 == 0 ? ShopKind.Small : ShopKind.Tiny;
            var (kept, read) = (new RandomWalk(seed, kind), new RandomWalk(seed, kind));
            // The spread is a part of it too, from the start or learnt on the way.
            if (seed % 3 == 0) foreach (var walk in new[] { kept, read }) walk.Learn(seed);
            var at = new Random(seed).Next(100);
            for (var step = 0; step < 120; step++)
            {
                if (step == at || step == at + 15) read.Plan = Again(read.Plan, read.Plan.Shop);
                if (step == at) AssertSameLists(kept.Plan, read.Plan);
                Assert.Equal((kept.Step(), kept.Last), (read.Step(), read.Last));
                Assert.True(kept.Plan.Fingerprint() == read.Plan.Fingerprint() && kept.Plan.Version == read.Plan.Version,
                    $"seed {seed}, step {step}, {kept.Last}");
            }
            Assert.Equal(Bytes(kept.Plan), Bytes(Again(read.Plan, Shop.Of(RandomShop.Make(seed, kind)))));
        }
    }

    [Fact]
    public void A_story_goes_on_alike_from_a_plan_that_was_read()
    {
        for (var seed = 1000; seed < 1030; seed++)
        {
            var (kept, read) = (new Story(seed), new Story(seed));
            var at = new Random(seed).Next(200);
            for (var step = 0; step < 250; step++)
            {
                if (step == at) read.Plan = Again(read.Plan, read.Plan.Shop);
                kept.Live(1);
                read.Live(1);
                Assert.True(kept.Plan.Fingerprint() == read.Plan.Fingerprint(), $"seed {seed}, step {step}");
            }
        }
    }

    [Fact]
    public void Every_byte_that_changes_and_every_end_that_is_missing_is_noticed()
    {
        var walk = new RandomWalk(7, ShopKind.Tiny);
        for (var step = 0; step < 60; step++) walk.Step();
        var bytes = Bytes(walk.Plan);
        for (var i = 0; i < bytes.Length; i++)
        {
            var cut = Assert.Throws<PlanFileException>(() => PlanFile.Read(walk.Plan.Shop, new MemoryStream(bytes[..i])));
            Assert.Equal(PlanFileFault.Truncated, cut.Fault);
            var wrong = bytes.AsSpan().ToArray();
            wrong[i] ^= (byte)(1 << i % 8);
            var damaged = Assert.Throws<PlanFileException>(() => PlanFile.Read(walk.Plan.Shop, new MemoryStream(wrong)));
            Assert.Contains(damaged.Fault, i < 8 ? [PlanFileFault.NotAPlan] : i is >= 20 and < 28
                ? [PlanFileFault.Damaged, PlanFileFault.Truncated] : new[] { PlanFileFault.Damaged });
        }
    }

    [Fact]
    public void Plans_of_another_shop_and_of_a_newer_format_are_told_apart()
    {
        var definition = RandomShop.Make(3);
        var plan = Plan.Empty(Shop.Of(definition));
        var renamed = definition with { Products = [.. definition.Products.Select((p, i) => i == 0 ? p with { Name = "another" } : p)] };
        var other = Assert.Throws<PlanFileException>(() => PlanFile.Read(Shop.Of(renamed), new MemoryStream(Bytes(plan))));
        Assert.Equal(PlanFileFault.OtherShop, other.Fault);
        Assert.Equal(plan.Fingerprint(), PlanFile.Read(Shop.Of(RandomShop.Make(3)), new MemoryStream(Bytes(plan))).Fingerprint());
        var newer = Bytes(plan);
        newer[8] = PlanFile.Format + 1;
        BitConverter.TryWriteBytes(newer.AsSpan(newer.Length - 8),
            BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(newer.AsSpan(0, newer.Length - 8))));
        var refused = Assert.Throws<PlanFileException>(() => PlanFile.Read(plan.Shop, new MemoryStream(newer)));
        Assert.Equal(PlanFileFault.NewerFormat, refused.Fault);
    }

    [Fact]
    public void What_follows_in_the_stream_stays_there()
    {
        var plan = Plan.Empty(Shop.Of(RandomShop.Make(3)));
        var stream = new MemoryStream([.. Bytes(plan), 1, 2, 3]);
        PlanFile.Read(plan.Shop, stream);
        Assert.Equal(3, stream.Length - stream.Position);
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public void A_hundred_thousand_operations_are_read_and_written_at_once()
    {
        var plan = Large();
        Again(plan, plan.Shop);
        var watch = Stopwatch.StartNew();
        var bytes = Bytes(plan);
        var written = watch.ElapsedMilliseconds;
        watch.Restart();
        var read = PlanFile.Read(plan.Shop, new MemoryStream(bytes));
        var took = watch.ElapsedMilliseconds;
        output.WriteLine($"{plan.Placements.Count} operations, {bytes.Length} bytes: written in {written} ms, read in {took} ms");
        Assert.Equal(plan.Fingerprint(), read.Fingerprint());
        Assert.True(written <= 300 && took <= 300, $"written in {written} ms, read in {took} ms");
    }

    private static Plan Large()
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 2 * 366 * 1440, 
            Calendars = [new("day", [.. Enumerable.Range(0, 5).Select(d => new WeeklyShift(d * 1440 + 360, d * 1440 + 1320))])],
            WorkCenters = [.. Enumerable.Range(0, 100).Select(i => new WorkCenterDefinition($"c{i}", 0, 2))],
            Products = [.. Enumerable.Range(0, 200).Select(p => new ProductDefinition($"p{p}") { Routing = new([.. Enumerable.Range(0, 5)
                .Select(at => new OperationDefinition($"{at}") { After = at == 0 ? [] : [at - 1],
                    Centers = [new((p * 7 + at * 13) % 100, 20, 3)] })]) })],
        });
        var random = new Random(1);
        return Replanner.Load(Plan.Empty(shop), [.. Enumerable.Range(0, 20_000).Select(i =>
            new OrderTerms($"W-{i}", random.Next(200), 1 + random.Next(60)) { Promised = random.Next(shop.Horizon) })]);
    }

    private static void AssertSameLists(Plan one, Plan other)
    {
        for (var machine = 0; machine < one.Timelines.Length; machine++)
        {
            Assert.Equal(Slots(one.Timelines[machine]), Slots(other.Timelines[machine]));
            Assert.Equal(one.Timelines[machine].Family, other.Timelines[machine].Family);
        }
        Assert.Equal(one.Orders.Select(o => o.Terms), other.Orders.Select(o => o.Terms));
        Assert.Equal(one.Orders.SelectMany(o => o.Operations), other.Orders.SelectMany(o => o.Operations));
        Assert.Equal(one.Orders.SelectMany(o => o.Reservations), other.Orders.SelectMany(o => o.Reservations));
        Assert.Empty(new PlanChecker(other.Shop.Definition).Check(other));
    }

    private static List<(int, int, int, int)> Slots(Timeline timeline)
    {
        var slots = new List<(int, int, int, int)>();
        for (var b = 0; b < timeline.Blocks; b++)
            foreach (var slot in timeline.Block(b).All) slots.Add((slot.Start, slot.End, slot.Operation, slot.Family));
        return slots;
    }

    private static Plan Again(Plan plan, Shop shop)
    {
        var bytes = Bytes(plan);
        var read = PlanFile.Read(shop, new MemoryStream(bytes));
        Assert.Equal(bytes, Bytes(read));
        return read;
    }

    private static byte[] Bytes(Plan plan)
    {
        var stream = new MemoryStream();
        PlanFile.Write(plan, stream);
        return stream.ToArray();
    }
}
