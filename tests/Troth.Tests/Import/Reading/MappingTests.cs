using System.Text;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

public class MappingTests
{
    [RealDataFact]
    public void Online_retail_makes_orders_lines_products_and_accounts()
    {
        var records = Real("retail", "online_retail.csv.gz");
        Assert.Equal(["product", "account", "order", "orderLine"], records.Select(record => record.Entity));
        Holds(records[0], "key=StockCode", "name=Description");
        Holds(records[1], "key=CustomerID", "country=Country");
        Holds(records[2], "key=InvoiceNo", "account=CustomerID", "orderedOn=InvoiceDate");
        Holds(records[3], "order=InvoiceNo", "product=StockCode", "quantity=Quantity", "unitPrice=UnitPrice", "description=Description");
        Assert.Equal(".0", records[1].Key!.Value.StripSuffix);
        Assert.All(records, record => Assert.True(record.Confidence >= 0.5));
    }

    [RealDataFact]
    public void Reseller_sales_make_orders_lines_products_and_accounts()
    {
        var records = Real("adventureworks", "FactResellerSales.csv");
        Assert.Equal(["seller", "product", "account", "order", "orderLine"], records.Select(record => record.Entity));
        Holds(records[1], "key=ProductKey");
        Holds(records[2], "key=ResellerKey");
        Holds(records[3], "key=SalesOrderNumber", "account=ResellerKey", "seller=EmployeeKey", "orderedOn=OrderDate");
        Holds(records[4], "order=SalesOrderNumber", "product=ProductKey", "quantity=OrderQuantity", "unitPrice=UnitPrice", "amount=SalesAmount");
        Assert.True(records[1].Confidence < 0.5 && records[4].Confidence > 0.9);
    }

    [RealDataTheory]
    [InlineData("adventureworks", "Product.csv", "product", "key=ProductKey name=Product category=Subcategory cost=StandardCost")]
    [InlineData("adventureworks", "Resellers.csv", "account", "key=ResellerKey name=ResellerName segment=BusinessType city=City region=StateProvinceName country=Country_Region")]
    [InlineData("adventureworks", "Sales.vSalesPerson.csv", "seller", "key=BusinessEntityID name=FirstName+MiddleName+LastName title=JobTitle email=EmailAddress phone=PhoneNumber team=TerritoryName")]
    [InlineData("adventureworks", "Sales.vStoreWithContacts.csv", "contact", "key=EmailAddress account=Name firstName=FirstName lastName=LastName role=ContactType email=EmailAddress phone=PhoneNumber salutation=Title")]
    [InlineData("adventureworks", "Sales.vStoreWithDemographics.csv", "account", "name=Name segment=BusinessType employees=NumberEmployees revenue=AnnualRevenue yearFounded=YearOpened")]
    [InlineData("salesforce", "sf_account_data.csv", "account", "key=id name=name parent=parent_id street=billing_street city=billing_city postalCode=billing_postal_code employees=number_of_employees revenue=annual_revenue seller=owner_id website=website industry=industry")]
    [InlineData("salesforce", "sf_contact_data.csv", "contact", "key=id account=account_id firstName=first_name lastName=last_name email=email mobile=mobile_phone title=title")]
    [InlineData("salesforce", "sf_user_data.csv", "seller", "key=id name=name email=email active=is_active")]
    [InlineData("salesforce", "sf_product_2_data.csv", "product", "key=id name=name family=family active=is_active")]
    [InlineData("salesforce", "sf_order_data.csv", "order", "key=id account=account_id seller=owner_id orderedOn=effective_date status=status")]
    [InlineData("adventureworks", "Production.BillOfMaterials.csv", "billOfMaterials", "key=BillOfMaterialsID product=ProductAssemblyID component=ComponentID quantity=PerAssemblyQty")]
    [InlineData("deliveries", "SCMS_Delivery_History_Dataset.csv", "orderLine", "key=ID order=PO / SO # quantity=Line Item Quantity unitPrice=Unit Price amount=Line Item Value description=Item Description")]
    public void Real_files_are_recognised(string folder, string file, string entity, string fields)
    {
        var record = Real(folder, file)[^1];
        Assert.Equal(entity, record.Entity);
        Holds(record, System.Text.RegularExpressions.Regex.Split(fields, @" (?=\w+=)"));
    }

    [RealDataTheory]
    [InlineData("adventureworks", "Production.Location.csv")]
    [InlineData("adventureworks", "Production.WorkOrder.first65535.csv")]
    [InlineData("salesforce", "sf_task_data.csv")]
    [InlineData("salesforce", "sf_opportunity_data.csv")]
    [InlineData("cdnow", "cdnow_cbs_holdout.csv")]
    public void Files_about_something_else_are_not_forced(string folder, string file) => Assert.Empty(Real(folder, file));

    [Theory]
    [InlineData("Id,Name,ParentId,BillingStreet,BillingCity,BillingPostalCode,OwnerId,NumberOfEmployees,AnnualRevenue,SystemModstamp")]
    [InlineData("id,name,parentId,billingStreet,billingCity,billingPostalCode,ownerId,numberOfEmployees,annualRevenue,systemModstamp")]
    [InlineData("id,name,parent_id,billing_street,billing_city,billing_postal_code,owner_id,number_of_employees,annual_revenue,system_modstamp")]
    [InlineData("ID,NAME,PARENT_ID,BILLING_STREET,BILLING_CITY,BILLING_POSTAL_CODE,OWNER_ID,NUMBER_OF_EMPLOYEES,ANNUAL_REVENUE,SYSTEM_MODSTAMP")]
    public void Salesforce_names_are_known_in_every_spelling(string header)
    {
        var record = Assert.Single(Suggest("Account.csv", header + "\n001A,Acme,,1 Main St,Rome,00100,005X,12,1500000,2024-01-31T10:00:00.000Z\n001B,Bolt,001A,2 Low St,Oslo,0150,005Y,300,9000000,2024-01-31T10:00:00.000Z\n").Records);
        Assert.Equal("account", record.Entity);
        Assert.Equal(["name", "parent", "employees", "revenue", "street", "city", "postalCode", "seller"], record.Fields.Select(field => field.Field));
        Assert.All(record.Fields, field => Assert.True(field.Confidence > 0.7));
    }

    [Fact]
    public void German_names_are_known()
    {
        var record = Assert.Single(Suggest("Kundenliste.csv", "Kunden-Nr.;Firma;Straße;PLZ;Ort;Land;Branche;Telefon;Außendienst\n10001;Müller GmbH;Hauptstr. 1;04109;Leipzig;Deutschland;Druck;0341/123456;V7\n10002;Café Zoë;Weg 2;80331;München;Österreich;Gastro;089/654321;V8\n").Records);
        Holds(record, "key=Kunden-Nr.", "name=Firma", "street=Straße", "postalCode=PLZ", "city=Ort", "country=Land", "industry=Branche", "phone=Telefon", "seller=Außendienst");
    }

    [Fact]
    public void A_flat_list_of_orders_knows_article_and_town()
    {
        var records = Suggest("Auftraege.csv", "Auftrag;Datum;Kd-Nr.;Kunde;Ort;Artikel;Bezeichnung;Menge;Preis\n5001;31.01.2026;K1;Acme;Graz;A-1;Bolt;2;1,50\n5001;31.01.2026;K1;Acme;Graz;A-2;Nut;1;0,20\n").Records;
        var product = records.Single(r => r.Entity == "product");
        Assert.Equal(("Artikel", "Bezeichnung"), (product.Key!.Value.Column, product.Fields.Single(f => f.Field == "name").Value.Column));
        Assert.Equal("Artikel", records.Single(r => r.Entity == "orderLine").Fields.Single(f => f.Field == "product").Value.Column);
        Assert.Equal("Ort", records.Single(r => r.Entity == "account").Fields.Single(f => f.Field == "city").Value.Column);
    }

    [Fact]
    public void People_bring_their_company()
    {
        var suggestion = Suggest("export.csv", "Firma;Vorname;Nachname;E-Mail;Funktion\nAcme;Anna;Alt;anna@acme.de;Einkauf\nAcme;Bert;Bohm;bert@acme.de;Leitung\n");
        Assert.Equal(["account", "contact"], suggestion.Records.Select(record => record.Entity));
        Holds(suggestion.Records[0], "key=Firma", "name=Firma");
        Holds(suggestion.Records[1], "key=E-Mail", "account=Firma", "firstName=Vorname", "lastName=Nachname", "email=E-Mail", "title=Funktion");
    }

    [Fact]
    public void Native_names_need_no_thought()
    {
        foreach (var entity in ImportEntities.All)
        {
            var names = entity.Fields.Select(field => field.Name).Prepend("key").ToList();
            var cells = entity.Fields.Select(field => field.Kind switch
            {
                FieldKind.Date => "2024-01-31", FieldKind.Integer => "3", FieldKind.Money or FieldKind.Number or FieldKind.Share => "0.5", FieldKind.Flag => "true", FieldKind.Currency => "EUR", _ => "text",
            }).Prepend("k").ToList();
            var records = Suggest($"{entity.Name}.csv", $"{string.Join(",", names)}\n{string.Join(",", cells.Select(cell => cell + (cell is "k" or "text" ? "1" : "")))}\n{string.Join(",", cells.Select(cell => cell + (cell is "k" or "text" ? "2" : "")))}\n").Records;
            var record = records.SingleOrDefault(one => one.Entity == entity.Name);
            Assert.True(record is not null, $"{entity.Name} is taken for {string.Join(", ", records.Select(one => one.Entity))}");
            foreach (var field in entity.Fields)
                Assert.True(record.Fields.Any(found => found.Field == field.Name && found.Value.Column == field.Name), $"{entity.Name}.{field.Name}: {string.Join(" ", record.Fields.Select(found => found.Field + "=" + found.Value.Column))}");
        }
    }

    [Fact]
    public void Values_speak_where_names_do_not()
    {
        var record = Suggest("contacts.csv", "a,b,first name,last name\nanna@acme.de,+49 30 1234567,Anna,Alt\nbert@acme.de,+49 30 7654321,Bert,Bohm\n").Records[^1];
        Holds(record, "email=a", "phone=b", "firstName=first name");
    }

    [RealDataFact]
    public void A_suggestion_makes_a_recipe_that_passes_its_own_check()
    {
        foreach (var (folder, name) in new[] { ("retail", "online_retail.csv.gz"), ("adventureworks", "FactResellerSales.csv"), ("adventureworks", "Sales.vStoreWithContacts.csv") })
        {
            var profile = RealProfiles.Of(folder, name);
            var recipe = new Recipe { Name = "x", Source = "x", Files = [SuggestedRecipe.File(profile, MappingSuggester.Suggest(profile))] };
            Assert.Empty(RecipeCheck.Problems(recipe));
            Assert.Equal(RecipeText.Write(recipe), RecipeText.Write(RecipeText.Parse(RecipeText.Write(recipe))));
            using var file = FeedFile.Open(RealData.File(folder), name, recipe.Files[0]);
            Assert.True(file.Read());
        }
    }

    private static IReadOnlyList<RecordSuggestion> Real(params string[] parts) =>
        MappingSuggester.Suggest(RealProfiles.Of(parts)).Records;

    private static MappingSuggestion Suggest(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var shape = FileSniffer.Sniff(new MemoryStream(bytes), name);
        using var reader = new RowReader(new MemoryStream(bytes), name, shape);
        return MappingSuggester.Suggest(FileProfiler.Profile(reader));
    }

    private static void Holds(RecordSuggestion record, params string[] expected)
    {
        var found = record.Fields.Append(record.Key).OfType<FieldSuggestion>().Select(field => $"{field.Field}={field.Value.Column ?? string.Join("+", field.Value.Columns!)}").ToHashSet();
        Assert.True(found.IsSupersetOf(expected), $"{record.Entity}: expected {string.Join(", ", expected.Except(found))} in {string.Join(", ", found)}");
    }
}
