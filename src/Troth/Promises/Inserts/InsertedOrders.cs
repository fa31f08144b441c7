using Microsoft.EntityFrameworkCore;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>Tells which orders went before others by an insert review.</summary>
public sealed class InsertedOrders(TrothContext db) : IOrdersPutBefore
{
    public async Task<IReadOnlyCollection<Guid>> Among(IReadOnlyCollection<Guid> accounts, CancellationToken cancel) =>
        await (from review in db.InsertReviews.AsNoTracking()
               join order in db.ShopOrders on review.ShopOrder equals (Guid?)order.Id
               where accounts.Contains(review.AccountId) && review.State == InsertState.Done && order.OrderId != null
               select order.OrderId!.Value).ToListAsync(cancel);
}
