using Troth.Accounts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Accounts;

/// <summary>Records for these rooms' tests, made as the program makes them.</summary>
public static class AccountSamples
{
    public static Task<Account> Account(this TestServer troth, string name, Action<Account>? fill = null) => troth.Database.Db(async db =>
    {
        var account = new Account(await db.Take<Account>(default), name);
        fill?.Invoke(account);
        db.Add(account);
        await db.SaveChangesAsync();
        return account;
    });

    public static Task<Seller> Seller(this TestServer troth, string name, Guid? team = null) => troth.Database.Db(async db =>
    {
        var seller = new Seller(await db.Take<Seller>(default), name) { TeamId = team };
        db.Add(seller);
        await db.SaveChangesAsync();
        return seller;
    });

    public static Task<Troth.Accounts.Team> Team(this TestServer troth, string name) => troth.Database.Db(async db =>
    {
        var team = new Troth.Accounts.Team(name);
        db.Add(team);
        await db.SaveChangesAsync();
        return team;
    });

    public static Task<Contact> Contact(this TestServer troth, string first, string last, params Account[] at) => troth.Database.Db(async db =>
    {
        var contact = new Contact(await db.Take<Contact>(default), first, last);
        db.Add(contact);
        foreach (var account in at) db.Add(new ContactRole { ContactId = contact.Id, AccountId = account.Id, Role = "Buyer" });
        await db.SaveChangesAsync();
        return contact;
    });

    public static Task<Order> Order(this TestServer troth, Account? account, DateOnly on, decimal sold, decimal returned = 0, string currency = "EUR") => troth.Database.Db(async db =>
    {
        var order = new Order { Number = await db.Take<Order>(default), AccountId = account?.Id, OrderedOn = on, Currency = currency };
        List<OrderLine> lines = [new() { OrderId = order.Id, LineNo = 1, Quantity = 1, UnitPrice = sold, Amount = sold, Description = "Pump" }];
        if (returned > 0) lines.Add(new() { OrderId = order.Id, LineNo = 2, Kind = LineKind.Return, Quantity = 1, UnitPrice = returned, Amount = returned, Description = "Hose" });
        (order.Sold, order.Returned, order.LineCount) = (sold, returned, lines.Count);
        db.Add(order);
        db.AddRange(lines);
        await db.SaveChangesAsync();
        return order;
    });
}
