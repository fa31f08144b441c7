using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Figures;
using Troth.Book.WhiteSpace;
using Troth.Browser.Tests.Gallery;
using Troth.Doubles;
using Troth.Identity;
using Troth.Import;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Portal;
using Troth.Portal.Access;
using Troth.Promises;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Sample;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Schedule.Trying;
using Troth.Tests.Harness;
using Troth.Trading;

namespace Troth.Browser.Tests.Journeys;

/// <summary>All that looks at the sample company looks at one, in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class Journeys : ICollectionFixture<SampleServer>, ICollectionFixture<Chromium>
{
    public const string Name = "The sample company in a browser";
}

/// <summary>Troth as it first starts: nobody, and no company.</summary>
public sealed class NewServer : SampleServer
{
    protected override Task Seed(IServiceProvider services) => Task.CompletedTask;
}

/// <summary>The real program with its sample company, and windows where its people have signed in.</summary>
public class SampleServer() : TestServer(new SqliteDatabase())
{
    public const int Screen = 1366, Phone = 390;

    /// <summary>An account of the seller's with many orders, as its address names it.</summary>
    public Task<string> Account() => Database.Db(async db => (await db.Accounts.Where(a => a.SellerId == UserOf(Role.Seller).SellerId)
        .OrderByDescending(a => db.Set<Order>().Count(o => o.AccountId == a.Id)).ThenBy(a => a.Number).FirstAsync()).Label);

    public Task<string> Seller() => Database.Db(async db => (await db.Sellers.OrderBy(s => s.Number).FirstAsync()).Label);

    /// <summary>Somebody of the manager's team.</summary>
    public Task<string> OneOfTheTeam() => Database.Db(async db => (await db.Sellers.Where(s => s.TeamId == UserOf(Role.Manager).TeamId).OrderBy(s => s.Number).FirstAsync()).Label);

    /// <summary>A family that an account does not buy and similar ones do.</summary>
    public Task<(string Account, string Family)> Gap() => Database.Db(async db =>
    {
        var shown = await db.BookStates.Select(s => s.Generation).SingleAsync();
        var gap = await db.BookGaps.Where(g => g.Generation == shown).OrderByDescending(g => g.Expected).FirstAsync();
        return ($"A-{gap.Number}", gap.Family);
    });

    /// <summary>A change of an account that can be taken back.</summary>
    public Task<Guid> ChangeOfAccount() => Database.Db(async db =>
    {
        var account = await db.Accounts.OrderByDescending(a => a.Number).FirstAsync();
        Task<Guid> Last() => db.Changes.Where(c => c.RecordId == account.Id && c.Action == "updated").OrderByDescending(c => c.At).Select(c => c.Id).FirstOrDefaultAsync();
        if (await Last() is var there && there != Guid.Empty) return there;
        account.Phone = "+43 1 5550 123";
        await db.SaveChangesAsync();
        return await Last();
    });

    public Task<string> Contact() => Database.Db(async db => (await db.Contacts.OrderBy(c => c.Number).FirstAsync()).Label);

    public Task<string> Order() => Database.Db(async db => (await db.Orders.OrderByDescending(o => o.LineCount).ThenBy(o => o.Number).FirstAsync()).Label);

    /// <summary>Somebody of that account who is invited to its page.</summary>
    public Task<Invitation> Invited() => Database.Db(async db =>
    {
        var account = Reference.Parse("A", await Account()).Number;
        return await db.Invitations.Where(i => db.Set<Account>().Any(a => a.Id == i.AccountId && a.Number == account)).OrderBy(i => i.InvitedAt).FirstAsync();
    });

    /// <summary>An order of that account with several lines, as its customer's address names it.</summary>
    public Task<string> OrderOfCustomer() => Database.Db(async db =>
    {
        var account = (await Invited()).AccountId;
        return (await db.Set<Order>().Where(o => o.AccountId == account && o.LineCount > 2).OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).FirstAsync()).Label;
    });

    /// <summary>What a link that was mailed to them carries.</summary>
    public Task<string> CustomerLink() => Database.Db(async db =>
    {
        var secret = PortalSecret.New();
        db.Add(new PortalLink { InvitationId = (await Invited()).Id, Hash = PortalSecret.Hash(secret), EndsAt = Clock.GetUtcNow().AddDays(1) });
        await db.SaveChangesAsync();
        return secret;
    });
    public Task<string> Promise() => Database.Db(async db => (await db.Promises.OrderBy(p => p.Number).FirstAsync()).Label);

    /// <summary>A quote that was sent to the customer who looks at their page.</summary>
    public Task<string> Quote() => Database.Db(async db =>
    {
        var (now, invited, product) = (Clock.GetUtcNow(), await Invited(), await db.Products.OrderBy(p => p.Code).FirstAsync());
        if (await db.Quotes.FirstOrDefaultAsync(q => q.AccountId == invited.AccountId && q.ContactId == invited.ContactId && q.State == QuoteState.Sent && q.HeldUntil > now)
            is { } there) return there.Label;
        var quote = new Quote
        {
            Number = await db.Take<Quote>(default), AccountId = invited.AccountId, ContactId = invited.ContactId, SellerId = UserOf(Role.Seller).SellerId, Plant = Plant.TheFirst, Channel = SalesChannel.InsideSales, Currency = "EUR",
            MadeAt = now, MadeOn = DateOnly.FromDateTime(now.UtcDateTime), HeldUntil = now.AddDays(2),
        };
        quote.Sent(now);
        var order = new ShopOrder
        {
            Number = await db.Take<ShopOrder>(default), PlantId = quote.Plant, ProductId = product.Id, Quantity = 40, ClassId = Guid.CreateVersion7(), State = ShopOrderState.Held, Origin = ShopOrderOrigin.Quoted, EnteredAt = now, TimeZone = "Europe/Berlin",
        };
        db.AddRange(quote, order, new QuoteLine { QuoteId = quote.Id, LineNo = 1, ProductId = product.Id, Quantity = 40, UnitPrice = 12.5m, PromisedOn = quote.MadeOn.AddDays(9), ShopOrder = order.Id });
        await db.SaveChangesAsync();
        return quote.Label;
    });

    /// <summary>An open insert review, in which the customer who looks at their page was asked.</summary>
    public Task<(string Review, Guid Question)> Insert() => Database.Db(async db =>
    {
        var (now, invited) = (Clock.GetUtcNow(), await Invited());
        if (await db.InsertMoves.FirstOrDefaultAsync(m => m.AccountId == invited.AccountId && m.Consent == InsertConsent.Asked) is { } there)
            return ((await db.InsertReviews.FirstAsync(r => r.Id == there.ReviewId)).Label, there.Id);
        var order = await db.ShopOrders.Where(o => o.State == ShopOrderState.Firm && o.PromisedOn != null).OrderBy(o => o.Number).FirstAsync();
        var gains = await db.Accounts.OrderBy(a => a.Number).FirstAsync(a => a.Id != invited.AccountId);
        var review = new InsertReview
        {
            Number = await db.Take<InsertReview>(default), Plant = Plant.TheFirst, AccountId = gains.Id, SellerId = gains.SellerId, ProductId = order.ProductId, Quantity = 40,
            WantedOn = order.PromisedOn!.Value, GivenOn = order.PromisedOn.Value.AddDays(9), TimeZone = "Europe/Berlin", TransitDays = 1, UnitPrice = 42.5m, Currency = "EUR",
            Plea = "Their line stands still until these arrive.", AskedBy = "Maria Vogt", AskedAt = now, Possible = true, PlanVersion = 1, Moving = $"{order.Number}",
        };
        var move = new InsertMove
        {
            ReviewId = review.Id, ShopOrder = order.Id, ShopOrderNumber = order.Number, AccountId = invited.AccountId, SellerId = order.SellerId,
            FromOn = order.PromisedOn.Value, ToOn = order.PromisedOn.Value.AddDays(5),
        };
        move.Asked(now, review.AskedBy);
        db.AddRange(review, move);
        await db.SaveChangesAsync();
        return (review.Label, move.Id);
    });

    public Task<Guid> Product() => Database.Db(async db => (await db.Products.OrderBy(p => p.Code).FirstAsync()).Id);

    /// <summary>A calendar and a work center, made when the sample has none.</summary>
    public Task<Guid> Calendar() => Database.Db(async db =>
    {
        if (await db.ShopCalendars.OrderBy(c => c.Id).FirstOrDefaultAsync() is { } known) return known.Id;
        var calendar = new ShopCalendar { Name = "Day shift" };
        calendar.Works([new Shift(0, new(8, 0), new(16, 0))]);
        db.Add(calendar);
        await db.SaveChangesAsync();
        return calendar.Id;
    });

    public Task<Guid> WorkCenter() => Database.Db(async db =>
    {
        if (await db.WorkCenters.OrderBy(c => c.Id).FirstOrDefaultAsync() is { } known) return known.Id;
        var center = new WorkCenter { Code = "SAW", Name = "Saws" };
        db.Add(center);
        await db.SaveChangesAsync();
        return center.Id;
    });
    /// <summary>A promised shop order with its first operation yet to begin.</summary>
    public Task<string> ShopOrder() => Database.Db(async db => (await db.ShopOrders.Where(o => o.State == ShopOrderState.Firm && o.Origin == ShopOrderOrigin.Quoted).OrderByDescending(o => o.Number).FirstAsync()).Label);

    /// <summary>What if the shop worked on a Saturday: kept for its scheduler.</summary>
    public Task<string> Scenario() => Database.Db(async db =>
    {
        var owner = UserOf(Role.Scheduler).Id;
        if (await db.Scenarios.FirstOrDefaultAsync(s => s.Owner == owner) is { } known) return known.Label;
        var (now, plant) = (Database.Clock.GetUtcNow(), await db.PlanHeads.Select(h => h.PlantId).FirstAsync());
        var made = new Scenario { Number = await db.Take<Scenario>(default), Owner = owner, Plant = plant, Name = "Saturdays", UsedAt = now };
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(7);
        made.Add(new(ChangeKind.Shift) { Calendar = (await db.ShopCalendars.FirstAsync()).Id, From = day, To = day.AddDays(21), On = [6], Opens = new(6, 0), Closes = new(14, 0) });
        db.Add(made);
        await db.SaveChangesAsync();
        return made.Label;
    });

    /// <summary>An account that is in here twice and one that is three times, found.</summary>
    public async Task<string> Doubles()
    {
        await Database.Db(async db =>
        {
            if (await db.DoublePairs.AnyAsync()) return;
            var known = await db.Accounts.AsNoTracking().Where(a => a.Address.Street != null && a.Phone != null).OrderBy(a => a.Number).Take(2).ToListAsync();
            foreach (var (account, name) in new[] { (known[0], known[0].Name.ToUpperInvariant()), (known[1], known[1].Name.ToUpperInvariant()), (known[1], known[1].Name.Replace(" ", "  ", StringComparison.Ordinal)) })
            {
                var there = account.Address;
                db.Add(new Account(await db.Take<Account>(default), name)
                {
                    Phone = account.Phone, Website = account.Website, Address = new Address { Street = there.Street?.ToUpperInvariant(), City = there.City, PostalCode = there.PostalCode, Country = there.Country },
                });
            }
            await db.SaveChangesAsync();
        });
        while (!await Services.GetRequiredService<SearchDoubles>().Run(DoubleKind.Accounts, default)) await Task.Delay(50); // the server's own search is under way
        await Services.GetRequiredService<RecomputeBook>().IfChanged(default); // now, and not while somebody looks
        return "/duplicates";
    }

    /// <summary>A proposal of the manager's team with an account that changes hands and is talked about.</summary>
    public Task<(string Board, string Account)> Board() => Database.Db(async db =>
    {
        if (await db.TradeBoards.FirstOrDefaultAsync() is { } known)
        {
            var move = await db.TradeMoves.Where(m => m.BoardId == known.Id).Join(db.Accounts, m => m.AccountId, a => a.Id, (m, a) => a.Number).FirstAsync();
            return (known.Label, $"A-{move}");
        }
        var (now, team) = (Database.Clock.GetUtcNow(), UserOf(Role.Manager).TeamId);
        var sellers = await db.Sellers.Where(s => s.TeamId == team && s.Active).OrderBy(s => s.Number).Take(2).ToListAsync();
        var account = await db.Accounts.Where(a => a.SellerId == sellers[0].Id).OrderBy(a => a.Number).FirstAsync();
        var board = new TradeBoard
        {
            Number = await db.Take<TradeBoard>(default), Name = "Better balance", TeamId = team, MadeBy = "Ingrid Solheim", MadeAt = now, AsOf = DateOnly.FromDateTime(now.UtcDateTime), Currency = "EUR",
            MostMoves = 12, Stays = 60, Afresh = 20, Least = 80, Most = 120, HourCosts = 800, HoursSaid = 0, MinutesAnAccount = 90, MinutesAnOrder = 30, Accounts = 40, Staying = 30, Now = 900_000, Proposed = 921_500, Bound = 925_000,
        };
        db.Add(board);
        foreach (var seller in sellers)
        {
            db.Add(new TradeLoad { BoardId = board.Id, SellerId = seller.Id, Accounts = 20, Minutes = seller == sellers[0] ? 4_200 : 1_900, Least = 2_400, Most = 3_600 });
            db.Add(new TradeFit { BoardId = board.Id, SellerId = seller.Id, Field = "", Share = .42, Low = .35, High = .5, Accounts = 12 });
        }
        var moved = new TradeMove { BoardId = board.Id, AccountId = account.Id, Field = "", FromId = sellers[0].Id, ProposedToId = sellers[1].Id, Potential = 80_000, Bought = 6_000, Minutes = 150, HoursSaid = false, ShareNow = .075 };
        moved.Goes(sellers[1].Id, .21);
        moved.WillBeTold("Somebody who knows your line looks after you from now on.", sellers[0].Id, board.AsOf.AddDays(9));
        db.Add(moved);
        await db.SaveChangesAsync();
        db.Add(new TradeRemark { Id = Guid.CreateVersion7(), MoveId = moved.Id, By = sellers[0].Name, At = now, Text = "Fine, after the fair." });
        await db.SaveChangesAsync();
        return (board.Label, $"A-{account.Number}");
    });

    public Task<Guid> Press() => Database.Db(async db => (await db.WorkCenters.OrderBy(c => c.Code).FirstAsync()).Id);

    public Task<int> Import() => Database.Db(db => db.ImportRuns.MaxAsync(r => r.Id));

    /// <summary>Files that were sent and wait to be looked over, as their address names them.</summary>
    public async Task<string> Draft() =>
        (await As(Role.Administrator).Upload("/import", "files", "accounts.csv", "key,name,city\n1,Northgate,Leeds\n"u8.ToArray())).Location!;

    /// <summary>A browser window where a user of this role has signed in; null: nobody has.</summary>
    public Task<IBrowserContext> Open(Chromium chromium, Role? role, int width = Screen, ColorScheme scheme = ColorScheme.Light) =>
        Open(chromium, role is { } known ? As(known) : Visitor(), width, scheme);

    /// <summary>A browser window in which a page is looked at by whom it is for.</summary>
    public async Task<IBrowserContext> OpenFor(SeenPage seen, Chromium chromium, int width, ColorScheme scheme) => seen.Customer
        ? await Open(chromium, await As(await Invited()), width, scheme)
        : await Open(chromium, seen.As, width, scheme);

    private async Task<IBrowserContext> Open(Chromium chromium, TestClient client, int width, ColorScheme scheme)
    {
        var window = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(), ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB", TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = width, Height = width == Phone ? 844 : 860 },
        });
        await window.AddCookiesAsync((await client.GetCookies()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = Address.ToString() }));
        return window;
    }

    protected override bool ComputesByItself => true;

    /// <summary>The sample company as a first start makes it, with its figures.</summary>
    protected override async Task Seed(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CreateSample>().Run(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<RecomputeBook>().IfChanged(CancellationToken.None);
        foreach (var user in await scope.ServiceProvider.GetRequiredService<TrothContext>().Users.ToListAsync())
            Is(user.Roles.Single(), user);
    }
}
