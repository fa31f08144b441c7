using Troth.Identity;
using Troth.Platform.Data;

namespace Troth.Accounts;

/// <summary>Adds an account by hand. A seller's new account is looked after by that seller.</summary>
public sealed class CreateAccount(TrothContext db, Reader reader)
{
    public async Task<Account> Run(AccountInput input, CancellationToken cancel)
    {
        var parent = await db.TypedAccount("parent", input.Parent, cancel);
        input.Into(new Account(0, "rehearsal"), parent?.Id); // so that everything wrong is told at once, and no number is spent on it
        var account = new Account(await db.Take<Account>(cancel), input.Name);
        input.Into(account, parent?.Id);
        account.LookedAfterBy(reader.SellerId);
        db.Add(account);
        await db.SaveChangesAsync(cancel);
        return account;
    }
}
