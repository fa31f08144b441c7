using Xunit.Abstractions;

namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class WhiteSpaceTests(ITestOutputHelper output)
{
    private const int Families = 6;

    [Fact]
    public void Says_what_a_count_among_its_peers_says()
    {
        var book = new FamilyBook(5, 400);
        var guide = PeerGuide.Learn(book.Accounts)!;
        var space = new WhiteSpace(guide, Families, book.Of, new WhiteSpaceSettings { ByKind = false });
        var said = 0;
        foreach (var account in book.Accounts)
        {
            var own = book.Of(account.Id)!;
            var gaps = space.Of(account, own);
            var peers = guide.Of(account);
            for (var family = 0; family < Families; family++)
            {
                if (gaps.SingleOrDefault(g => g.Family == family) is not { } gap) continue;
                said++;
                Assert.DoesNotContain(own, one => one.Family == family && one.Spend > 0);
                Assert.Equal(peers.Count, gap.Peers);
                Assert.Equal(peers.Count(p => book.Of(p.Id)!.Any(one => one.Family == family)), gap.Buying);
                Assert.InRange(gap.Share, gap.ShareRange.Low, gap.ShareRange.High);
                var facts = space.Peers(account, family);
                Assert.Equal((gap.Peers, gap.Buying), (facts.Count, facts.Count(f => f.Spend > 0)));
                // Brought to this size, the peers' mean on the logarithm, nearer ones counting more, is the typical amount.
                var buying = facts.Where(f => f.Spend > 0).ToList();
                Assert.Equal(Math.Log(gap.Typical), buying.Sum(f => f.Similarity * Math.Log(f.AtThisSize)) / buying.Sum(f => f.Similarity), 1e-9);
                Assert.InRange(gap.Typical, gap.TypicalRange.Low, gap.TypicalRange.High);
            }

            Assert.Equal(gaps.OrderByDescending(g => g.Expected).Select(g => g.Family), gaps.Select(g => g.Family));
        }

        Assert.True(said > 50, $"{said}");
    }

    [Fact]
    public void Says_nothing_without_the_evidence()
    {
        var book = new FamilyBook(6, 200);
        var guide = PeerGuide.Learn(book.Accounts)!;
        var open = book.Accounts.Where(a => new WhiteSpace(guide, Families, book.Of).Of(a, []).Count > 0).ToList();
        Assert.Equal(200, open.Count); // who buys no family at all misses what everybody buys
        var account = open[0];
        Assert.Empty(new WhiteSpace(guide, Families, _ => null).Of(account, [])); // nobody's families are known
        Assert.Empty(new WhiteSpace(guide, Families, _ => []).Of(account, [])); // nobody buys any
        Assert.Empty(new WhiteSpace(guide, Families, book.Of).Of(account with { Spend = 0 }, [])); // buys nothing at all: everything is open
        Assert.Empty(new WhiteSpace(guide, Families, book.Of).Of(account with { Numbers = [1e30, null], Categories = ["elsewhere"] }, [])); // like nobody
        Assert.Empty(new WhiteSpace(guide, Families, book.Of).Of(account, [.. Enumerable.Range(0, Families).Select(f => new FamilySpend(f, 1))]));
        var returned = new WhiteSpace(guide, Families, book.Of).Of(account, [.. Enumerable.Range(0, Families).Select(f => new FamilySpend(f, -1))]);
        Assert.NotEmpty(returned); // what came back is not bought
        Assert.Single(new WhiteSpace(guide, Families, book.Of, new WhiteSpaceSettings { Most = 1 }).Of(account, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WhiteSpace(guide, 1, book.Of));
    }

    [Fact]
    public void A_family_that_few_buy_is_missed_by_nobody()
    {
        var book = new FamilyBook(8, 600);
        var guide = PeerGuide.Learn(book.Accounts)!;
        var space = new WhiteSpace(guide, Families, book.Of);
        var gaps = book.Accounts.SelectMany(a => space.Of(a, book.Of(a.Id)!)).ToList();
        Assert.All(gaps, gap => Assert.True(gap.ShareRange.Low >= 1.0 / 3 && gap.Buying >= 5));
        Assert.All(gaps, gap => Assert.True(gap.TypicalRange.High <= 10.01 * gap.TypicalRange.Low));
        Assert.DoesNotContain(gaps, gap => gap.Family == FamilyBook.Rare);
    }

    /// <summary>
    /// The truth of drawn books: each account's own chance to buy a family, and the middle of what it would spend. Widened as seeds 101 to
    /// 103 asked for, and shown on others.
    /// </summary>
    [Theory]
    [InlineData(101, 150)]
    [InlineData(102, 600)]
    [InlineData(103, 3000)]
    [InlineData(201, 150)]
    [InlineData(202, 600)]
    [InlineData(203, 3000)]
    public void Intervals_at_90_hold_the_truth_of_drawn_books(int seed, int buyers)
    {
        int shares = 0, shareHeld = 0, typical = 0, typicalHeld = 0;
        for (var book = 0; book < (buyers > 1000 ? 8 : 16); book++)
        {
            var drawn = new FamilyBook(1000 * seed + book, buyers);
            var space = new WhiteSpace(PeerGuide.Learn(drawn.Accounts)!, Families, drawn.Of, new WhiteSpaceSettings { Most = Families, LeastShare = 0, MostSpread = double.PositiveInfinity });
            for (var i = 0; i < drawn.Accounts.Count; i += Math.Max(1, buyers / 150))
            {
                // Asked of what it does not buy alone, only the unlucky would be judged.
                foreach (var gap in space.Of(drawn.Accounts[i], []))
                {
                    (shares, typical) = (shares + 1, typical + 1);
                    if (gap.ShareRange.Holds(drawn.Chance(i, gap.Family))) shareHeld++;
                    if (gap.TypicalRange.Holds(drawn.Middle(i, gap.Family))) typicalHeld++;
                }
            }
        }

        output.WriteLine($"{buyers} buyers: share held {(double)shareHeld / shares:P1} of {shares}, typical {(double)typicalHeld / typical:P1}");
        Assert.InRange((double)shareHeld / shares, .87, .93);
        Assert.InRange((double)typicalHeld / typical, .87, .93);
    }

    [Fact]
    public void A_hundred_thousand_accounts_are_a_matter_of_seconds()
    {
        var book = new FamilyBook(77, 100_000);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var guide = PeerGuide.Learn(book.Accounts)!;
        var learnt = clock.Elapsed;
        var before = GC.GetTotalMemory(true);
        var space = new WhiteSpace(guide, Families, book.Of);
        var judged = clock.Elapsed - learnt;
        var gaps = book.Accounts.Sum(a => space.Of(a, book.Of(a.Id)!).Count);
        var all = clock.Elapsed - learnt;
        output.WriteLine($"learnt in {learnt.TotalSeconds:0.0} s, judged in {judged.TotalSeconds:0.0} s, {gaps} gaps in {all.TotalSeconds:0.0} s, {(GC.GetTotalMemory(true) - before) / 1e6:0.0} MB");
        Assert.True(all < TimeSpan.FromSeconds(180), $"{all}"); // some ten seconds on a machine of its own
        GC.KeepAlive(space);
    }

    /// <summary>Against weighted least squares solved outright.</summary>
    [Fact]
    public void A_local_line_is_the_weighted_least_squares_line_at_its_place()
    {
        var random = new Random(4);
        for (var round = 0; round < 50; round++)
        {
            var facts = Enumerable.Range(0, 4 + random.Next(30)).Select(_ => (Weight: .1 + random.NextDouble(), Away: 4 * random.NextDouble() - 1, Value: random.NextDouble())).ToList();
            var line = default(LocalLine);
            foreach (var (weight, away, value) in facts) line.Add(weight, away, value);
            var fit = MathNet.Numerics.LinearRegression.WeightedRegression.Weighted([.. facts.Select(f => new[] { 1, f.Away })], [.. facts.Select(f => f.Value)], [.. facts.Select(f => f.Weight)]);
            Assert.Equal(fit[0], line.Value, 1e-9);
            Assert.Equal(fit[1], line.Slope, 1e-9);
            // The worth is one over the squares of what each fact counts in the value.
            var counts = facts.Select((_, i) =>
            {
                var one = default(LocalLine);
                for (var j = 0; j < facts.Count; j++) one.Add(facts[j].Weight, facts[j].Away, j == i ? 1 : 0);
                return one.Value;
            }).ToList();
            Assert.Equal(1, counts.Sum(), 1e-9);
            Assert.Equal(1 / counts.Sum(c => c * c), line.Worth, 1e-6);
            var residual = facts.Sum(f => f.Weight * Math.Pow(f.Value - fit[0] - fit[1] * f.Away, 2)) / facts.Sum(f => f.Weight) * facts.Count / (facts.Count - 2.0);
            var t = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, facts.Count - 2, .95);
            Assert.Equal(2 * t * Math.Sqrt(residual / line.Worth), line.Range(.9)!.Value.High - line.Range(.9)!.Value.Low, 1e-9);
        }

        var same = default(LocalLine); // all of one size: the mean
        foreach (var value in (double[])[1, 2, 6, 7]) same.Add(1, .5, value);
        Assert.Equal((4, 0, 4), (same.Value, same.Slope, same.Worth));
    }

    /// <summary>A book whose accounts buy families by chance: more likely in some industries and for the larger, amounts growing with revenue.</summary>
    private sealed class FamilyBook
    {
        public const int Rare = 5;
        private static readonly double[] Base = [2.2, .9, .3, 0, -.6, -3];
        private readonly Dictionary<Guid, FamilySpend[]> bought = [];
        private readonly double[] revenues;
        private readonly int[] industries;

        public FamilyBook(int seed, int count)
        {
            var random = new Random(seed);
            double Normal() => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
            (revenues, industries) = (new double[count], new int[count]);
            for (var i = 0; i < count; i++)
            {
                (revenues[i], industries[i]) = (14 + 1.2 * Normal(), random.Next(6));
                var families = Enumerable.Range(0, Families).Where(f => random.NextDouble() < Chance(i, f)).Select(f => new FamilySpend(f, Middle(i, f) * Math.Exp(.7 * Normal()))).ToArray();
                if (families.Length == 0) families = [new FamilySpend(0, Middle(i, 0))];
                bought.Add(Books.Id(i + 1), families);
                Accounts.Add(new AccountFacts(Books.Id(i + 1), families.Sum(f => f.Spend), [Math.Exp(revenues[i]), Math.Round(Math.Exp(revenues[i] - 11 + .4 * Normal())) + 1], [$"industry {industries[i]}"]));
            }
        }

        public List<AccountFacts> Accounts { get; } = [];

        public FamilySpend[]? Of(Guid id) => bought.GetValueOrDefault(id);

        public double Chance(int i, int family) => 1 / (1 + Math.Exp(-(Base[family] + .5 * (revenues[i] - 14) / 1.2 + .5 * ((industries[i] + family) % 3 - 1))));

        public double Middle(int i, int family) => Math.Exp(.6 * revenues[i] + .3 * ((industries[i] + family) % 3));
    }
}
