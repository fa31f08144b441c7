using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;

namespace Troth.Effort;

/// <summary>Puts down what was said about an account's hours and its curve. One seller's hours are said one after the other, so that their sum stays within a month.</summary>
public sealed class SayEffort(TrothContext db, WhoseHours whose, Reader reader, CurrentCompany companies, LiveNews news, TimeProvider time)
{
    public async Task<AccountEffort> Run(string reference, AccountEffortInput input, CancellationToken cancel)
    {
        var (found, seller) = await whose.Account(reference, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Holds the seller's row until this is kept: whoever says hours of another account of theirs at this moment waits, and then counts these.
        await db.Sellers.Where(s => s.Id == seller.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version), cancel);
        var said = await db.AccountEfforts.FirstOrDefaultAsync(e => e.AccountId == found.Id, cancel);
        if (input.Version is { } version)
        {
            if (version != (said?.Version ?? 0)) throw new StaleEditException();
            if (said is not null) db.Expect(said, version);
        }

        var facts = await db.BuyingFacts.FirstOrDefaultAsync(f => f.AccountId == found.Id, cancel);
        var settings = await db.EffortSettings.AsNoTracking().FirstOrDefaultAsync(cancel) ?? new EffortSettings();
        var elsewhere = await (from effort in db.AccountEfforts
                               join account in db.AccountFacts on effort.AccountId equals account.Id
                               where effort.SellerId == seller.Id && account.SellerId == seller.Id && effort.AccountId != found.Id && effort.Hours != null
                               select effort.Hours!.Value).ToListAsync(cancel);
        if (input.Hours is { } hours and <= EffortSettings.MostHours && hours + elsewhere.Sum() > EffortSettings.MostHours)
            throw new BadInputException("hours", Words.Say("say.total", elsewhere.Sum(), EffortSettings.MostHours));
        if (said is null) db.Add(said = new AccountEffort { AccountId = found.Id });
        said.Say(input, seller.Id, facts?.Bought ?? 0, facts is null ? null : EffortCurve.CouldBuy(facts, settings), reader.Name, await companies.Today(time, cancel));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        news.Publish(EffortTopics.Hours);
        return said;
    }
}
