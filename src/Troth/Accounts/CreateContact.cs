using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>Adds a person, at an account or at none yet. One person may be at several accounts, so somebody of that name or mail address who is known is asked about first.</summary>
public sealed class CreateContact(TrothContext db, PlaceContact place)
{
    public const string Known = "contact.known";

    /// <param name="Account">Number or id of the account the person is at.</param>
    /// <param name="EvenSo">It is somebody else, though of the same name or mail address.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(ContactInput? Contact, string? Account = null, string? Role = null, string? Department = null, bool EvenSo = false);

    public async Task<Contact> Run(Request request, CancellationToken cancel)
    {
        if (request.Contact is null) throw new BadInputException(nameof(request.Contact), Words.Say("contact.none"));
        request.Contact.Into(new Contact(0, "rehearsal", null)); // so that no number is spent on what will be refused
        if (!request.EvenSo && await Alike(request.Contact, cancel) is { Count: > 0 } alike)
            throw new BusinessRuleException(Known, Words.Say("contact.known", string.Join(", ", alike.Select(c => $"{c.Name} ({c.Label})"))));
        var account = request.Account is null ? null : await db.Account(request.Account, cancel);
        var contact = new Contact(await db.Take<Contact>(cancel), request.Contact.FirstName, request.Contact.LastName, request.Contact.Name);
        request.Contact.Into(contact);
        db.Add(contact);
        if (account is not null) await place.Put(contact.Id, account.Id, request.Role, request.Department, cancel);
        await db.SaveChangesAsync(cancel);
        return contact;
    }

    /// <summary>People of the same name or mail address.</summary>
    public Task<List<Contact>> Alike(ContactInput input, CancellationToken cancel)
    {
        var key = NameKey.Of(ContactInput.Given(input.Name) ?? $"{input.FirstName} {input.LastName}".Trim());
        var email = ContactInput.Given(input.Email);
        return db.Contacts.AsNoTracking().Where(c => c.NameKey == key || (email != null && c.Email == email)).OrderBy(c => c.Number).Take(5).ToListAsync(cancel);
    }
}
