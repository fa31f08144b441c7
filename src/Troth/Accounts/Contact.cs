using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>A person at one or several accounts.</summary>
public sealed class Contact : ImportableRecord
{
    public const int NameMax = 200;

    public long Number { get; init; }
    public string Name { get; private set; } = "";
    public string NameKey { get; private set; } = "";
    public string? Salutation { get; set; }
    public string? FirstName { get; private set; }
    public string? LastName { get; private set; }
    public string? Title { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? Mobile { get; set; }

    public string Label => $"C-{Number}";

    private Contact() { }

    public Contact(long number, string? firstName, string? lastName, string? name = null)
    {
        Number = number;
        Named(firstName, lastName, name);
    }

    /// <summary>Either the parts or the whole; the whole is made of the parts when it is not given.</summary>
    public void Named(string? firstName, string? lastName, string? name = null)
    {
        var whole = string.IsNullOrWhiteSpace(name) ? $"{firstName} {lastName}".Trim() : name.Trim();
        if (whole.Length == 0) throw new BadInputException(nameof(Name), Words.Say("contact.nameless"));
        if (whole.Length > NameMax) throw new BadInputException(nameof(Name), Words.Say("name.tooLong", whole.Length, NameMax));
        (FirstName, LastName, Name, NameKey) = (firstName, lastName, whole, Platform.Data.NameKey.Of(whole));
    }
}

/// <summary>What a contact is at one account.</summary>
public sealed class ContactRole : ImportableRecord
{
    public required Guid ContactId { get; init; }
    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;
    public string? Role { get; set; }
    public string? Department { get; set; }
}
