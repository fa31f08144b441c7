using System.Text.Json.Serialization;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>What a person may change about a contact.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ContactInput
{
    /// <summary>The whole name; made of the parts when left out.</summary>
    public string? Name { get; init; }
    public string? Salutation { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Title { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Mobile { get; init; }

    /// <summary>The version that was seen; a newer one refuses the change.</summary>
    public int Version { get; init; }

    internal static ContactInput Of(Contact contact) => new()
    {
        Name = contact.Name == $"{contact.FirstName} {contact.LastName}".Trim() ? null : contact.Name,
        Salutation = contact.Salutation, FirstName = contact.FirstName, LastName = contact.LastName, Title = contact.Title,
        Email = contact.Email, Phone = contact.Phone, Mobile = contact.Mobile, Version = contact.Version,
    };

    internal void Into(Contact contact)
    {
        var errors = new FieldErrors();
        foreach (var (field, text) in new[] { ("salutation", Salutation), ("title", Title), ("phone", Phone), ("mobile", Mobile) })
            errors.Longest(field, text, Account.WordMax);
        foreach (var (field, text) in new[] { ("name", Name), ("firstName", FirstName), ("lastName", LastName) }) errors.Longest(field, text, Contact.NameMax);
        errors.Longest("email", Email, Account.TextMax);
        if (Email is not null && (Email.Any(char.IsWhiteSpace) || Email.IndexOf('@', StringComparison.Ordinal) is <= 0 || Email.EndsWith('@')))
            errors.Add("email", Words.Say("email.wrong", Email));
        try
        {
            contact.Named(Given(FirstName), Given(LastName), Given(Name));
        }
        catch (BadInputException bad)
        {
            errors.Add(bad.Errors);
        }
        errors.ThrowIfAny();
        (contact.Salutation, contact.Title, contact.Email, contact.Phone, contact.Mobile) =
            (Given(Salutation), Given(Title), Given(Email), Given(Phone), Given(Mobile));
    }

    internal static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
