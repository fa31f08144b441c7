using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Accounts;

/// <summary>A person, and where.</summary>
public sealed record ContactView(Contact Contact, IReadOnlyList<RoleThere> At, string? Source);

public sealed class ReadContact(TrothContext db, ListContacts list)
{
    public async Task<ContactView> Run(string reference, CancellationToken cancel)
    {
        var contact = await db.Contact(reference, cancel);
        var source = contact.SourceId == 0 ? null : await db.ImportSources.Where(s => s.Id == contact.SourceId).Select(s => s.Name).FirstOrDefaultAsync(cancel);
        return new(contact, [.. (await list.Places([contact.Id], cancel))[contact.Id]], source);
    }
}
