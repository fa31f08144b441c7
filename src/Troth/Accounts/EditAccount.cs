using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>
/// Changes what we know of an account. Everybody with the right may change every account, also one that a colleague looks after: inside a
/// company accounts are open, and the history says who changed what. Who looks after it is decided elsewhere (<see cref="AssignAccount"/>).
/// </summary>
public sealed class EditAccount(TrothContext db)
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
        input.Into(account, newParent);
        await db.SaveChangesAsync(cancel);
        return account;
    }

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
