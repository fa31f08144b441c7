using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>
/// The last look before a plan is committed. An order goes before others only by a review that somebody who may has decided in this very
/// transaction; a promised day moves only where the ledger says, in this transaction, that the customer agreed to it, that a decision broke it, or
/// that it was promised elsewhere and moved there.
/// </summary>
public sealed class PromiseGate(TrothContext db, Actor actor) : IPlanGate
{
    public async Task Check(PlanTurn turn, IReadOnlyList<PromiseMove> moves, IReadOnlyList<InsertMade> inserts, CancellationToken cancel)
    {
        foreach (var insert in inserts)
        {
            var review = db.InsertReviews.Local.FirstOrDefault(r => r.Id == insert.Review);
            if (review is not { State: InsertState.Done } || db.Entry(review).State != EntityState.Modified || review.Decider != actor.UserId || !insert.Moving.Order().SequenceEqual(review.MovingOrders.Order()))
                throw new BusinessRuleException("insert.unreviewed", Words.Say("insert.unreviewed"));
            await WhoMayDecide.Check(db, actor.UserId, review, cancel);
        }
        foreach (var move in moves)
        {
            var order = db.ShopOrders.Local.FirstOrDefault(o => o.PlantId == turn.Plan.Plant && o.Number == move.ShopOrder)
                ?? await db.ShopOrders.FirstAsync(o => o.PlantId == turn.Plan.Plant && o.Number == move.ShopOrder, cancel);
            var promise = db.Promises.Local.FirstOrDefault(p => p.ShopOrder == order.Id) ?? await db.Promises.FirstOrDefaultAsync(p => p.ShopOrder == order.Id, cancel);
            if (promise is not { IsGuarded: true }) continue; // nobody was promised anything, or a decision or its day's end broke it
            if (promise is { IsOpen: false, Origin: PromiseOrigin.Inherited }) continue; // it goes where the system that promised it says, and no choice moves it
            if (db.InsertMoves.Local.Any(m => m.ShopOrder == order.Id && m.Outcome is not null && inserts.Any(i => i.Review == m.ReviewId))) continue;
            var agreed = db.ChangeTracker.Entries<PromiseTalk>().Any(t => t.State == EntityState.Added && t.Entity.PromiseId == promise.Id
                && t.Entity.Answer == PromiseAnswer.Agreed && t.Entity.ToDueOn == order.PromisedOn);
            // What was promised elsewhere moves where the system that promised it says so.
            var retold = promise.Origin == PromiseOrigin.Inherited && db.Entry(promise).Property(p => p.DueOn).IsModified && promise.DueOn == order.PromisedOn;
            if (!agreed && !retold) throw new BusinessRuleException("promise.notAgreed", Words.Say("promise.notAgreed", promise.Label));
        }
    }
}
