namespace Troth.Import.Reading;

/// <summary>
/// A line a field: entity.field, then its other names, better ones first. A point before a name: only in a file about that
/// entity. A question mark behind it: weak.
/// </summary>
internal static class FieldNameList
{
    public const string Text = """
        seller.key .Id UserId EmployeeKey EmployeeId EmployeeNumber SalesPersonId SalesPersonKey SalesRepId SellerId SellerKey OwnerId .BusinessEntityID Personalnummer Vertreternummer VertreterNr .Nr .No
        seller.name .Name SellerName SalesPerson SalesPersonName SalesRep SalesRepName OwnerName EmployeeName Verkäufer Vertreter Außendienst .FullName .Mitarbeiter
        seller.firstName .FirstName .Vorname
        seller.lastName .LastName .Surname .Nachname
        seller.email .Email .EmailAddress .Mail .E-Mail
        seller.phone .Phone .PhoneNumber .Telephone .Telefon .MobilePhone?
        seller.title .Title .JobTitle .Position
        seller.team .Team .TeamName .TerritoryName .Territory .SalesTerritory .Department .Division .Region? .Abteilung .Gebiet
        seller.active .IsActive .Active .Aktiv

        product.key .Id ProductKey ProductId ProductCode ProductNumber ProductNo StockCode StockKeepingUnit SKU ItemNo ItemNumber ItemCode ItemId ArticleNo ArticleNumber ArticleId Artikelnummer ArtikelNr Artikel-Nr Materialnummer MaterialNo PartNumber PartNo Product2Id PricebookEntryId? Artikel? .Nr .No .Code .Number
        product.name .Name ProductName EnglishProductName .Product Item? ItemName ItemDescription ArticleName Artikel? Artikelbezeichnung Bezeichnung Description? .Beschreibung? .Title?
        product.family .Family ProductFamily ProductLine ProductGroup Warengruppe Produktgruppe Artikelgruppe EnglishProductCategoryName
        product.category .Category ProductCategory Subcategory ProductSubcategory SubClassification Kategorie
        product.unit .Unit UOM UnitOfMeasure QuantityUnitOfMeasure UnitMeasureCode Einheit Mengeneinheit ME? .SizeUnitMeasureCode?
        product.listPrice .ListPrice .Price .UnitPrice .Listenpreis .Preis .Verkaufspreis .VK
        product.cost .Cost .StandardCost .UnitCost .ProductStandardCost .Einkaufspreis .EK .Selbstkosten
        product.currency .CurrencyIsoCode .Currency .CurrencyCode .Währung
        product.active .IsActive .Active .Aktiv

        account.key .Id AccountId AccountKey AccountNumber AccountNo AccountCode CustomerId CustomerKey CustomerNumber CustomerNo CustomerCode ResellerKey ResellerId ClientId ClientNumber ClientNo StoreId .BusinessEntityID Kundennummer KundenNr Kunden-Nr KdNr Kd-Nr KundenId Debitor Debitorennummer DebitorNr .Nr .No .Number .Code
        account.name .Name AccountName CompanyName Company CustomerName Customer ResellerName Reseller ClientName Client StoreName Store .BusinessName Organization Organisation OrganizationName Firma Firmenname Firmierung Unternehmen Kunde Kundenname
        account.parent .ParentId .ParentAccountId .ParentAccount .Parent .ParentCompany .Konzern .Muttergesellschaft .UltimateParent
        account.segment .Segment .CustomerSegment .BusinessType .CustomerType .AccountType .CustomerGroup .Kundengruppe .Kundenart .Kundentyp .Type? .Rating?
        account.industry .Industry .IndustryName .Sector .Branche .SicDesc .Vertical
        account.employees .NumberOfEmployees .NumberEmployees .EmployeeCount .Employees .Headcount .Mitarbeiter .Mitarbeiterzahl .AnzahlMitarbeiter .Staff
        account.revenue .AnnualRevenue .Revenue .Turnover .Jahresumsatz .Umsatz .AnnualSales
        account.revenueCurrency .RevenueCurrency .CurrencyIsoCode .Currency
        account.website .Website .WebSiteURL .Homepage .Webseite .Web .URL .Internet?
        account.domains .Domains .Domain .EmailDomain
        account.phone .Phone .PhoneNumber .Telephone .Telefon .Telefonnummer .Tel
        account.street .BillingStreet .Street .Address .AddressLine1 .Address1 .StreetAddress .Straße .Strasse .Anschrift .Adresse
        account.city .BillingCity .City .Town Ort .Stadt
        account.region .BillingState .State .Region .Province .StateProvinceName .StateProvince .County? .Bundesland .BillingStateCode?
        account.postalCode .BillingPostalCode .PostalCode .PostCode .Zip .ZipCode .PLZ .Postleitzahl
        account.country .BillingCountry Country CountryRegion CountryRegionName CountryName .Country_Region Land .BillingCountryCode?
        account.shippingStreet .ShippingStreet .Lieferstraße
        account.shippingCity .ShippingCity .Lieferort
        account.shippingRegion .ShippingState .ShippingRegion
        account.shippingPostalCode .ShippingPostalCode .ShippingZip
        account.shippingCountry .ShippingCountry
        account.tags .Tags .Labels .Stichworte .Schlagworte
        account.seller .OwnerId .SellerId .SellerKey .Seller .SalesRepId .SalesPersonId .SalesRep .SalesPerson .AccountOwner .AccountManager .Owner .Vertreter .Verkäufer .Betreuer .Außendienst .Kundenbetreuer
        account.yearFounded .YearStarted .YearFounded .YearOpened .YearEstablished .Founded .Gründungsjahr .FirstOrderYear?
        account.status .Status .AccountStatus .CustomerStatus .Kundenstatus

        contact.key .Id ContactId ContactKey ContactNo PersonId .BusinessEntityID? AnsprechpartnerNr KontaktNr .Nr .No
        contact.account .AccountId .AccountKey .AccountNumber .CustomerId .CustomerNo .CustomerNumber .StoreId .Account .AccountName .Company .CompanyName .Customer .CustomerName .StoreName .Kundennummer .KundenNr .Firma .Kunde
        contact.name .Name ContactName .FullName ContactPerson Ansprechpartner .Kontakt .DisplayName
        contact.salutation .Salutation .Anrede
        contact.firstName .FirstName .GivenName .Forename .Vorname ContactFirstName
        contact.lastName .LastName .Surname .FamilyName .Nachname .Name? ContactLastName
        contact.title .Title .JobTitle .Position .Funktion .JobPosition
        contact.role .Role .ContactType .Rolle .JobFunction?
        contact.email .Email .EmailAddress .Mail .E-Mail .EMailAdresse ContactEmail
        contact.phone .Phone .PhoneNumber .Telephone .BusinessPhone .WorkPhone .Telefon .Tel .Durchwahl ContactPhone
        contact.mobile .MobilePhone .Mobile .Cell .CellPhone .Handy .Mobil .Mobiltelefon
        contact.department .Department .Abteilung

        order.key .Id OrderId OrderNumber OrderNo OrderKey SalesOrderNumber SalesOrderId SalesOrder InvoiceNo InvoiceNumber InvoiceId Invoice PO/SO# SO DocumentNo Auftragsnummer AuftragsNr Auftrag Bestellnummer BestellNr Rechnungsnummer RechnungsNr Belegnummer BelegNr .Nr .No
        order.account AccountId AccountKey AccountNumber CustomerId CustomerKey CustomerNumber CustomerNo CustomerCode ResellerKey ResellerId ClientId ClientNo StoreId Kundennummer KundenNr Kunden-Nr KdNr KundenId Debitor .Account Customer CustomerName Client Kunde
        order.seller OwnerId SellerId SellerKey EmployeeKey EmployeeId SalesPersonId SalesRepId .Seller SalesRep SalesPerson Vertreter Verkäufer VertreterNr
        order.orderedOn OrderDate OrderedOn InvoiceDate SalesDate EffectiveDate PurchaseDate DocumentDate OrderDateKey? CreatedDate? Auftragsdatum Bestelldatum Rechnungsdatum Belegdatum .Date Datum ClosedDate?
        order.orderedTime OrderTime InvoiceTime Uhrzeit
        order.currency CurrencyIsoCode .Currency CurrencyCode Währung WKZ
        order.status .Status OrderStatus Auftragsstatus
        order.customerReference CustomerReference PoNumber PurchaseOrderNumber CustomerPONumber CustomerOrderNo YourReference IhrZeichen KundenBestellnummer
        order.requestedOn RequestedDate RequestedDeliveryDate RequestedOn DueDate DueDateKey? RequiredDate Wunschtermin Wunschlieferdatum
        order.promisedOn PromisedDate PromisedOn PromiseDate ScheduledDeliveryDate ConfirmedDate CommittedDate ZugesagterTermin Liefertermin BestätigterTermin
        order.shippedOn ShippedDate ShipDate ShippedOn DeliveredDate DeliveredToClientDate DeliveryDate ShipDateKey? Lieferdatum Versanddatum

        orderLine.key .Id OrderLineId OrderItemId LineItemId SalesOrderDetailId OrderLineKey PositionsId
        orderLine.order OrderId OrderNumber OrderNo OrderKey SalesOrderNumber SalesOrderId SalesOrder InvoiceNo InvoiceNumber InvoiceId Invoice PO/SO# SO DocumentNo Auftragsnummer AuftragsNr Auftrag Bestellnummer BestellNr Rechnungsnummer RechnungsNr Belegnummer BelegNr
        orderLine.product ProductKey ProductId ProductCode ProductNumber ProductNo StockCode StockKeepingUnit SKU ItemNo ItemNumber ItemCode ItemId ArticleNo ArticleNumber Artikelnummer ArtikelNr Artikel-Nr Materialnummer PartNumber PartNo Product2Id Artikel? .Product .Item
        orderLine.description Description ItemDescription LineDescription ProductName ProductDescription Bezeichnung Artikelbezeichnung Beschreibung
        orderLine.quantity Quantity Qty OrderQuantity OrderQty LineItemQuantity QuantityOrdered Units Menge Anzahl Stückzahl
        orderLine.unitPrice UnitPrice .Price SalesPrice Einzelpreis Stückpreis .Preis EP PackPrice?
        orderLine.discount Discount DiscountPercent UnitPriceDiscountPct UnitPriceDiscount DiscountPct Rabatt RabattProzent
        orderLine.amount SalesAmount LineAmount LineTotal ExtendedAmount ExtendedPrice LineItemValue TotalPrice .Amount .Total NetAmount Betrag Gesamtpreis Nettobetrag Umsatz Positionswert GP
        orderLine.requestedOn .RequestedOn
        orderLine.promisedOn .PromisedOn
        orderLine.shippedOn .ShippedOn
        orderLine.kind .Kind LineKind TransactionType Belegart?

        claim.account .Account .AccountId .CustomerId .Customer .Kunde
        claim.seller .Seller .SellerId .OwnerId
        claim.step .Step ClaimedRelationship Relationship RelationshipStep Claim Beziehung
        claim.claimedOn ClaimedOn ClaimDate .Date .Datum

        rate.currency .Currency CurrencyCode CurrencyIsoCode Währung
        rate.validFrom ValidFrom .StartDate .Date GültigAb .Datum
        rate.rate .Rate ExchangeRate ConversionRate Kurs Wechselkurs
        """;
}
