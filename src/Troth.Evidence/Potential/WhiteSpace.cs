namespace Troth.Evidence;

/// <summary>
/// What similar accounts buy that an account does not, by family of products. Similar are the very peers that its potential rests on
/// (<see cref="PeerGuide"/>). Peers may be of other sizes: where the book compares accounts on a common footing, size picks nobody. So
/// the share that buys and the logarithm of what is spent are read from a line at this account's size (local linear regression), the
/// size being what the numbers say of spending in the whole book (a median regression), and corrected by kind
/// (<see cref="WhiteSpaceSettings.ByKind"/>). Not for two threads at once.
/// </summary>
public sealed class WhiteSpace
{
    // The lines know nothing of where they bend, nor of which peers might have been chosen. Measured on drawn books of 150 to 3,000 buyers,
    // widening by this much makes nine in ten intervals hold the truth.
    private const double ShareDoubt = 1.1, TypicalDoubt = 1.2;
    private readonly PotentialModel model;
    private readonly WhiteSpaceSettings settings;
    private readonly FamilySpend[]?[] bought;
    private readonly PeerGuide guide;
    private readonly double[] sizes;
    private readonly int[] marked;
    private readonly LocalLine[] buys, spends;
    private readonly KindShifts[] shareShifts = [], spendShifts = [];
    private float[] place = [];
    private int mark;

    /// <param name="guide">Learnt from the whole book.</param>
    /// <param name="families">How many families there are.</param>
    /// <param name="purchases">What a buyer bought by family; null when that is not known, which is then nobody's peer here.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A family outside 0 to <paramref name="families"/>.</exception>
    public WhiteSpace(PeerGuide guide, int families, Func<Guid, IReadOnlyList<FamilySpend>?> purchases, WhiteSpaceSettings? settings = null)
    {
        (this.guide, model, this.settings) = (guide, guide.Model, settings ?? new WhiteSpaceSettings());
        sizes = guide.Sizes;
        bought = [.. model.Sample.Buyers.Select(buyer => purchases(buyer.Id) is { } known ? Known(known, families) : null)];
        (marked, buys, spends) = (new int[families], new LocalLine[families], new LocalLine[families]);
        if (this.settings.ByKind && model.Sample.Firmographics.Categories > 0) (shareShifts, spendShifts) = Judge();
    }

    /// <summary>
    /// Families that the account does not buy though its peers do, the largest expected first; none when the account buys nothing at all,
    /// when too few resemble it, or where the evidence does not suffice. O(buyers that can be peers + peers · families).
    /// </summary>
    /// <param name="account">Which, as the guide was told.</param>
    /// <param name="own">What it bought by family.</param>
    public IReadOnlyList<FamilyGap> Of(AccountFacts account, IReadOnlyList<FamilySpend> own)
    {
        if (!account.Buys || Search(account) is not { } here) return [];
        var known = Read(here);
        if (known < settings.LeastPeers) return [];
        mark++;
        foreach (var one in own) if (one.Spend > 0) marked[one.Family] = mark;
        List<FamilyGap> gaps = [];
        for (var family = 0; family < marked.Length; family++)
            if (marked[family] != mark && spends[family].Count >= settings.LeastBuying && Gap(family, known) is { } gap) gaps.Add(gap);
        gaps.Sort((one, other) => other.Expected.CompareTo(one.Expected) is var order and not 0 ? order : one.Family.CompareTo(other.Family));
        return gaps.Count > settings.Most ? gaps[..settings.Most] : gaps;
    }

    /// <summary>The peers behind a gap, those who buy the family first, the most similar first; those whose families are not known are left out.</summary>
    public IReadOnlyList<FamilyPeer> Peers(AccountFacts account, int family)
    {
        if (Search(account) is not { } here) return [];
        Read(here);
        var (best, slope) = (model.Opinions[0], spends[family].Slope);
        List<FamilyPeer> found = [];
        for (var p = 0; p < best.Search.Count; p++)
        {
            var peer = best.Peers.Members[best.Search.Peers[p]];
            if (bought[peer] is not { } families) continue;
            var spend = families.FirstOrDefault(one => one.Family == family).Spend;
            found.Add(new FamilyPeer(model.Sample.Buyers[peer].Id, best.Search.Closeness[p], spend, spend * Math.Exp(slope * (here - sizes[peer]))));
        }

        return [.. found.OrderByDescending(f => f.Spend > 0).ThenByDescending(f => f.Similarity).ThenBy(f => f.Id)];
    }

    private static FamilySpend[] Known(IReadOnlyList<FamilySpend> purchases, int families)
    {
        foreach (var one in purchases)
            if (one.Family < 0 || one.Family >= families) throw new ArgumentOutOfRangeException(nameof(purchases), one.Family, $"Families are 0 to {families - 1}.");
        return [.. purchases.Where(one => one.Spend > 0)];
    }

    // Each buyer's families foretold by its peers, itself not among them, and what was true.
    private (KindShifts[] Shares, KindShifts[] Spends) Judge()
    {
        var sample = model.Sample;
        int[] judged = [.. sample.First(settings.MostJudged).Where(i => bought[i] is not null)];
        double[][] shares = [.. marked.Select(_ => new double[judged.Length])], spent = [.. marked.Select(_ => new double[judged.Length])];
        for (var j = 0; j < judged.Length; j++)
        {
            model.Search(sample.Places[judged[j]], judged[j]);
            var known = model.PeersFound() < model.Settings.LeastPeers ? 0 : Read(sizes[judged[j]]);
            for (var family = 0; family < marked.Length; family++)
            {
                var own = bought[judged[j]]!.FirstOrDefault(one => one.Family == family).Spend;
                shares[family][j] = known < settings.LeastPeers ? double.NaN : (own > 0 ? 1 : 0) - Math.Clamp(buys[family].Value, 0, 1);
                spent[family][j] = own > 0 && known >= settings.LeastPeers && spends[family].Count >= settings.LeastBuying ? Math.Log(own) - spends[family].Value : double.NaN;
            }
        }

        float[][] places = [.. judged.Select(i => sample.Places[i])];
        KindShifts Of(double[] errors) => new(places, errors, 2 * sample.Firmographics.Numbers);
        return ([.. shares.Select(Of)], [.. spent.Select(Of)]);
    }

    // The account's size; null when too few resemble it for a potential.
    private double? Search(AccountFacts account)
    {
        place = model.Sample.Firmographics.Place(account);
        model.Search(place, model.BuyerOf(account));
        return model.PeersFound() < model.Settings.LeastPeers ? null : guide.SizeOf(place);
    }

    // Lines of every family around a size, from the peers last searched; how many of them are known by family.
    private int Read(double here)
    {
        Array.Clear(buys);
        Array.Clear(spends);
        var (best, all) = (model.Opinions[0], default(LocalLine));
        for (var p = 0; p < best.Search.Count; p++)
        {
            var peer = best.Peers.Members[best.Search.Peers[p]];
            if (bought[peer] is not { } families) continue;
            var (weight, away) = (best.Search.Closeness[p], sizes[peer] - here);
            all.Add(weight, away, 0);
            foreach (var one in families)
            {
                buys[one.Family].Add(weight, away, 1);
                spends[one.Family].Add(weight, away, Math.Log(one.Spend));
            }
        }

        // Those who do not buy a family say 0: the same weights and places as all, other sums.
        for (var family = 0; family < buys.Length; family++) buys[family] = all.Saying(buys[family]);
        return all.Count;
    }

    private FamilyGap? Gap(int family, int known)
    {
        var share = Math.Clamp(buys[family].Value + (shareShifts.Length > 0 ? shareShifts[family].Of(place) : 0), 0, 1);
        var range = Wilson.Of(share, buys[family].Worth / (ShareDoubt * ShareDoubt), settings.Confidence);
        if (range.Low < settings.LeastShare || spends[family].Range(settings.Confidence, TypicalDoubt) is not { } spend) return null;
        if (spend.High - spend.Low > Math.Log(settings.MostSpread)) return null;
        var shift = spendShifts.Length > 0 ? spendShifts[family].Of(place) : 0;
        return new FamilyGap(family, spends[family].Count, known, share, range, Math.Exp(spends[family].Value + shift), new Interval(Math.Exp(spend.Low + shift), Math.Exp(spend.High + shift)));
    }
}
