using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Accounts;

/// <summary>
/// Changes what we know of an account. Everybody with the right may change every account, also one that a colleague looks after: inside a
/// company accounts are open, and the history says who changed what. Who looks after it is decided elsewhere (<see cref="AssignAccount"/>).
/// What promised days depend on is given once by anybody, and changed by schedulers, managers and administrators.
/// </summary>
public sealed class EditAccount(TrothContext db, Reader reader, Actor actor)
{
    private const int DeepestTree = 50;

    /// <param name="change">From the account as it is now to what it shall be.</param>
    public async Task<Account> Run(string reference, Func<AccountInput, AccountInput> change, CancellationToken cancel)
    {
        var account = await db.Account(reference, cancel);
        var parent = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == account.ParentId, cancel);
        var now = AccountInput.Of(account, parent?.Label);
        var input = change(now);
        if (input.Version != account.Version) throw new StaleEditException();
        db.Expect(account, input.Version);
        var newParent = input.Parent == now.Parent ? parent?.Id : (await db.TypedAccount("parent", input.Parent, cancel))?.Id;
        if (newParent is not null && newParent != account.ParentId) await KeepTree(account, newParent.Value, cancel);
        var (zone, transit, receives) = (account.TimeZone, account.TransitDays, account.ReceivesOn);
        input.Into(account, newParent);
        if ((Changed(zone, account.TimeZone) || Changed(transit, account.TransitDays) || Changed(receives, account.ReceivesOn)) && !MayMoveDays)
            throw new NotAllowedException(Words.Say("days.notYours", account.Name));
        await db.SaveChangesAsync(cancel);
        return account;
    }

    private bool MayMoveDays => actor.UserId is null || reader.Is(Role.Scheduler) || reader.Is(Role.Manager) || reader.Is(Role.Administrator);

    private static bool Changed<T>(T was, T now) => was is not null && !Equals(was, now);

    private async Task KeepTree(Account account, Guid newParent, CancellationToken cancel)
    {
        Guid? above = newParent;
        for (var depth = 0; above is not null; depth++)
        {
            if (above == account.Id)
                throw new BadInputException("parent", depth == 0 ? Words.Say("parent.own") : Words.Say("parent.circle"));
            if (depth == DeepestTree) throw new BadInputException("parent", Words.Say("parent.deep", DeepestTree));
            above = await db.Accounts.AsNoTracking().Where(a => a.Id == above).Select(a => a.ParentId).FirstOrDefaultAsync(cancel);
        }
    }
}
