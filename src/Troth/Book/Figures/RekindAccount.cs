using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book.Asked;
using Troth.Book.Questions;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>
/// Takes a new claim, or a new word on what it could buy, into the figure of its account: nothing but these, the kind and the question changes.
/// </summary>
public static class RekindAccount
{
    /// <param name="db">Changes are left to be saved.</param>
    /// <param name="accountId">Whose claim changed.</param>
    /// <param name="unsaved">A claim that is about to be saved with them.</param>
    /// <param name="time">What day it is.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task Run(TrothContext db, Guid accountId, Claim? unsaved, TimeProvider time, CancellationToken cancel)
    {
        if (await db.BookStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } state) return;
        if (await db.BookFigures.SingleOrDefaultAsync(f => f.Generation == state.Generation && f.AccountId == accountId, cancel) is not { } figure) return;
        // Went to another seller since: the figures are about to be computed anew, and until then the earlier seller must not read this one's word.
        if (await db.Accounts.AsNoTracking().Where(a => a.Id == accountId).Select(a => a.SellerId).SingleOrDefaultAsync(cancel) != figure.SellerId) return;
        var newest = await ReadBook.Standing(db, accountId, figure.SellerId, unsaved is null ? null
            : new BookClaim(unsaved.Id, accountId, unsaved.SellerId, unsaved.Step, unsaved.ClaimedOn, unsaved.RecordedAt, unsaved.ClaimedBy, unsaved.BatchId), cancel);
        var companies = new CurrentCompany(db);
        var today = await companies.Today(time, cancel);
        var said = await SaidPotential.Of(db, accountId, state.Currency, today, cancel);
        if (newest?.Id == figure.ClaimId && said.Counts(figure.Formula is not null) is var counts && Same(figure, counts)) return;

        var kind = figure.Kind;
        if (newest?.Id != figure.ClaimId && figure.ClaimId is { } before && await db.ClaimQuestions.SingleOrDefaultAsync(q => q.ClaimId == before, cancel) is { } old) old.Close(today);
        db.Add(TotalsInTheMaking.Of(figure, -1));
        figure.CouldBuy(said);
        figure.Claims(newest, state.Threshold);
        if (kind == RelationshipKind.SmokeScreen && figure.Kind != kind && figure.ClaimId is { } settled && await db.ClaimQuestions.SingleOrDefaultAsync(q => q.ClaimId == settled, cancel) is { } over)
            over.Close(today);
        if (figure.Kind == RelationshipKind.SmokeScreen) await Ask(db, figure, state, today, (await companies.Find(cancel))?.QuestionDays ?? Company.UsualQuestionDays, cancel);
        db.Add(TotalsInTheMaking.Of(figure, 1));
    }

    private static bool Same(BookFigure figure, SaidEstimate? counts)
    {
        var asIs = (figure.Potential, figure.PotentialSource, figure.PotentialOn, figure.PotentialUntil);
        return counts is null || figure.MissingRates is not null ? figure.PotentialOn is null
            : asIs == (Math.Max(counts.Amount, figure.Bought), counts.Source, counts.GivenOn, counts.ExpiresOn);
    }

    private static async Task Ask(TrothContext db, BookFigure figure, BookState state, DateOnly today, int sellersDays, CancellationToken cancel)
    {
        var question = await db.ClaimQuestions.SingleOrDefaultAsync(q => q.ClaimId == figure.ClaimId, cancel);
        if (question is null)
            db.Add(question = RaiseQuestions.New(figure, await RaiseQuestions.Since(db, figure, today, sellersDays, cancel), state.AsOf!.Value, state.Currency));
        else question.AskAgain(today, sellersDays, RaiseQuestions.Facts(figure, state.AsOf!.Value, state.Currency));
        figure.AskedOn = question.AskedOn;
    }
}
