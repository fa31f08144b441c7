using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;

namespace Troth.Book.Asked;

/// <summary>Takes back what was put down by mistake: it counts no more and stays to be read.</summary>
public sealed class WithdrawEstimate(TrothContext db, EstimateRights rights, CurrentCompany companies, LiveNews news, TimeProvider time)
{
    public async Task<PotentialEstimate> Run(string reference, Guid id, CancellationToken cancel)
    {
        var account = await rights.Account(reference, cancel);
        var estimate = await db.PotentialEstimates.SingleOrDefaultAsync(e => e.Id == id && e.AccountId == account.Id, cancel) ?? throw new NotFoundException(Words.Say("estimate.this"));
        if (estimate.EndedOn is not null) return estimate;
        estimate.EndedOn = await companies.Today(time, cancel);
        await db.SaveChangesAsync(cancel);
        news.Publish(Figures.BookTopics.Book);
        return estimate;
    }
}
