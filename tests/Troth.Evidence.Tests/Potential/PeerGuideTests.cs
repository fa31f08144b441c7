namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class PeerGuideTests
{
    [Fact]
    public void Names_as_many_peers_as_the_estimate_counts_and_never_the_account_itself()
    {
        var accounts = Books.Drawn(21, 200, .6, .1).Accounts;
        accounts.Add(new AccountFacts(Books.Id(999), 0, [1e6, 20], ["industry 1"]));
        var guide = PeerGuide.Learn(accounts)!;
        foreach (var (account, potential) in accounts.Zip(Potential.Estimate(accounts)))
        {
            var peers = guide.Of(account);
            if (potential.Range is not null) Assert.Equal(potential.Peers, peers.Count);
            Assert.DoesNotContain(account.Id, peers.Select(p => p.Id));
            Assert.Equal(peers.Select(p => p.Similarity).OrderDescending(), peers.Select(p => p.Similarity));
            Assert.All(peers, p => Assert.Equal(peers.Count(o => o.Spend <= p.Spend) / (double)peers.Count, p.Percentile));
        }
    }

    [Fact]
    public void A_book_of_too_few_buyers_has_no_guide() => Assert.Null(PeerGuide.Learn(Books.Drawn(22, 14, .5).Accounts));
}
