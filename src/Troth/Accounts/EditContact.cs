using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>Changes what we know of a person.</summary>
public sealed class EditContact(TrothContext db)
{
    public async Task<Contact> Run(string reference, Func<ContactInput, ContactInput> change, CancellationToken cancel)
    {
        var contact = await db.Contact(reference, cancel);
        var input = change(ContactInput.Of(contact));
        if (input.Version != contact.Version) throw new StaleEditException();
        db.Expect(contact, input.Version);
        input.Into(contact);
        await db.SaveChangesAsync(cancel);
        return contact;
    }
}
