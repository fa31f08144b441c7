using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Portal.Access;

/// <summary>
/// For which customer this request reads: set once, by a sign-in that was checked against the database or by one of ours who looks at what
/// a customer sees. All that the customer's page shows is asked for through it, so nothing of another company can be in it. Until it is set
/// it answers nothing.
/// </summary>
public sealed class PortalReader(TrothContext db)
{
    private Seen? seen;

    public bool SignedIn => seen is { Preview: false };

    /// <summary>Whether it is known for which customer this request reads.</summary>
    public bool Set => seen is not null;

    /// <summary>One of ours looks at what the customer sees, and may change nothing.</summary>
    public bool Preview => Now.Preview;
    public Guid AccountId => Now.AccountId;
    public string Account => Now.Account;
    public Guid ContactId => Now.ContactId ?? throw new InvalidOperationException("A preview is nobody's.");
    public string Name => Now.Name;
    public Guid InvitationId => Now.InvitationId ?? throw new InvalidOperationException("A preview rests on no invitation.");
    public Guid SessionId => Now.SessionId ?? throw new InvalidOperationException("A preview is no session.");
    public string? Culture => seen?.Culture;
    public string? TimeZone => seen?.TimeZone;

    /// <summary>Where this customer's pages begin.</summary>
    public string Root => Now.Root;

    /// <summary>This customer's orders; pure returns are bookkeeping of ours. One taken here stays theirs, whatever a feed leaves out.</summary>
    public IQueryable<Order> Orders
    {
        get
        {
            var account = AccountId;
            return db.Orders.AsNoTracking().Where(o => o.AccountId == account && (o.EndedOn == null || o.BatchId == 0) && (o.Sold > 0 || o.Returned == 0));
        }
    }

    /// <summary>Lines of this customer's orders.</summary>
    public IQueryable<OrderLine> Lines
    {
        get
        {
            var orders = Orders;
            return db.OrderLines.AsNoTracking().Where(l => (l.EndedOn == null || l.BatchId == 0) && orders.Any(o => o.Id == l.OrderId));
        }
    }

    /// <summary>What this customer told us, whoever of them said it.</summary>
    public IQueryable<CustomerWord> Said
    {
        get
        {
            var account = AccountId;
            return db.CustomerWords.AsNoTracking().Where(w => w.AccountId == account);
        }
    }

    private Seen Now => seen ?? throw new InvalidOperationException("No customer reads here.");

    internal void SignIn(Guid session, Standing standing) => Fix(new(standing.AccountId, standing.Account, standing.ContactId,
        standing.Contact,
        standing.InvitationId, session, standing.Culture, standing.TimeZone, false, PortalRoutes.Root));

    internal void Looks(Guid account, string name, string label) =>
        Fix(new(account, name, null, "", null, null, null, null, true, $"/accounts/{label}/portal"));

    private void Fix(Seen who) => seen = seen is null || seen == who ? who
        : throw new InvalidOperationException("A request reads for one customer.");

    private sealed record Seen(Guid AccountId, string Account, Guid? ContactId, string Name, Guid? InvitationId, Guid? SessionId,
        string? Culture, string? TimeZone, bool Preview, string Root);
}
