namespace Troth.Evidence.Duplicates;

/// <summary>What a field of a record is, and so how it is spelled alike, compared, and which records it brings together.</summary>
public enum FieldKind
{
    /// <summary>Says nothing of who it is: row numbers, notes about us.</summary>
    Ignored,

    /// <summary>A company's, a shop's, an authority's name.</summary>
    OrganisationName,

    /// <summary>A person's first name.</summary>
    GivenName,

    /// <summary>A person's last name.</summary>
    Surname,

    /// <summary>A person's whole name; its last word is taken for the surname unless a comma comes first.</summary>
    PersonName,

    /// <summary>Street with or without a number, or another line of an address.</summary>
    Address,

    /// <summary>The number in the street, where it has a field of its own.</summary>
    HouseNumber,

    /// <summary>City, suburb, town.</summary>
    City,

    /// <summary>State, county, province.</summary>
    Region,

    /// <summary>Postal code.</summary>
    PostalCode,

    /// <summary>Country.</summary>
    Country,

    /// <summary>Telephone, mobile or fax.</summary>
    Phone,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Website or internet domain.</summary>
    Domain,

    /// <summary>A day: of birth, of founding.</summary>
    Date,

    /// <summary>A number or code that others gave: tax, register, social security.</summary>
    Identifier,

    /// <summary>One of a few words: line of business, kitchen.</summary>
    Category,

    /// <summary>Other words.</summary>
    Text,
}
