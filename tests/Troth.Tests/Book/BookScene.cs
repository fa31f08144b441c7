using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Figures;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Tests.Book;

/// <summary>A small book whose truth is known: many accounts alike that buy about what they could, and a few that stand out.</summary>
public sealed class BookScene
{
    public static readonly DateOnly AsOf = new(2025, 5, 31);
    public const int Alike = 60;

    public required Guid Seller { get; init; }
    public required Guid Colleague { get; init; }
    public required Guid Team { get; init; }

    /// <summary>Buys as much as its peers.</summary>
    public required Guid Solid { get; init; }

    /// <summary>Buys a twentieth of what its peers buy; the seller claims it is great.</summary>
    public required Guid Claimed { get; init; }

    /// <summary>Buys as little, and nobody claims anything.</summary>
    public required Guid Quiet { get; init; }

    /// <summary>Bought nothing in twelve months.</summary>
    public required Guid Gone { get; init; }

    /// <summary>Nothing is known about it but its purchases.</summary>
    public required Guid Stranger { get; init; }
    public required Guid Claim { get; init; }

    /// <param name="db">An empty book.</param>
    /// <param name="seller">The seller of the accounts that stand out; made when null.</param>
    public static async Task<BookScene> Make(TrothContext db, Guid? seller = null)
    {
        var team = new Troth.Accounts.Team("North");
        db.Add(team);
        if (seller is null) db.Add(new Seller(await Number(db, "sellers"), "Maria Keller") { Id = (seller = Guid.CreateVersion7()).Value, TeamId = team.Id });
        else (await db.Sellers.SingleAsync(s => s.Id == seller)).TeamId = team.Id;
        var colleague = new Seller(await Number(db, "sellers"), "Olaf Other");
        db.Add(colleague);
        for (var i = 0; i < Alike; i++)
        {
            var peer = await Account(db, $"Peer {i:00} Works", colleague.Id, 1_000_000 + 1_000 * i);
            var amount = 40_000 + 200 * (i * 37 % Alike);
            await Order(db, peer, AsOf.AddDays(-(i * 5 % 300)), amount);
            await Order(db, peer, AsOf.AddMonths(-14), amount);
        }
        var solid = await Account(db, "Solid Steel", seller.Value, 1_020_000);
        await Order(db, solid, AsOf, 50_000);
        await Order(db, solid, AsOf.AddMonths(-13), 50_000);
        var claimed = await Account(db, "Claimed Castings", seller.Value, 1_030_000);
        await Order(db, claimed, AsOf.AddMonths(-2), 2_000);
        await Order(db, claimed, AsOf.AddMonths(-14), 2_500);
        var quiet = await Account(db, "Quiet Quarry", seller.Value, 1_010_000);
        await Order(db, quiet, AsOf.AddMonths(-3), 2_000);
        await Order(db, quiet, AsOf.AddMonths(-15), 2_100);
        var gone = await Account(db, "Gone Gears", seller.Value, 1_015_000);
        await Order(db, gone, AsOf.AddMonths(-20), 9_000);
        var stranger = new Account(await Number(db, "accounts"), "Stranger & Sons");
        stranger.LookedAfterBy(seller);
        db.Add(stranger);
        await Order(db, stranger, AsOf.AddMonths(-1), 7_000);
        var claim = new Claim(claimed.Id, seller, 5, new DateOnly(2025, 5, 3), DateTimeOffset.UnixEpoch.AddYears(55), "Maria Keller");
        db.Add(claim);
        await db.SaveChangesAsync();
        return new BookScene
        {
            Seller = seller.Value, Colleague = colleague.Id, Team = team.Id, Solid = solid.Id, Claimed = claimed.Id, Quiet = quiet.Id, Gone = gone.Id, Stranger = stranger.Id,
            Claim = claim.Id,
        };
    }

    public static async Task<Account> Account(TrothContext db, string name, Guid? seller, decimal revenue)
    {
        var account = new Account(await Number(db, "accounts"), name) { Industry = "Steel", Segment = "Middle" };
        account.SizeIs((int)(revenue / 10_000), revenue, "EUR", 1990);
        account.LookedAfterBy(seller);
        db.Add(account);
        return account;
    }

    public static async Task<Order> Order(TrothContext db, Account account, DateOnly day, decimal sold, string currency = "EUR", decimal returned = 0)
    {
        var order = new Order { Number = await Number(db, "orders"), AccountId = account.Id, OrderedOn = day, Currency = currency, Sold = sold, Returned = returned, LineCount = 1 };
        db.Add(order);
        return order;
    }

    /// <summary>The figure shown now.</summary>
    public static async Task<BookFigure> Figure(TrothContext db, Guid account)
    {
        var shown = await db.BookStates.AsNoTracking().Select(s => s.Generation).SingleAsync();
        return await db.BookFigures.AsNoTracking().SingleAsync(f => f.Generation == shown && f.AccountId == account);
    }

    public static Task<bool> Recompute(IServiceProvider services) => services.GetRequiredService<RecomputeBook>().IfChanged(default);

    private static Task<long> Number(TrothContext db, string of) => db.Take(of, 1, default);
}
