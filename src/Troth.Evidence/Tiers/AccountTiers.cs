namespace Troth.Evidence;

/// <summary>
/// Proposes how an account is served. Two questions and a check, as in customer portfolios (Fiocca 1982, “Account portfolio analysis for strategy
/// development”: how attractive the customer is × how strong the relationship), with the cost to serve as a third axis (Shapiro, Rangan,
/// Moriarty and Ross 1987, “Manage customers for profits (not just sales)”). The measures and borders here are Troth's own: attractive is what
/// it could buy, strong is what share of that it buys year after year, costly is what an hour there could bring at best.
/// </summary>
/// <remarks>
/// The first that holds: its potential is among the few largest: <see cref="AccountTier.Key"/>; an hour would bring too little even if it bought
/// all it could: <see cref="AccountTier.Demote"/>; small with simple orders: <see cref="AccountTier.Online"/>; high penetration, falling behind
/// its peers, called great without evidence, or small: <see cref="AccountTier.Keep"/>; else <see cref="AccountTier.Grow"/>. Read at both ends of the potential's interval
/// (and, for hours that nobody said, of theirs); where those differ the account is near a border and stays in its present tier if that lies between.
/// Nothing is proposed before it bought in both years, so that one bad quarter demotes nobody, nor where it is more likely gone than not; nor is an account demoted to which we kept our word less than to
/// others. With all else equal a larger potential never makes for a lower tier. Multiplying all amounts by one number changes nothing.
/// </remarks>
public static class AccountTiers
{
    private const double Confidence = .9;

    /// <summary>The proposal for one account of a book. O(1).</summary>
    /// <param name="account">What is known of it.</param>
    /// <param name="borders">Of its book; null: too few accounts.</param>
    /// <param name="rules">By which the borders were found.</param>
    public static TierProposal Propose(in TierFacts account, TierBorders? borders, TierRules rules)
    {
        if (TooLittle(account, borders, rules) is { } why) return new TierProposal(null, why, false, null, [], why == NoTier.LikelyGone ? [StillThere(account, true, rules)] : [], null, 0);
        var judge = new Judge(account, borders!, rules);
        var (low, high) = (judge.Low, judge.High);
        var alone = judge.Alone;
        var held = account.Present is { } present && present != alone && present >= low && present <= high;
        var tier = held ? account.Present!.Value : alone;
        AccountTier[] near = [.. new[] { low, alone, high }.Distinct().Where(t => t != tier)];
        return new TierProposal(tier, null, held, alone, near, judge.Reasons(tier), held ? null : judge.Next(tier), judge.Stake(tier));
    }

    private static NoTier? TooLittle(in TierFacts account, TierBorders? borders, TierRules rules) =>
        account.Potential is not > 0 ? NoTier.NoPotential
        : borders is null ? NoTier.SmallBook
        : account.Orders == 0 || !(account.Bought > 0) ? NoTier.NothingBought
        : account.Alive < rules.LeastAlive ? NoTier.LikelyGone
        : account.OrdersBefore == 0 ? NoTier.TooNew
        : account.Orders + account.OrdersBefore < rules.LeastOrders ? NoTier.TooFewOrders : null;

    private static TierReason StillThere(in TierFacts account, bool speaksFor, TierRules rules) =>
        new(TierMeasure.Alive, speaksFor, account.Alive ?? 0, account.AliveRange, account.Orders + account.OrdersBefore, rules.LeastAlive);

    private sealed class Judge
    {
        private readonly TierFacts account;
        private readonly TierBorders book;
        private readonly TierRules rules;
        private readonly double potential, mostHours, leastHours;
        private readonly Interval range;
        private readonly bool simple, weOwe;

        public Judge(in TierFacts account, TierBorders book, TierRules rules)
        {
            (this.account, this.book, this.rules) = (account, book, rules);
            potential = account.Potential!.Value;
            range = new Interval(Math.Min(potential, account.PotentialRange.Low), Math.Max(potential, account.PotentialRange.High));
            var off = account.HoursSaid ? 0 : rules.HoursOff;
            (leastHours, mostHours) = (account.Hours * (1 - off), account.Hours * (1 + off));
            simple = account.Ordinary is not { } ordinary || ordinary >= rules.SimpleOrders * account.Sorted;
            weOwe = account.Promised > 0 && book.Word is { } word && Wilson.Of(account.Kept, account.Promised, Confidence).High < word;
            High = At(range.High, leastHours, true);
            Low = At(range.Low, mostHours, true);
            // Too costly only if it is so even at its best.
            Alone = High == AccountTier.Demote ? AccountTier.Demote : At(potential, account.Hours, false);
        }

        public AccountTier Low { get; }
        public AccountTier High { get; }
        public AccountTier Alone { get; }

        private double BestYield => Yield(range.High, leastHours);

        private double LeastYield => rules.LeastYield * book.HourBrings;

        private AccountTier At(double could, double hours, bool mayDemote) =>
            could >= book.Key ? AccountTier.Key
            : mayDemote && !weOwe && Yield(could, hours) < LeastYield ? AccountTier.Demote
            : could <= book.Small ? simple ? AccountTier.Online : AccountTier.Keep
            : account.FallsBehind || account.OnlyClaimed || account.Penetration(could) >= book.Penetration ? AccountTier.Keep : AccountTier.Grow;

        /// <summary>What an hour brings there; no hours: nothing is too little.</summary>
        private double Yield(double amount, double hours) => hours > 0 ? amount / (12 * hours) : double.MaxValue;

        public double Stake(AccountTier tier) => tier switch
        {
            AccountTier.Key => potential,
            AccountTier.Grow => Math.Max(0, potential - account.Bought),
            _ => account.Bought,
        };

        public IReadOnlyList<TierReason> Reasons(AccountTier tier)
        {
            var deciding = Deciding(tier);
            return [deciding, .. All(tier, deciding.Measure).Where(r => r.Measure != deciding.Measure).OrderByDescending(r => r.Weight).ThenBy(r => r.Measure)];
        }

        /// <summary>What the tier's own test looks at, in the order of <see cref="At"/>; of a held account what it is held against.</summary>
        private TierReason Deciding(AccountTier tier) => tier switch
        {
            AccountTier.Key or AccountTier.Online => Size(tier),
            AccountTier.Demote => Hours(tier),
            _ when potential >= book.Key => Size(tier),
            _ when potential <= book.Small => tier == AccountTier.Keep && !simple ? Simple(tier) : Size(tier),
            _ when IsHigh => Penetration(tier),
            _ => account.OnlyClaimed ? Claim(tier) : account.FallsBehind ? Growth(tier) : Penetration(tier),
        };

        /// <summary>What is only claimed and the penetration are one figure, said once: as a claim where that decides.</summary>
        private IEnumerable<TierReason> All(AccountTier tier, TierMeasure deciding)
        {
            if (deciding != TierMeasure.Claim) yield return Penetration(tier);
            yield return Size(tier);
            yield return new TierReason(TierMeasure.Relationship, tier >= AccountTier.Keep, account.Orders, null, account.Orders + account.OrdersBefore, account.OrdersBefore);
            if (account.Growth is not null) yield return Growth(tier);
            // Sure to be a customer is what is taken for granted: said only where it may be otherwise.
            if (account.Alive is not null && account.AliveRange is { } alive && alive.Low < rules.LeastAlive) yield return StillThere(account, tier <= AccountTier.Online, rules);
            if (account.Hours > 0) yield return Hours(tier);
            if (account is { Ordinary: not null, Sorted: > 0 } && (tier == AccountTier.Online || potential <= book.Small)) yield return Simple(tier);
            if (account.Promised > 0)
                yield return new TierReason(TierMeasure.OurWord, !weOwe, (double)account.Kept / account.Promised, Wilson.Of(account.Kept, account.Promised, Confidence), account.Promised, book.Word);
        }

        public TierReason? Next(AccountTier tier) => tier switch
        {
            AccountTier.Key => null,
            AccountTier.Grow => Size(false, Known(book.Key)),
            AccountTier.Keep when potential > book.Small => IsHigh ? Penetration(false) : account.OnlyClaimed ? Claim(false) : Growth(false),
            AccountTier.Keep or AccountTier.Online => Size(false, SmallUpTo),
            _ => Hours(false),
        };

        private bool IsHigh => account.Penetration(potential) >= book.Penetration;

        /// <summary>No account is small where all are of one size.</summary>
        private double? SmallUpTo => book.Small < 0 ? null : book.Small;

        /// <summary>No account is large enough where all are of one size.</summary>
        private static double? Known(double border) => border < double.MaxValue ? border : null;

        private TierReason Size(AccountTier tier) => tier switch
        {
            AccountTier.Key => Size(potential >= book.Key, Known(book.Key)),
            AccountTier.Online => Size(potential <= book.Small, SmallUpTo),
            AccountTier.Demote => Size(potential <= book.Small, Nearest),
            _ => Size(potential > book.Small && potential < book.Key, Nearest),
        };

        private double? Nearest => potential <= book.Small ? book.Small : Known(book.Key);

        private TierReason Penetration(AccountTier tier) => Penetration((tier == AccountTier.Keep) == IsHigh);

        private TierReason Growth(AccountTier tier) => Growth((tier == AccountTier.Keep) == account.FallsBehind);

        /// <summary>What nothing shows is a reason to put no more into it, in whatever tier.</summary>
        private TierReason Claim(AccountTier tier) => Claim(tier <= AccountTier.Keep);

        private TierReason Hours(AccountTier tier) => Hours((tier <= AccountTier.Online) == (Yield(potential, account.Hours) < LeastYield));

        private TierReason Simple(AccountTier tier) =>
            new(TierMeasure.SimpleOrders, simple == (tier == AccountTier.Online), (double)(account.Ordinary ?? 0) / account.Sorted, null, account.Sorted, rules.SimpleOrders);

        private TierReason Size(bool speaksFor, double? border) => new(TierMeasure.Size, speaksFor, potential, range, account.Peers, border);

        private TierReason Penetration(bool speaksFor) => new(TierMeasure.Penetration, speaksFor, account.Penetration(potential),
            new Interval(account.Penetration(range.High), account.Penetration(range.Low)), account.Peers, book.Penetration);

        private TierReason Claim(bool speaksFor) => Penetration(speaksFor) with { Measure = TierMeasure.Claim };

        private TierReason Growth(bool speaksFor) => new(TierMeasure.Growth, speaksFor, account.Growth ?? 0,
            new Interval(account.GrowthLow ?? -1, account.GrowthHigh ?? double.PositiveInfinity), account.Orders + account.OrdersBefore, null);

        private TierReason Hours(bool speaksFor) => new(TierMeasure.Hours, speaksFor, Yield(potential, account.Hours),
            new Interval(Yield(range.Low, mostHours), BestYield), account.Orders, LeastYield);
    }
}
