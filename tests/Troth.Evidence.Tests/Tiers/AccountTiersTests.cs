using Troth.Evidence;

namespace Troth.Evidence.Tests;

public sealed class AccountTiersTests
{
    private static readonly TierRules Rules = new();

    /// <summary>Ten sizes from 100 to 51,200, ten accounts each, that buy from a tenth to all they could.</summary>
    private static readonly TierFacts[] Book =
        [.. Enumerable.Range(0, 100).Select(i => Account(100 * Math.Pow(2, i / 10) * (1 + i % 10 / 100d), (i % 10 + 1) / 10d))];

    private static TierFacts Account(double potential, double share, double width = 0) => new()
    {
        Bought = potential * share, Orders = 8, OrdersBefore = 8, Potential = potential, PotentialRange = new Interval(potential * (1 - width), potential * (1 + width)), Peers = 40, Hours = 2, HoursSaid = true,
    };

    private static TierProposal Of(TierFacts account, TierFacts[]? book = null) => AccountTiers.Propose(account, TierBorders.Of(book ?? Book, Rules), Rules);

    [Fact]
    public void Each_tier_has_its_accounts_and_says_first_what_decides()
    {
        Assert.Equal((AccountTier.Key, TierMeasure.Size), Decided(Account(60_000, .3)));
        Assert.Equal((AccountTier.Grow, TierMeasure.Penetration), Decided(Account(10_000, .2)));
        Assert.Equal((AccountTier.Keep, TierMeasure.Penetration), Decided(Account(10_000, .9)));
        Assert.Equal((AccountTier.Online, TierMeasure.Size), Decided(Account(900, .5) with { Hours = .5 }));
        Assert.Equal((AccountTier.Demote, TierMeasure.Hours), Decided(Account(900, .5) with { Hours = 20 }));
        Assert.Equal((AccountTier.Keep, TierMeasure.Growth), Decided(Account(10_000, .2) with { FallsBehind = true, Growth = -.4 }));
        Assert.Equal((AccountTier.Keep, TierMeasure.SimpleOrders), Decided(Account(900, .3) with { Hours = .5, Sorted = 8, Ordinary = 1 }));

        static (AccountTier?, TierMeasure) Decided(TierFacts account) => Of(account) is var p ? (p.Tier, p.Reasons[0].Measure) : default;
    }

    [Fact]
    public void The_few_largest_make_half_of_the_potential_but_no_more_than_a_tenth_of_the_accounts()
    {
        var borders = TierBorders.Of(Book, Rules)!;
        Assert.Equal(10, borders.KeyAccounts); // half of the potential would take eleven or more
        Assert.Equal(10, Book.Count(a => a.Potential >= borders.Key));
        Assert.InRange(Book.Where(a => a.Potential <= borders.Small).Sum(a => a.Potential!.Value) / borders.Potential, .05, .1);
        var halves = TierBorders.Of(Book, Rules with { KeyMost = .5 })!;
        Assert.InRange(Book.Where(a => a.Potential >= halves.Key).Sum(a => a.Potential!.Value) / borders.Potential, .5, .53);
    }

    [Fact]
    public void Accounts_of_one_size_are_neither_key_nor_small()
    {
        TierFacts[] alike = [.. Enumerable.Range(1, 40).Select(i => Account(1_000, i / 40d))];
        var proposals = alike.Select(a => Of(a, alike).Tier).ToList();
        Assert.DoesNotContain(AccountTier.Key, proposals);
        Assert.DoesNotContain(AccountTier.Online, proposals);
        Assert.Equal(20, proposals.Count(t => t == AccountTier.Keep));
    }

    [Fact]
    public void With_all_else_equal_a_larger_potential_never_makes_for_a_lower_tier()
    {
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++)
        {
            var book = Made(random, 60);
            var at = random.Next(book.Length);
            var was = Of(book[at], book).Tier;
            var times = 1 + random.NextDouble() * 4;
            var account = book[at];
            book[at] = account with { Potential = account.Potential * times, PotentialRange = new Interval(account.PotentialRange.Low * times, account.PotentialRange.High * times) };
            Assert.True(Of(book[at], book).Tier >= was, $"round {round}: {was} became {Of(book[at], book).Tier}");
        }
    }

    [Fact]
    public void Another_currency_changes_nothing()
    {
        var random = new Random(12);
        for (var round = 0; round < 500; round++)
        {
            var book = Made(random, 60);
            var factor = Math.Pow(2, random.Next(-8, 9));
            TierFacts[] other = [.. book.Select(a => a with { Bought = a.Bought * factor, Potential = a.Potential * factor, PotentialRange = new Interval(a.PotentialRange.Low * factor, a.PotentialRange.High * factor) })];
            for (var i = 0; i < book.Length; i++)
            {
                var (one, two) = (Of(book[i], book), Of(other[i], other));
                Assert.Equal((one.Tier, one.Held, one.Reasons[0].Measure), (two.Tier, two.Held, two.Reasons[0].Measure));
                Assert.Equal(one.Stake * factor, two.Stake, one.Stake * factor * 1e-9);
                Assert.Equal(one.Near, two.Near);
            }
        }
    }

    [Fact]
    public void Near_a_border_an_account_stays_in_its_tier_and_beyond_it_does_not()
    {
        var border = TierBorders.Of(Book, Rules)!.Penetration;
        var account = Account(10_000, border * .97, width: .2);
        Assert.Equal((AccountTier.Grow, false), (Of(account).Tier, Of(account).Held));
        Assert.Equal([AccountTier.Keep], Of(account).Near);

        var kept = Of(account with { Present = AccountTier.Keep });
        Assert.Equal((AccountTier.Keep, true, AccountTier.Grow), (kept.Tier, kept.Held, kept.Alone));
        Assert.Contains(AccountTier.Grow, kept.Near);

        // Without an interval that holds the border, and from a tier that is nowhere near, it moves.
        Assert.Equal((AccountTier.Grow, false), Of(Account(10_000, border * .97) with { Present = AccountTier.Keep }) is var sure ? (sure.Tier, sure.Held) : default);
        Assert.Equal((AccountTier.Grow, false), Of(account with { Present = AccountTier.Demote }) is var far ? (far.Tier, far.Held) : default);
    }

    [Fact]
    public void What_is_proposed_stays_proposed_once_it_is_decided()
    {
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            var book = Made(random, 60);
            foreach (var account in book)
            {
                var first = Of(account, book);
                Assert.Equal(first.Tier, Of(account with { Present = first.Tier }, book).Tier);
            }
        }
    }

    [Theory]
    [InlineData(null, 8, 8, NoTier.NoPotential)]
    [InlineData(1_000d, 0, 8, NoTier.NothingBought)]
    [InlineData(1_000d, 8, 0, NoTier.TooNew)]
    [InlineData(1_000d, 1, 1, NoTier.TooFewOrders)]
    public void With_too_few_facts_nothing_is_proposed(double? potential, int orders, int before, NoTier why)
    {
        var proposal = Of(Account(1_000, .3) with { Potential = potential, Orders = orders, OrdersBefore = before });
        Assert.Equal((null, why), (proposal.Tier, proposal.Why));
        Assert.Empty(proposal.Reasons);
    }

    [Fact]
    public void A_book_of_few_accounts_compares_nothing() => Assert.Equal(NoTier.SmallBook, Of(Book[50], Book[..19]).Why);

    [Fact]
    public void Nobody_is_demoted_for_hours_that_are_only_reckoned_a_little_too_many_nor_while_we_break_our_word()
    {
        var borders = TierBorders.Of(Book, Rules)!;
        var account = Account(900, .5);
        var hours = account.Potential!.Value / (12 * Rules.LeastYield * borders.HourBrings) * 1.3; // a third more than it may take
        Assert.Equal(AccountTier.Demote, Of(account with { Hours = hours }).Tier);
        Assert.Equal(AccountTier.Online, Of(account with { Hours = hours, HoursSaid = false }).Tier);
        Assert.Contains(AccountTier.Demote, Of(account with { Hours = hours, HoursSaid = false }).Near);

        TierFacts[] book = [.. Book.Select(a => a with { Promised = 10, Kept = 9 })];
        Assert.Equal(AccountTier.Demote, Of(account with { Hours = hours, Promised = 10, Kept = 9 }, book).Tier);
        var owed = Of(account with { Hours = hours, Promised = 10, Kept = 3 }, book);
        Assert.Equal(AccountTier.Online, owed.Tier);
        Assert.Contains(owed.Reasons, r => r is { Measure: TierMeasure.OurWord, For: false, Facts: 10 });
    }

    [Fact]
    public void A_bad_year_demotes_nobody()
    {
        var account = Account(900, .8) with { Hours = 3 };
        Assert.Equal(Of(account).Tier, Of(account with { Bought = 10, Growth = -.9 }).Tier);
    }

    [Fact]
    public void What_a_figure_speaks_for_is_what_it_says_beside_its_border_also_where_an_account_is_held()
    {
        var (random, against) = (new Random(14), 0);
        for (var round = 0; round < 200; round++)
        {
            var book = Made(random, 60);
            var borders = TierBorders.Of(book, Rules)!;
            foreach (var account in book)
            {
                var proposal = Of(account, book);
                if (proposal.Tier is not { } tier) continue;
                foreach (var reason in proposal.Reasons) Assert.True(reason.For == Speaks(account, reason, tier, borders), $"round {round}: {tier} of {account}, {reason}");
                if (!proposal.Held) Assert.True(proposal.Reasons[0].For, $"round {round}: {tier} of {account}, {proposal.Reasons[0]}");
                else if (!proposal.Reasons[0].For) against++;
            }
        }

        Assert.True(against > 100, $"only {against} accounts are held against what their first figure says");

        static bool Speaks(TierFacts account, TierReason reason, AccountTier tier, TierBorders borders) => reason.Measure switch
        {
            TierMeasure.Size when tier == AccountTier.Key => reason.Value >= borders.Key,
            TierMeasure.Size when tier >= AccountTier.Keep => !(reason.Value <= borders.Small || reason.Value >= borders.Key),
            TierMeasure.Size => reason.Value <= borders.Small,
            TierMeasure.Penetration => (tier == AccountTier.Keep) == (reason.Value >= reason.Border),
            TierMeasure.Growth => (tier == AccountTier.Keep) == account.FallsBehind,
            TierMeasure.Hours => (tier <= AccountTier.Online) == (reason.Value < reason.Border),
            TierMeasure.SimpleOrders => (tier == AccountTier.Online) == (reason.Value >= reason.Border),
            TierMeasure.Relationship => tier >= AccountTier.Keep,
            _ => reason.For, // our word is held against its own interval
        };
    }

    [Fact]
    public void A_held_account_says_first_what_it_is_held_against()
    {
        var border = TierBorders.Of(Book, Rules)!.Penetration;
        var held = Of(Account(10_000, border * .97, width: .2) with { Present = AccountTier.Keep });
        Assert.True(held.Held);
        Assert.Equal((TierMeasure.Penetration, false), (held.Reasons[0].Measure, held.Reasons[0].For));
    }

    [Fact]
    public void Small_with_orders_that_need_people_is_kept_for_its_orders_also_when_it_falls_behind()
    {
        var small = Of(Account(900, .3) with { Hours = .5, Sorted = 8, Ordinary = 1, FallsBehind = true, Growth = -.4 });
        Assert.Equal((AccountTier.Keep, TierMeasure.SimpleOrders, true), (small.Tier, small.Reasons[0].Measure, small.Reasons[0].For));
        Assert.Equal(TierMeasure.Size, small.Next!.Value.Measure);
    }

    [Fact]
    public void Simple_is_a_share_of_the_orders_that_were_sorted()
    {
        var account = Account(900, .3) with { Hours = .5, Sorted = 3, Ordinary = 2 }; // of eight orders in the Book
        Assert.Equal(AccountTier.Online, Of(account).Tier);
        var reason = Of(account).Reasons.Single(r => r.Measure == TierMeasure.SimpleOrders);
        Assert.Equal((2 / 3d, 3, true), (reason.Value, reason.Facts, reason.For));
        Assert.Equal(AccountTier.Online, Of(account with { Sorted = 0, Ordinary = null }).Tier);
    }

    [Fact]
    public void A_claim_that_nothing_shows_is_no_reason_to_grow_and_says_so()
    {
        var claimed = Of(Account(10_000, .2) with { OnlyClaimed = true });
        Assert.Equal((AccountTier.Keep, TierMeasure.Claim, true), (claimed.Tier, claimed.Reasons[0].Measure, claimed.Reasons[0].For));
        Assert.Equal((TierMeasure.Claim, AccountTier.Grow), (claimed.Next!.Value.Measure, claimed.NextTier));

        // What it buys is evidence, and so is what it could: it is no worse off for what was said of it.
        Assert.Equal(TierMeasure.Penetration, Of(Account(10_000, .9) with { OnlyClaimed = true }).Reasons[0].Measure);
        var key = Of(Account(60_000, .3) with { OnlyClaimed = true });
        Assert.Equal(AccountTier.Key, key.Tier);

        // One figure is not said twice, once for and once against: as a claim where that decides, else as the penetration that it is.
        Assert.DoesNotContain(claimed.Reasons, r => r.Measure == TierMeasure.Penetration);
        foreach (var other in new[] { key, Of(Account(10_000, .9) with { OnlyClaimed = true }), Of(Account(900, .5) with { Hours = .5, OnlyClaimed = true }) })
        {
            Assert.DoesNotContain(other.Reasons, r => r.Measure == TierMeasure.Claim);
            Assert.Single(other.Reasons, r => r.Measure == TierMeasure.Penetration);
        }
    }

    [Fact]
    public void Who_is_more_likely_gone_than_not_is_to_be_won_back_or_let_go_not_served()
    {
        var gone = Of(Account(10_000, .9) with { Alive = .38, AliveRange = new Interval(.25, .55) });
        Assert.Equal((null, NoTier.LikelyGone, 0), (gone.Tier, gone.Why, gone.Stake));
        var why = Assert.Single(gone.Reasons);
        Assert.Equal((TierMeasure.Alive, .38, .5), (why.Measure, why.Value, why.Border!.Value));

        // Where it may be gone that is weighed; where it surely is not nobody talks of it.
        var doubtful = Of(Account(10_000, .9) with { Alive = .6, AliveRange = new Interval(.4, .75) });
        Assert.Equal(AccountTier.Keep, doubtful.Tier);
        Assert.Contains(doubtful.Reasons, r => r is { Measure: TierMeasure.Alive, For: false });
        Assert.DoesNotContain(Of(Account(10_000, .9) with { Alive = .9, AliveRange = new Interval(.8, .95) }).Reasons, r => r.Measure == TierMeasure.Alive);
    }

    [Fact]
    public void At_stake_is_what_it_could_buy_or_buys_and_never_more()
    {
        Assert.Equal(60_000, Of(Account(60_000, .3)).Stake, 6);
        Assert.Equal(8_000, Of(Account(10_000, .2)).Stake, 6);
        Assert.Equal(9_000, Of(Account(10_000, .9)).Stake, 6);
        Assert.Equal(450, Of(Account(900, .5) with { Hours = 20 }).Stake, 6); // demoted: hours make nothing larger than it is
        var random = new Random(15);
        for (var round = 0; round < 200; round++)
        {
            var book = Made(random, 60);
            Assert.All(book, a => Assert.InRange(Of(a, book).Stake, 0, Math.Max(a.Potential!.Value, a.Bought)));
        }
    }

    private static TierFacts[] Made(Random random, int accounts) => [.. Enumerable.Range(0, accounts).Select(_ =>
    {
        var potential = Math.Exp(random.NextDouble() * 6);
        return Account(potential, random.NextDouble(), random.NextDouble() * .6) with
        {
            Hours = random.NextDouble() * 6, HoursSaid = random.Next(2) == 0, Sorted = 8, Ordinary = random.Next(9), FallsBehind = random.Next(6) == 0, Growth = random.NextDouble() - .5,
            Promised = 10, Kept = random.Next(4, 11), Present = random.Next(6) is var p && p < 5 ? (AccountTier)p : null,
        };
    })];
}
