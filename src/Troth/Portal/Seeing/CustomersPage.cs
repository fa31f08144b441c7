using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Mail;
using Troth.Portal.Access;
using Troth.Promises.Contracts;

namespace Troth.Portal.Seeing;

/// <summary>Tells the promise desk who of an account can be sent to the customer's page, and where there.</summary>
public sealed class CustomersPage(TrothContext db, OwnAddress address) : ICustomersPage
{
    private const int Most = 50;

    public async Task<IReadOnlyList<PageReader>> Readers(Guid account, CancellationToken cancel) => await db.StandingInvitations.Where(i => i.AccountId == account)
        .OrderBy(i => i.Contact).ThenBy(i => i.ContactId).Take(Most).Select(i => new PageReader(i.ContactId, i.Contact, i.Email)).ToListAsync(cancel);

    public Task<Guid?> Invitation(Guid account, Guid contact, CancellationToken cancel) => db.Invitations.AsNoTracking()
        .Where(i => i.AccountId == account && i.ContactId == contact && i.EndedAt == null).OrderByDescending(i => i.InvitedAt).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancel);

    public string Address(string label) => address.Of($"{PortalRoutes.Root}/{(label.StartsWith('Q') ? "quotes" : "orders")}/{label}");

    public string Question(Guid question) => address.Of($"{PortalRoutes.Root}/questions/{question}");
}
