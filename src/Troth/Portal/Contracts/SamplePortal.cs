using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Portal.Contracts;

/// <summary>Fills the customer's pages of the sample company: some contacts are invited, and some have said how it went.</summary>
public sealed class SamplePortal(TrothContext db, TimeProvider time)
{
    private const int Accounts = 4;

    /// <param name="seller">Whose customers these are.</param>
    /// <param name="sellerName">Who invited them, and answered.</param>
    /// <param name="said">What they say, in turn: whether it is thanks, the words, and our answer if there is one.</param>
    public async Task Fill(Guid seller, string sellerName, IReadOnlyList<(bool Thanks, string Text, string? Answer)> said,
        CancellationToken cancel)
    {
        var orders = db.Set<Orders.Order>();
        var accounts = await db.Set<Account>().Where(a => a.SellerId == seller && a.EndedOn == null)
            .OrderByDescending(a => orders.Count(o => o.AccountId == a.Id)).ThenBy(a => a.Number).Take(Accounts).Select(a => a.Id)
                .ToListAsync(cancel);
        var now = time.GetUtcNow();
        var turn = 0;
        foreach (var account in accounts)
        {
            var people = await (from role in db.Set<ContactRole>()
                                join contact in db.Set<Contact>() on role.ContactId equals contact.Id
                                where role.AccountId == account && contact.Email != null && contact.EndedOn == null && role.EndedOn == null
                                orderby contact.Number
                                select contact).Take(2).ToListAsync(cancel);
            var last = await orders.Where(o => o.AccountId == account && o.ShippedOn != null).OrderByDescending(o => o.OrderedOn)
                .ThenByDescending(o => o.Number)
                .Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancel);
            foreach (var contact in people)
            {
                var invitation = new Invitation
                {
                    AccountId = account, ContactId = contact.Id, Email = contact.Email!, EmailKey = Invitation.KeyOf(contact.Email!),
                        InvitedAt = now.AddDays(-40 + turn), InvitedBy = sellerName,
                };
                if (turn % 3 != 2) invitation.SignedIn(now.AddDays(-39 + turn));
                db.Add(invitation);
                if (turn < said.Count)
                {
                    var (thanks, text, answer) = said[turn];
                    var at = now.AddDays(-2 - 3 * turn).AddHours(-turn);
                    var word = CustomerWord.Said(thanks ? WordKind.Thanks : WordKind.LetDown, account, contact.Id, contact.Name, last,
                        text, at);
                    if (answer is not null) word.Answered(sellerName, answer, at.AddHours(5));
                    db.Add(word);
                }
                turn++;
            }
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Removes it again: made up as well, and it would keep the accounts it is about.</summary>
    public async Task Forget(CancellationToken cancel)
    {
        await db.Set<CustomerWord>().ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().ExecuteDeleteAsync(cancel);
    }
}
