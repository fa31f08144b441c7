using Troth.Import.Contracts;

namespace Troth.Orders;

/// <summary>The names by which columns and files of this room's records are known: Salesforce's, and what people say in English and German.</summary>
internal static class OrdersNames
{
    public static ImportNames Product { get; } = new("""
        key .Id ProductKey ProductId ProductCode ProductNumber ProductNo StockCode StockKeepingUnit SKU ItemNo ItemNumber ItemCode ItemId ArticleNo ArticleNumber ArticleId Artikelnummer ArtikelNr Artikel-Nr Materialnummer MaterialNo PartNumber PartNo Product2Id PricebookEntryId? Artikel? .Nr .No .Code .Number
        name .Name ProductName EnglishProductName .Product Item? ItemName ItemDescription ArticleName Artikel? Artikelbezeichnung Bezeichnung Description? .Beschreibung? .Title?
        family .Family ProductFamily ProductLine ProductGroup Warengruppe Produktgruppe Artikelgruppe EnglishProductCategoryName
        category .Category ProductCategory Subcategory ProductSubcategory SubClassification Kategorie
        unit .Unit UOM UnitOfMeasure QuantityUnitOfMeasure UnitMeasureCode Einheit Mengeneinheit ME? .SizeUnitMeasureCode?
        listPrice .ListPrice .Price .UnitPrice .Listenpreis .Preis .Verkaufspreis .VK
        cost .Cost .StandardCost .UnitCost .ProductStandardCost .Einkaufspreis .EK .Selbstkosten
        currency .CurrencyIsoCode .Currency .CurrencyCode .Währung
        active .IsActive .Active .Aktiv
        """, "product", "item", "article", "artikel", "produkt", "material");

    public static ImportNames Order { get; } = new("""
        key .Id OrderId OrderNumber OrderNo OrderKey SalesOrderNumber SalesOrderId SalesOrder InvoiceNo InvoiceNumber InvoiceId Invoice PO/SO# SO DocumentNo Auftragsnummer AuftragsNr Auftrag Bestellnummer BestellNr Rechnungsnummer RechnungsNr Belegnummer BelegNr .Nr .No
        account AccountId AccountKey AccountNumber CustomerId CustomerKey CustomerNumber CustomerNo CustomerCode ResellerKey ResellerId ClientId ClientNo StoreId Kundennummer KundenNr Kunden-Nr KdNr KundenId Debitor .Account Customer CustomerName Client Kunde
        seller OwnerId SellerId SellerKey EmployeeKey EmployeeId SalesPersonId SalesRepId .Seller SalesRep SalesPerson Vertreter Verkäufer VertreterNr
        orderedOn OrderDate OrderedOn InvoiceDate SalesDate EffectiveDate PurchaseDate DocumentDate OrderDateKey? CreatedDate? Auftragsdatum Bestelldatum Rechnungsdatum Belegdatum .Date Datum ClosedDate?
        orderedTime OrderTime InvoiceTime Uhrzeit
        currency CurrencyIsoCode .Currency CurrencyCode Währung WKZ
        status .Status OrderStatus Auftragsstatus
        channel .Channel SalesChannel OrderChannel Vertriebskanal Kanal Bestellweg
        customerReference CustomerReference PoNumber PurchaseOrderNumber CustomerPONumber CustomerOrderNo YourReference IhrZeichen KundenBestellnummer
        requestedOn RequestedDate RequestedDeliveryDate RequestedOn DueDate DueDateKey? RequiredDate Wunschtermin Wunschlieferdatum
        promisedOn PromisedDate PromisedOn PromiseDate ScheduledDeliveryDate ConfirmedDate CommittedDate ZugesagterTermin Liefertermin BestätigterTermin
        shippedOn ShippedDate ShipDate ShippedOn DeliveredDate DeliveredToClientDate DeliveryDate ShipDateKey? Lieferdatum Versanddatum
        """, "order", "invoice", "auftrag", "auftraege", "bestellung", "rechnung");

    public static ImportNames OrderLine { get; } = new("""
        key .Id OrderLineId OrderItemId LineItemId SalesOrderDetailId OrderLineKey PositionsId
        order OrderId OrderNumber OrderNo OrderKey SalesOrderNumber SalesOrderId SalesOrder InvoiceNo InvoiceNumber InvoiceId Invoice PO/SO# SO DocumentNo Auftragsnummer AuftragsNr Auftrag Bestellnummer BestellNr Rechnungsnummer RechnungsNr Belegnummer BelegNr
        product ProductKey ProductId ProductCode ProductNumber ProductNo StockCode StockKeepingUnit SKU ItemNo ItemNumber ItemCode ItemId ArticleNo ArticleNumber Artikelnummer ArtikelNr Artikel-Nr Materialnummer PartNumber PartNo Product2Id Artikel? .Product .Item
        description Description ItemDescription LineDescription ProductName ProductDescription Bezeichnung Artikelbezeichnung Beschreibung
        quantity Quantity Qty OrderQuantity OrderQty LineItemQuantity QuantityOrdered Units Menge Anzahl Stückzahl
        unitPrice UnitPrice .Price SalesPrice Einzelpreis Stückpreis .Preis EP PackPrice?
        discount Discount DiscountPercent UnitPriceDiscountPct UnitPriceDiscount DiscountPct Rabatt RabattProzent
        amount SalesAmount LineAmount LineTotal ExtendedAmount ExtendedPrice LineItemValue TotalPrice .Amount .Total NetAmount Betrag Gesamtpreis Nettobetrag Umsatz Positionswert GP
        requestedOn .RequestedOn
        promisedOn .PromisedOn
        shippedOn .ShippedOn
        kind .Kind LineKind TransactionType Belegart?
        """, "sales", "orderline", "orderitem", "lineitem", "orderdetail", "position", "umsatz", "umsaetze", "delivery", "transaction");

    public static ImportNames Rate { get; } = new("""
        currency .Currency CurrencyCode CurrencyIsoCode Währung
        validFrom ValidFrom .StartDate .Date GültigAb .Datum
        rate .Rate ExchangeRate ConversionRate Kurs Wechselkurs
        """, "rate", "kurs");
}
