namespace Troth.Evidence;

/// <summary>One account's purchases in the last twelve months and in the twelve before.</summary>
/// <param name="Id">The account.</param>
/// <param name="Last">Net purchases in the last twelve months; below 0 counts as 0.</param>
/// <param name="Previous">The same, twelve months earlier.</param>
/// <param name="PeerGroup">Whom to compare with (industry, segment …); null or blank compares with the whole book.</param>
public sealed record PurchaseChange(Guid Id, double Last, double Previous, string? PeerGroup);

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
/// <param name="Band">How far from it still counts as "with peers".</param>
/// <param name="Accounts">Accounts with purchases in either year behind it.</param>
/// <param name="Group">The peer group's name as first met, or null for the whole book.</param>
public sealed record PeerGrowth(double Typical, double Band, int Accounts, string? Group);

/// <summary>The answer for one account.</summary>
/// <param name="Id">The account.</param>
/// <param name="Standing">The answer.</param>
/// <param name="Own">Its own symmetric growth; null without purchases in either year.</param>
/// <param name="Peers">What it was compared with; null when there were too few.</param>
public sealed record AccountGrowth(Guid Id, GrowthStanding Standing, double? Own, PeerGrowth? Peers);
