using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Tiers;

/// <summary>Whose tiers this reader sees, and which they may decide: sellers see those of their accounts, managers decide their team's, administrators all.</summary>
public sealed class TierSight(Reader reader, ReaderSettings settings)
{
    private bool SeesAll => reader.Is(Role.Administrator) || (reader.Is(Role.Manager) && reader.TeamId is null);

    private Guid? Team => reader.Is(Role.Manager) ? reader.TeamId : null;

    /// <summary>Whether the reader decides about any account.</summary>
    public bool Decides => reader.May(Right.DecideTiers);

    public bool MayDecide(Guid? team) => Decides && (SeesAll || (Team is not null && Team == team));

    public bool Sees(Guid? seller, Guid? team) => !settings.SafeView && reader.May(Right.SeeTiers)
        && (SeesAll || (Team is not null && Team == team) || (reader.SellerId is not null && reader.SellerId == seller));

    /// <exception cref="NotFoundException">On a screen that is shared there are no tiers.</exception>
    public IQueryable<TierStanding> Of(IQueryable<TierStanding> standings)
    {
        NotOnASharedScreen();
        Guid? team = Team, own = reader.SellerId;
        return SeesAll ? standings
            : team is null ? standings.Where(s => own != null && s.SellerId == own)
            : own is null ? standings.Where(s => s.TeamId == team) : standings.Where(s => s.TeamId == team || s.SellerId == own);
    }

    /// <summary>The same eyes for what was added up.</summary>
    public IQueryable<TierTotal> Of(IQueryable<TierTotal> totals)
    {
        NotOnASharedScreen();
        Guid? team = Team, own = reader.SellerId;
        return SeesAll ? totals
            : team is null ? totals.Where(s => own != null && s.SellerId == own)
            : own is null ? totals.Where(s => s.TeamId == team) : totals.Where(s => s.TeamId == team || s.SellerId == own);
    }

    public void NotOnASharedScreen()
    {
        if (settings.SafeView) throw new NotFoundException(Words.Say("this"));
    }
}
