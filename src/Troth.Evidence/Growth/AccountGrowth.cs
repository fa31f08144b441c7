namespace Troth.Evidence;

/// <summary>One account's purchases in the last twelve months and in the twelve before.</summary>
/// <param name="Id">The account.</param>
/// <param name="Last">Net purchases in the last twelve months; below 0 counts as 0.</param>
/// <param name="Previous">The same, twelve months earlier.</param>
/// <param name="PeerGroup">Whom to compare with (industry, segment …); null or blank compares with the whole book.</param>
/// <param name="LastSquares">
/// Sum of the squares of the orders' amounts in the last twelve months, which is how much chance could move their sum; null when not known.
/// Ten orders of 100 make 100,000, one of 1,000 makes 1,000,000: as much bought, and far less to build on.
/// </param>
/// <param name="PreviousSquares">The same, twelve months earlier.</param>
public sealed record PurchaseChange(
    Guid Id, double Last, double Previous, string? PeerGroup, double? LastSquares = null, double? PreviousSquares = null);

/// <summary>How an account's purchases move beside those of its peers.</summary>
public enum GrowthStanding
{
    /// <summary>No purchases in either year, or too few peers to compare with.</summary>
    Unknown,

    /// <summary>Below the peers' growth by more than the band.</summary>
    Shrinking,

    /// <summary>Within the band around the peers' growth.</summary>
    WithPeers,

    /// <summary>Above the peers' growth by more than the band.</summary>
    Outgrowing,
}

/// <summary>What is typical among peers, in symmetric growth (see <see cref="Growth.Of"/>).</summary>
/// <param name="Typical">Weighted median, each account counting by the root of its purchases.</param>
/// <param name="Spread">How far from it peers commonly lie: 1.4826 weighted median deviations.</param>
/// <param name="Accounts">Accounts with purchases in either year behind it.</param>
/// <param name="Group">The peer group's name as first met, or null for the whole book.</param>
/// <param name="Range">Where the median may lie, <see cref="Growth.Confidence"/> sure (see <see cref="Growth.AgainstPeers"/>).</param>
public sealed record PeerGrowth(double Typical, double Spread, int Accounts, string? Group, Interval Range);

/// <summary>The answer for one account.</summary>
/// <param name="Id">The account.</param>
/// <param name="Standing">The answer.</param>
/// <param name="Own">Its own symmetric growth; null without purchases in either year.</param>
/// <param name="Band">How far from the peers' growth still counts as "with peers"; null when the standing is unknown.</param>
/// <param name="Peers">What it was compared with; null when there were too few.</param>
/// <param name="Range">
/// Where its growth may lie when the chance of its orders is taken off, −1 to 1, <see cref="Growth.Confidence"/> sure (see
/// <see cref="Growth.AgainstPeers"/>). Null without purchases in either year, or where the orders' squares are not known.
/// </param>
public sealed record AccountGrowth(Guid Id, GrowthStanding Standing, double? Own, double? Band, PeerGrowth? Peers, Interval? Range = null);
