using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Mail;
using Troth.Portal;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Portal;

/// <summary>A customer with a contact who is invited, and an order.</summary>
public sealed record Customer(Account Account, Contact Contact, Invitation Invitation, Order Order)
{
    public string Email => Invitation.Email;
}

public static partial class PortalScene
{
    private static int count;

    /// <summary>A customer whose every text holds <paramref name="name"/>, so that it is known anywhere.</summary>
    public static async Task<Customer> Customer(this TestServer troth, string name)
    {
        var mail = $"{name}.{Interlocked.Increment(ref count)}@customer.example".ToLowerInvariant();
        var account = await troth.Account(name + " Works", a => a.LookedAfterBy(troth.SellerId));
        var contact = await troth.Contact("Kim", name, account);
        await troth.Database.Db(async db =>
        {
            (await db.Contacts.SingleAsync(c => c.Id == contact.Id)).Email = mail;
            await db.SaveChangesAsync();
        });
        var invitation = await troth.Invite(account, contact, mail);
        var order = await troth.OrderOf(account, name + "-PO", DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime).AddDays(20));
        await troth.Database.Db(async db =>
        {
            db.Add(CustomerWord.Said(WordKind.Thanks, account.Id, contact.Id, contact.Name, order.Id, name + " says thanks",
                troth.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        return new(account, contact, invitation, order);
    }

    public static Task<Invitation> Invite(this TestServer troth, Account account, Contact contact, string mail) =>
        troth.Database.Db(async db =>
    {
        var invitation = new Invitation { AccountId = account.Id, ContactId = contact.Id, Email = mail, EmailKey = mail,
            InvitedAt = troth.Clock.GetUtcNow(), InvitedBy = "Sam Seller" };
        db.Add(invitation);
        await db.SaveChangesAsync();
        return invitation;
    });

    public static Task<Order> OrderOf(this TestServer troth, Account account, string reference, DateOnly? promised,
        DateOnly? shipped = null) => troth.Database.Db(async db =>
    {
        var order = new Order
        {
            Number = await Troth.Platform.Data.Numbers.Take<Order>(db, default), AccountId = account.Id,
                OrderedOn = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime).AddDays(-10), Currency = "EUR",
                CustomerReference = reference,
            Sold = 100, LineCount = 1,
        };
        db.Add(order);
        db.Add(new OrderLine { OrderId = order.Id, LineNo = 1, Quantity = 2, UnitPrice = 50, Amount = 100,
            Description = reference + " pump", PromisedOn = promised, ShippedOn = shipped });
        await db.SaveChangesAsync();
        return order;
    });

    /// <summary>Sends what waits; without a server mails are files.</summary>
    public static async Task SendMails(this TestServer troth)
    {
        await using var scope = troth.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMails>().Run(default);
    }

    /// <summary>The links of the newest mail to an address, as their reader would follow them.</summary>
    public static IReadOnlyList<string> Links(this TestServer troth, string email)
    {
        var folder = Directory.CreateDirectory(Path.Combine(troth.Database.Folder, "mail"));
        var mail = folder.GetFiles("*.eml").Select(f => File.ReadAllText(f.FullName))
            .Where(m => m.Contains($"To: {email}", StringComparison.Ordinal)).ToList();
        if (mail.Count == 0) return [];
        var newest = folder.GetFiles("*.eml").OrderBy(f => f.Name).Select(f => File.ReadAllText(f.FullName))
            .Last(m => m.Contains($"To: {email}", StringComparison.Ordinal));
        var plain = newest.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal);
        return [.. Link().Matches(plain).Select(m => m.Value).Distinct()];
    }

    public static async Task<string> NewLink(this TestServer troth, Customer customer)
    {
        await troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/accounts/{customer.Account.Label}/invitations/{customer.Contact.Label}");
        await troth.SendMails();
        return Assert.Single(troth.Links(customer.Email));
    }

    [GeneratedRegex("/portal/in/[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();
}
