using System.Globalization;

namespace Troth.Evidence.Duplicates;

/// <summary>What a field is, by what it is called: the one rule where nobody says it.</summary>
public static class FieldKindGuess
{
    private static readonly (FieldKind Kind, string[] Endings)[] Rules =
    [
        (FieldKind.Ignored, ["latitude", "longitude", "createdat", "updatedat", "modifieddate", "note", "notes", "comment", "bemerkung"]),
        (FieldKind.GivenName, ["givenname", "firstname", "forename", "vorname", "prenom", "first"]),
        (FieldKind.Surname, ["surname", "lastname", "familyname", "nachname", "last"]),
        (FieldKind.PersonName, ["fullname", "personname", "contactname", "contact", "person"]),
        (FieldKind.Email, ["email", "mail", "emailaddress", "mailaddress"]),
        (FieldKind.Domain, ["website", "domain", "web", "url", "homepage", "www"]),
        (FieldKind.Phone, ["phone", "phonenumber", "telephone", "tel", "mobile", "fax", "telefon", "cell"]),
        (FieldKind.PostalCode, ["postcode", "postalcode", "zip", "zipcode", "plz"]),
        (FieldKind.HouseNumber, ["streetnumber", "housenumber", "hausnummer"]),
        (FieldKind.City, ["city", "suburb", "town", "locality", "ort", "stadt", "ville"]),
        (FieldKind.Country, ["country", "countrycode", "countryregion", "land", "pays"]),
        (FieldKind.Region, ["state", "region", "province", "county", "stateprovince", "stateprovincename", "bundesland"]),
        (FieldKind.Address, ["address", "street", "addressline", "streetaddress", "strasse", "adresse", "rue", "addr"]),
        (FieldKind.Date, ["date", "dateofbirth", "dob", "birthday", "birthdate", "geburtsdatum", "day", "yearfounded", "yearopened", "founded"]),
        (FieldKind.Category,
            ["category", "type", "cuisine", "segment", "industry", "kind", "class", "branch", "branche", "title", "role", "department", "sector", "gender", "sex"]),
        (FieldKind.OrganisationName,
            ["name", "company", "companyname", "organisation", "organization", "account", "accountname", "firm", "firma", "customer", "customername", "resellername",
                "storename", "supplier", "vendor"]),
        (FieldKind.Identifier,
            ["socsecid", "ssn", "vat", "vatnumber", "vatid", "taxid", "taxnumber", "duns", "registernumber", "iban", "ustid", "siren", "siret", "lei"]),
    ];

    /// <summary>
    /// The kind of a field by its name: letters only, digits at the end left off. The whole name counts first, then its ending. Numbers of rows and what
    /// is not known are ignored, so that a customer number, which differs between duplicates, does not speak against them. A field "name" is a company's
    /// unless the file has a first or last name.
    /// </summary>
    public static FieldKind Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var letters = string.Concat(name.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        foreach (var (kind, endings) in Rules)
        {
            if (endings.Contains(letters)) return kind;
        }

        foreach (var (kind, endings) in Rules)
        {
            if (endings.Any(ending => ending.Length > 3 && letters.EndsWith(ending, StringComparison.Ordinal))) return kind;
        }

        return FieldKind.Ignored;
    }
}
