using Troth.Import.Contracts;

namespace Troth.Accounts;

/// <summary>The names by which columns and files of this room's records are known: Salesforce's, and what people say in English and German.</summary>
internal static class AccountsNames
{
    public static ImportNames Seller { get; } = new("""
        key .Id UserId EmployeeKey EmployeeId EmployeeNumber SalesPersonId SalesPersonKey SalesRepId SellerId SellerKey OwnerId .BusinessEntityID Personalnummer Vertreternummer VertreterNr .Nr .No
        name .Name SellerName SalesPerson SalesPersonName SalesRep SalesRepName OwnerName EmployeeName Verkäufer Vertreter Außendienst .FullName .Mitarbeiter
        firstName .FirstName .Vorname
        lastName .LastName .Surname .Nachname
        email .Email .EmailAddress .Mail .E-Mail
        phone .Phone .PhoneNumber .Telephone .Telefon .MobilePhone?
        title .Title .JobTitle .Position
        team .Team .TeamName .TerritoryName .Territory .SalesTerritory .Department .Division .Region? .Abteilung .Gebiet
        active .IsActive .Active .Aktiv
        """, "salesperson", "salespeople", "salesrep", "seller", "employee", "user", "vertreter", "mitarbeiter");

    public static ImportNames Account { get; } = new("""
        key .Id AccountId AccountKey AccountNumber AccountNo AccountCode CustomerId CustomerKey CustomerNumber CustomerNo CustomerCode ResellerKey ResellerId ClientId ClientNumber ClientNo StoreId .BusinessEntityID Kundennummer KundenNr Kunden-Nr KdNr Kd-Nr KundenId Debitor Debitorennummer DebitorNr .Nr .No .Number .Code
        name .Name AccountName CompanyName Company CustomerName Customer ResellerName Reseller ClientName Client StoreName Store .BusinessName Organization Organisation OrganizationName Firma Firmenname Firmierung Unternehmen Kunde Kundenname
        parent .ParentId .ParentAccountId .ParentAccount .Parent .ParentCompany .Konzern .Muttergesellschaft .UltimateParent
        segment .Segment .CustomerSegment .BusinessType .CustomerType .AccountType .CustomerGroup .Kundengruppe .Kundenart .Kundentyp .Type? .Rating?
        industry .Industry .IndustryName .Sector .Branche .SicDesc .Vertical
        employees .NumberOfEmployees .NumberEmployees .EmployeeCount .Employees .Headcount .Mitarbeiter .Mitarbeiterzahl .AnzahlMitarbeiter .Staff
        revenue .AnnualRevenue .Revenue .Turnover .Jahresumsatz .Umsatz .AnnualSales
        revenueCurrency .RevenueCurrency .CurrencyIsoCode .Currency
        website .Website .WebSiteURL .Homepage .Webseite .Web .URL .Internet?
        domains .Domains .Domain .EmailDomain
        phone .Phone .PhoneNumber .Telephone .Telefon .Telefonnummer .Tel
        street .BillingStreet .Street .Address .AddressLine1 .Address1 .StreetAddress .Straße .Strasse .Anschrift .Adresse
        city .BillingCity .City .Town Ort .Stadt
        region .BillingState .State .Region .Province .StateProvinceName .StateProvince .County? .Bundesland .BillingStateCode?
        postalCode .BillingPostalCode .PostalCode .PostCode .Zip .ZipCode .PLZ .Postleitzahl
        country .BillingCountry Country CountryRegion CountryRegionName CountryName .Country_Region Land .BillingCountryCode?
        shippingStreet .ShippingStreet .Lieferstraße
        shippingCity .ShippingCity .Lieferort
        shippingRegion .ShippingState .ShippingRegion
        shippingPostalCode .ShippingPostalCode .ShippingZip
        shippingCountry .ShippingCountry
        tags .Tags .Labels .Stichworte .Schlagworte
        seller .OwnerId .SellerId .SellerKey .Seller .SalesRepId .SalesPersonId .SalesRep .SalesPerson .AccountOwner .AccountManager .Owner .Vertreter .Verkäufer .Betreuer .Außendienst .Kundenbetreuer
        yearFounded .YearStarted .YearFounded .YearOpened .YearEstablished .Founded .Gründungsjahr .FirstOrderYear?
        status .Status .AccountStatus .CustomerStatus .Kundenstatus
        timeZone .TimeZone .Timezone .TimeZoneSidKey .Zeitzone
        transitDays .TransitDays .TransitTime .DeliveryDays .ShippingDays .Laufzeittage .Transportzeit .Transporttage
        receivesOn .ReceivesOn .ReceivingDays .DeliveryWeekdays .Warenannahme .Annahmetage
        """, "account", "customer", "client", "reseller", "store", "compan", "firma", "firmen", "kunde", "debitor");

    public static ImportNames Contact { get; } = new("""
        key .Id ContactId ContactKey ContactNo PersonId .BusinessEntityID? AnsprechpartnerNr KontaktNr .Nr .No
        account .AccountId .AccountKey .AccountNumber .CustomerId .CustomerNo .CustomerNumber .StoreId .Account .AccountName .Company .CompanyName .Customer .CustomerName .StoreName .Kundennummer .KundenNr .Firma .Kunde
        name .Name ContactName .FullName ContactPerson Ansprechpartner .Kontakt .DisplayName
        salutation .Salutation .Anrede
        firstName .FirstName .GivenName .Forename .Vorname ContactFirstName
        lastName .LastName .Surname .FamilyName .Nachname .Name? ContactLastName
        title .Title .JobTitle .Position .Funktion .JobPosition
        role .Role .ContactType .Rolle .JobFunction?
        email .Email .EmailAddress .Mail .E-Mail .EMailAdresse ContactEmail
        phone .Phone .PhoneNumber .Telephone .BusinessPhone .WorkPhone .Telefon .Tel .Durchwahl ContactPhone
        mobile .MobilePhone .Mobile .Cell .CellPhone .Handy .Mobil .Mobiltelefon
        department .Department .Abteilung
        """, "contact", "kontakt", "ansprechpartner", "person");

    public static ImportNames Claim { get; } = new("""
        account .Account .AccountId .CustomerId .Customer .Kunde
        seller .Seller .SellerId .OwnerId
        step .Step ClaimedRelationship Relationship RelationshipStep Claim Beziehung
        claimedOn ClaimedOn ClaimDate .Date .Datum
        """, "claim", "relationship", "beziehung");
}
