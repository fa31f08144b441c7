using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Accounts.Contracts;

/// <summary>
/// Whether this reader sees, now, what is claimed about an account: its own seller does what they said themselves, the managers of that
/// seller's team and administrators what anybody ever said; nobody on a screen that is shared.
/// </summary>
public sealed class ClaimSight(Reader reader, ReaderSettings settings)
{
    /// <param name="seller">Who looks after the account.</param>
    /// <param name="team">That seller's team.</param>
    public bool Sees(Guid? seller, Guid? team) => SeesAll(team) || (reader.May(Right.SeeClaims) && !settings.SafeView && seller is not null && seller == reader.SellerId);

    /// <summary>Whether that includes the word of sellers who had the account earlier.</summary>
    /// <param name="team">The team of the seller who looks after the account.</param>
    public bool SeesAll(Guid? team) => reader.May(Right.SeeClaims) && !settings.SafeView
        && (reader.Is(Role.Administrator) || (reader.Is(Role.Manager) && (reader.TeamId is null || reader.TeamId == team)));
}
