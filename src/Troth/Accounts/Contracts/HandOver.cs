using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts.Contracts;

/// <summary>Puts accounts into other hands by the rules of this room: who may, and the history that says who did.</summary>
public sealed class HandOver(TrothContext db, AssignAccount assign, Reader reader)
{
    /// <summary>Whether this reader gives accounts to sellers of this team and takes them from those.</summary>
    public bool MayMove(Guid? team) => AssignAccount.MayMove(reader, team);

    /// <summary>In the caller's transaction, if it has one.</summary>
    /// <exception cref="BusinessRuleException">Somebody else than <paramref name="from"/> looks after it by now.</exception>
    /// <exception cref="NotAllowedException">Not this reader's to give or take.</exception>
    public async Task Run(Guid account, Guid from, Guid to, CancellationToken cancel)
    {
        var now = await db.Accounts.AsNoTracking().Where(a => a.Id == account).Select(a => new { a.SellerId, a.Version, a.Name }).SingleOrDefaultAsync(cancel)
            ?? throw new NotFoundException(Words.Say("account.named", account));
        if (now.SellerId != from) throw new BusinessRuleException("account.inOtherHands", Words.Say("handOver.other", now.Name));
        await assign.Run(account.ToString(), new(to.ToString(), now.Version), cancel);
    }
}
