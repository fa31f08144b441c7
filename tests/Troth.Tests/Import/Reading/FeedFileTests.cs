using System.Text;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

/// <summary>Rows as their recipe sees them.</summary>
public sealed class FeedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("troth-feed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Values_are_cleaned_in_the_order_of_the_guide()
    {
        Write("a.csv", "Id,Name,Kind,Town\n7.0, Müller ,x,NULL\n8,Smith,y,Rome\n9,,,\n");
        var rows = Fields("""
            { "file": "a.csv", "header": true, "empty": ["NULL"], "records": [ { "entity": "account", "key": { "column": "Id", "stripSuffix": ".0" }, "fields": {
                "name": { "column": "Name", "trim": true, "default": "nobody" },
                "segment": { "column": "Kind", "map": { "x": "Extra" }, "unmapped": "empty" },
                "city": "Town",
                "tags": { "columns": ["Kind", "Town"], "join": "; " },
                "country": { "value": "IT" } } } ] }
            """);
        Assert.Equal(["7|Müller|Extra||x|IT", "8|Smith||Rome|y; Rome|IT", "9|nobody||||IT"], rows);
    }

    [Fact]
    public void Cases_conditions_and_joined_keys()
    {
        Write("a.csv", "No,Item,Qty\nC1,a,5\nA2,b,1\n3,,9\n,c,2\n");
        var rows = Fields("""
            { "file": "a.csv", "header": true, "records": [ { "entity": "orderLine", "when": { "column": "Qty", "below": 9 }, "key": { "columns": ["No", "Item"], "join": "/" }, "fields": {
                "order": "No",
                "kind": { "cases": [ { "when": { "column": "No", "starts": "C" }, "value": "cancellation" }, { "when": [ { "column": "No", "empty": true } ], "value": "adjustment" }, { "value": "sale" } ] },
                "description": { "cases": [ { "when": { "column": "Item", "isNot": ["a", "c"] }, "column": "Item" } ] } } } ] }
            """);
        Assert.Equal(["C1/a|C1|cancellation|", "A2/b|A2|sale|b", "-", "/c||adjustment|"], rows);
    }

    [Fact]
    public void A_map_may_refuse()
    {
        Write("a.csv", "Id,Name\n1,x\n2,y\n");
        using var file = Open("""{ "file": "a.csv", "header": true, "records": [ { "entity": "seller", "key": { "column": "Id", "map": { "1": "one" }, "unmapped": "refuse" }, "fields": { "name": "Name" } } ] }""");
        Assert.True(file.Read() && file.Records[0].TryKey(out var key, out _) && key is "one");
        Assert.True(file.Read());
        Assert.False(file.Records[0].TryKey(out _, out var reason));
        Assert.Equal("Id: \"2\" is not in the recipe's map for key.", reason);
    }

    [Fact]
    public void Typed_fields_explain_what_they_refuse_and_answer_null_for_nothing()
    {
        Write("a.csv", "No,Day,Qty,Price,Off,Cur\n1,31.12.2024,\"1.234,5\",\"0,000001\",10%,eur\n2,12.31.2024,x,\"0,0000001\",2,Euro\n3,,,,,\n");
        using var file = Open("""
            { "file": "a.csv", "header": true, "dateOrder": "dmy", "decimal": ",", "records": [
                { "entity": "order", "key": "No", "fields": { "orderedOn": "Day", "currency": "Cur" } },
                { "entity": "orderLine", "fields": { "order": "No", "quantity": "Qty", "unitPrice": "Price", "discount": "Off" } } ] }
            """);
        var (order, line) = (file.Records[0], file.Records[1]);
        file.Read();
        Assert.True(order.Field("orderedOn")!.TryDate(out var day, out _) && day!.Value.Day == new DateOnly(2024, 12, 31));
        Assert.True(order.Field("currency")!.TryCurrency(out var currency, out _) && currency == "EUR");
        Assert.True(line.Field("quantity")!.TryScaled(6, out var quantity, out _) && quantity == 1_234_500_000);
        Assert.True(line.Field("unitPrice")!.TryDecimal(6, out var price, out _) && price == 0.000001m);
        Assert.True(line.Field("discount")!.TryShare(out var off, out _) && off == 0.1m);
        file.Read();
        Assert.False(order.Field("orderedOn")!.TryDate(out _, out var reason));
        Assert.Equal("Day: \"12.31.2024\" is not a date between 1900 and 2100 such as 31/12/2024.", reason);
        Assert.False(line.Field("quantity")!.TryScaled(6, out _, out reason));
        Assert.Equal("Qty: \"x\" is not a number such as 1234,56.", reason);
        Assert.False(line.Field("unitPrice")!.TryDecimal(6, out _, out reason));
        Assert.Equal("Price: \"0,0000001\" has 7 decimals where at most 6 are kept; it would have to be rounded.", reason);
        Assert.False(line.Field("discount")!.TryShare(out _, out _));
        Assert.False(order.Field("currency")!.TryCurrency(out _, out _));
        file.Read();
        Assert.True(order.Field("orderedOn")!.TryDate(out day, out _) && day is null);
        Assert.True(line.Field("quantity")!.TryScaled(6, out quantity, out _) && quantity is null);
        Assert.True(order.Field("currency")!.TryCurrency(out currency, out _) && currency is null);
    }

    [Fact]
    public void Columns_nobody_takes_stay_with_the_last_record_the_row_makes()
    {
        Write("a.csv", "No,Customer,Land,Qty,Note,Internal\n1,c1,IT,5,\"say \"\"so\"\"\",x\n2,,FR,6,,x\n");
        using var file = Open("""
            { "file": "a.csv", "header": true, "decimal": ".", "records": [
                { "entity": "order", "key": "No", "fields": { "account": "Customer" }, "ignore": ["Internal"] },
                { "entity": "orderLine", "fields": { "order": "No", "quantity": "Qty" } },
                { "entity": "account", "when": { "column": "Customer", "empty": false }, "key": "Customer", "fields": { "country": "Land" } } ] }
            """);
        file.Read();
        Assert.Equal([null, null, """{"Note":"say \"so\""}"""], file.Records.Select(record => record.ExtrasJson()));
        file.Read();
        Assert.Equal([true, true, false], file.Records.Select(record => record.Applies));
        Assert.Equal([null, """{"Land":"FR"}""", null], file.Records.Select(record => record.ExtrasJson()));
    }

    [Fact]
    public void Listed_extras_stay_with_their_record_and_change_its_fingerprint()
    {
        Write("a.csv", "No,Land,Qty\n1,IT,5\n1,IT,6\n1,FR,6\n");
        using var file = Open("""
            { "file": "a.csv", "header": true, "decimal": ".", "records": [ { "entity": "order", "key": "No", "extras": ["Land"] }, { "entity": "orderLine", "fields": { "order": "No", "quantity": "Qty" } } ] }
            """);
        var prints = new List<ulong>();
        while (file.Read())
        {
            prints.Add(file.Records[0].Fingerprint());
            Assert.Contains("Land", file.Records[0].ExtrasJson(), StringComparison.Ordinal);
            Assert.Null(file.Records[1].ExtrasJson());
        }
        Assert.Equal(prints[0], prints[1]);
        Assert.NotEqual(prints[1], prints[2]);
    }

    [Fact]
    public void Lookups_add_columns_by_key()
    {
        Write("a.csv", "Id,Town\n1,Rome\n2,Oslo\n3,Bonn\n");
        Write("towns.psv", "Rome|main|IT\nRome|other|VA\nOslo|main|NO\nParis|main|FR\n");
        using var file = Open("""
            { "file": "a.csv", "header": true, "lookups": [ { "file": "towns.psv", "header": false, "columns": ["Name", "Kind", "Land"], "when": { "column": "Kind", "is": "main" }, "on": { "Town": "Name" }, "add": { "Land": "Country" } } ],
              "records": [ { "entity": "account", "key": "Id", "fields": { "city": "Town", "country": "Country" } } ] }
            """);
        var countries = new List<string>();
        while (file.Read())
        {
            file.Records[0].Field("country")!.TryText(out var country, out _);
            countries.Add(country.ToString());
        }
        Assert.Equal(["IT", "NO", ""], countries);
        Assert.Equal(["Id", "Town"], file.Columns);
    }

    [Theory]
    [InlineData("\"when\": { \"column\": \"Kind\", \"isNot\": \"x\" }, \"on\": { \"Town\": \"Name\" }, \"add\": [\"Land\"]", "undecided", "lines 1 and 2 have the same Name (Rome)")]
    [InlineData("\"on\": { \"Ort\": \"Name\" }, \"add\": [\"Land\"]", "undecided", "lines 1 and 2")]
    [InlineData("\"when\": { \"column\": \"Kind\", \"is\": \"main\" }, \"on\": { \"Ort\": \"Name\" }, \"add\": [\"Land\"]", "columnsDiffer", "a.csv has no column \"Ort\", which the recipe names. It has: Id, Town, Land")]
    [InlineData("\"when\": { \"column\": \"Kind\", \"is\": \"main\" }, \"on\": { \"Town\": \"Name\" }, \"add\": { \"Land\": \"Town\" }", "columnsDiffer", "a.csv has a column \"Town\" already")]
    public void Lookups_that_leave_something_open_are_refused(string lookup, string code, string message)
    {
        Write("a.csv", "Id,Town\n1,Rome\n2,Oslo\n");
        Write("towns.psv", "Rome|main|IT\nRome|other|VA\nOslo|main|NO\n");
        var refused = Assert.Throws<FileRefusedException>(() => Open($$"""
            { "file": "a.csv", "header": true, "lookups": [ { "file": "towns.psv", "header": false, "columns": ["Name", "Kind", "Land"], {{lookup}} } ],
              "records": [ { "entity": "account", "key": "Id", "fields": { "city": "Town" } } ] }
            """));
        Assert.Equal(code, refused.Code);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Styles_come_from_all_values_or_are_asked()
    {
        var rows = string.Concat(Enumerable.Range(0, 2_000).Select(index => $"{index};{index % 12 + 1:00}/{index % 11 + 1:00}/2024;1.234\n"));
        const string Recipe = """{ "file": "a.csv", "records": [ { "entity": "order", "key": "No", "fields": { "orderedOn": "Day" } }, { "entity": "orderLine", "fields": { "order": "No", "amount": "Sum" } } ] }""";
        Write("a.csv", "No;Day;Sum\n" + rows + "x;13/01/2024;0,5\n");
        using (var file = Open(Recipe))
        {
            file.Read();
            Assert.True(file.Records[0].Field("orderedOn")!.TryDate(out var day, out _) && day!.Value.Day == new DateOnly(2024, 1, 1));
            file.Read();
            Assert.True(file.Records[0].Field("orderedOn")!.TryDate(out day, out _) && day!.Value.Day == new DateOnly(2024, 2, 2));
            file.Read();
            Assert.True(file.Records[1].Field("amount")!.TryScaled(4, out var sum, out _) && sum == 12_340_000);
        }
        Write("a.csv", "No;Day;Sum\n" + rows + "x;13/01/2024;0\n");
        Assert.Contains("a.csv, column Sum: the values do not tell how to read them, for instance 1.234 (1.234 or 1234). Add \"decimal\": \".\" or \",\" to the recipe.",
            Assert.Throws<FileRefusedException>(() => Open(Recipe)).Message, StringComparison.Ordinal);
        Write("a.csv", "No;Day;Sum\n" + rows + "x;12/11/2024;0,5\n");
        Assert.Contains("Add \"dateOrder\": \"dmy\" or \"mdy\" to the recipe.", Assert.Throws<FileRefusedException>(() => Open(Recipe)).Message, StringComparison.Ordinal);
        using var told = Open(Recipe.Replace("\"records\"", "\"dateOrder\": \"mdy\", \"decimal\": \",\", \"records\"", StringComparison.Ordinal));
        Assert.True(told.Read());
    }

    [Fact]
    public void A_header_that_cannot_be_told_is_asked()
    {
        Write("a.csv", "alpha,beta\ngamma,delta\n");
        var refused = Assert.Throws<FileRefusedException>(() => Open("""{ "file": "a.csv", "records": [ { "entity": "seller", "key": "alpha" } ] }"""));
        Assert.Equal(FileRefusedException.Undecided, refused.Code);
        Assert.Contains("Add \"header\": true or false", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_match_in_the_order_of_names()
    {
        foreach (var name in new[] { "b-2.csv", "b-10.csv", "a.csv" })
            Write(name, "x");
        Assert.Equal(["b-10.csv", "b-2.csv"], FeedFile.Matching(_folder, "b-*.csv"));
        Assert.Equal(FileRefusedException.Missing, Assert.Throws<FileRefusedException>(() => FeedFile.Matching(_folder, "c*.csv")).Code);
    }

    [Fact]
    public void Ragged_rows_are_handed_out_with_their_fault()
    {
        Write("a.csv", "Id,Name\n1,x\n2\n3,y,z\n");
        using var file = Open("""{ "file": "a.csv", "header": true, "records": [ { "entity": "seller", "key": "Id", "fields": { "name": "Name" } } ] }""");
        var faults = new List<string>();
        while (file.Read())
            faults.Add($"{file.Fault.Split('.')[0]}|{string.Join(",", file.Cells())}");
        Assert.Equal(["|1,x", "Line 3: 1 cells where 2 columns are expected|2", "Line 4: 3 cells where 2 columns are expected|3,y,z"], faults);
    }

    [Fact]
    public void Corrected_refused_rows_bring_no_extras_of_ours()
    {
        using (var stream = File.Create(Path.Combine(_folder, "a.csv")))
        using (var rows = new RefusedRows(stream, ["Id", "Name", "Note"]))
            rows.Add(7, "because", ["1", "x", "n"]);
        using var file = Open("""{ "file": "a.csv", "header": true, "records": [ { "entity": "seller", "key": "Id", "fields": { "name": "Name" } } ] }""");
        file.Read();
        Assert.Equal("""{"Note":"n"}""", file.Records[0].ExtrasJson());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text, new UTF8Encoding(false));

    private FeedFile Open(string file)
    {
        var recipe = RecipeText.Parse($$"""{ "recipe": 1, "source": "test", "files": [ {{file}} ] }""");
        return FeedFile.Open(_folder, "a.csv", recipe.Files[0]);
    }

    /// <summary>Key and fields of the first record of each row, "-" where it does not apply.</summary>
    private List<string> Fields(string json)
    {
        using var file = Open(json);
        var record = file.Records[0];
        var rows = new List<string>();
        while (file.Read())
        {
            if (!record.Applies)
            {
                rows.Add("-");
                continue;
            }
            Assert.True(record.TryKey(out var key, out var reason), reason);
            var cells = new List<string> { key.ToString() };
            foreach (var field in record.Fields)
            {
                Assert.True(field.TryText(out var text, out reason), reason);
                cells.Add(text.ToString());
            }
            rows.Add(string.Join("|", cells));
        }
        return rows;
    }
}
