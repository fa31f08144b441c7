using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>Says that a person is at an account, and as what; or no longer.</summary>
public sealed class PlaceContact(TrothContext db)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Role, string? Department);

    public async Task<ContactRole> Run(string contactReference, string accountReference, Request request, CancellationToken cancel)
    {
        var contact = await db.Contact(contactReference, cancel);
        var account = await db.Account(accountReference, cancel);
        var role = await Put(contact.Id, account.Id, request.Role, request.Department, cancel);
        await db.SaveChangesAsync(cancel);
        return role;
    }

    public async Task Remove(string contactReference, string accountReference, CancellationToken cancel)
    {
        var contact = await db.Contact(contactReference, cancel);
        var account = await db.Account(accountReference, cancel);
        var role = await Find(contact.Id, account.Id, cancel) ?? throw new NotFoundException(Words.Say("contact.named.at", contact.Name, account.Name));
        db.Remove(role);
        await db.SaveChangesAsync(cancel);
    }

    internal async Task<ContactRole> Put(Guid contact, Guid account, string? role, string? department, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Longest("role", role, Account.WordMax);
        errors.Longest("department", department, Account.WordMax);
        errors.ThrowIfAny();
        var here = await Find(contact, account, cancel);
        if (here is null) db.Add(here = new ContactRole { ContactId = contact, AccountId = account });
        (here.Role, here.Department) = (ContactInput.Given(role), ContactInput.Given(department));
        return here;
    }

    private Task<ContactRole?> Find(Guid contact, Guid account, CancellationToken cancel) =>
        db.ContactRoles.FirstOrDefaultAsync(r => r.ContactId == contact && r.AccountId == account, cancel);
}
