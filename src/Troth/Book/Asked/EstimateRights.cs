using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Book.Asked;

/// <summary>Who puts down what an account could buy: its seller, the manager of that seller's team, administrators. Everybody else reads.</summary>
public sealed class EstimateRights(TrothContext db, Reader reader, ReaderSettings settings)
{
    /// <summary>Who sees the Book, unless others look at the screen.</summary>
    public bool Sees => reader.May(Right.SeeBook) && !settings.SafeView;

    /// <param name="seller">Who looks after the account.</param>
    /// <param name="team">That seller's team.</param>
    public bool May(Guid? seller, Guid? team) => reader.May(Right.EstimatePotential)
        && (reader.Is(Role.Administrator) || (seller is not null && seller == reader.SellerId)
            || (reader.Is(Role.Manager) && (reader.TeamId is null || reader.TeamId == team)));

    /// <summary>The account, when the reader may.</summary>
    /// <exception cref="NotFoundException">There is no such account, or others look at the screen.</exception>
    /// <exception cref="NotAllowedException">Somebody else looks after it.</exception>
    public async Task<AccountFacts> Account(string reference, CancellationToken cancel)
    {
        if (settings.SafeView) throw new NotFoundException(Words.Say("estimate.list"));
        var account = await db.AccountCalled(reference, cancel) ?? throw new NotFoundException(Words.Say("estimate.account", reference));
        if (!await MayOf(account, cancel)) throw new NotAllowedException(Words.Say("estimate.notYours", account.Name));
        return account;
    }

    public async Task<bool> MayOf(AccountFacts account, CancellationToken cancel) => May(account.SellerId,
        account.SellerId is { } seller ? await db.SellerFacts.Where(s => s.Id == seller).Select(s => s.TeamId).FirstOrDefaultAsync(cancel) : null);
}
