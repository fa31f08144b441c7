using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

public class RecipeTextTests
{
    private const string Whole = """
        {
          "recipe": 1, "name": "All of it", "source": "erp", "currency": "EUR", "accountSeller": "latestOrder",
          // people may comment
          "files": [
            { "file": "orders-*.csv", "delimiter": ";", "encoding": "windows-1252", "header": false, "columns": ["No", "Day", "Customer", "Town", "Qty", "Code", "Who"],
              "empty": ["NULL", "\\N"], "dateOrder": "dmy", "decimal": ",", "absent": "end",
              "lookups": [ { "file": "towns.psv", "delimiter": "tab", "on": { "Town": "Name" }, "add": { "Land": "Country" }, "when": { "column": "Kind", "is": "Main" } } ],
              "records": [
                { "entity": "order", "key": { "columns": ["No", "Customer"], "join": "/" }, "repeated": "first", "extras": ["Country"],
                  "fields": {
                    "orderedOn": { "column": "Day", "dateOrder": "mdy" },
                    "account": { "column": "Customer", "by": "name", "also": { "column": "Town", "by": "city" } },
                    "seller": { "column": "Who", "map": { "1": "anna", "2": "björn" }, "unmapped": "refuse", "default": "house" },
                    "customerReference": { "column": "No", "trim": true, "stripPrefix": "AB", "stripSuffix": ".0" } } },
                { "entity": "orderLine", "when": [ { "column": "Code", "isNot": ["X", "Y"] }, { "column": "Qty", "above": -5.5 } ], "negative": "return", "ignore": ["Who"],
                  "fields": {
                    "order": { "columns": ["No", "Customer"], "join": "/" },
                    "quantity": { "column": "Qty", "decimal": "." },
                    "kind": { "cases": [ { "when": { "column": "No", "starts": "C" }, "value": "cancellation" }, { "value": "sale" } ] } } } ] } ]
        }
        """;

    [Fact]
    public void Written_and_read_again_it_is_the_same()
    {
        var recipe = RecipeText.Parse(Whole);
        var written = RecipeText.Write(recipe);
        Assert.Equal(written, RecipeText.Write(RecipeText.Parse(written)));
        Assert.Contains("björn", written, StringComparison.Ordinal);
        var line = recipe.Files[0].Records[1];
        Assert.Equal(-5.5m, line.When[1].Above);
        Assert.Equal(Negative.Return, line.Negative);
        Assert.Equal("Country", recipe.Files[0].Lookups[0].Add[0].Value);
        Assert.Equal('\t', recipe.Files[0].Lookups[0].Delimiter);
        Assert.Equal("city", recipe.Files[0].Records[0].Fields[1].Value.Also!.By);
    }

    [Fact]
    public void Unknown_field_is_refused_by_name_with_its_line()
    {
        var refused = Refusal("{\n \"recipe\": 1, \"source\": \"x\",\n \"files\": [ { \"file\": \"a.csv\",\n \"delimeter\": \";\",\n \"records\": [] } ] }");
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(("files[0].delimeter", 4), (problem.Path, problem.Line));
        Assert.Contains("unknown field \"delimeter\"", problem.Message, StringComparison.Ordinal);
        Assert.Contains("recipe: line 4, files[0].delimeter: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"entity\": \"order\"", "\"entity\": \"invoice\"", "files[0].records[0].entity", 9)]
    [InlineData("\"orderedOn\":", "\"ordredOn\":", "files[0].records[0].fields.ordredOn", 11)]
    [InlineData("\"by\": \"city\"", "\"by\": \"town\"", "files[0].records[0].fields.account.by", 12)]
    [InlineData("\"value\": \"sale\"", "\"value\": \"sold\"", "files[0].records[1].fields.kind", 19)]
    [InlineData("\"column\": \"Day\"", "\"column\": \"Date\"", "files[0].records[0].fields.orderedOn", 11)]
    [InlineData("\"currency\": \"EUR\"", "\"currency\": \"Euro\"", "currency", 2)]
    [InlineData("\"recipe\": 1", "\"recipe\": 2", "recipe", 1)]
    [InlineData("\"absent\": \"end\"", "\"absent\": \"delete\"", "files[0].absent", 6)]
    [InlineData("\"orders-*.csv\"", "\"../secret.csv\"", "files[0].file", 5)]
    [InlineData("\"trim\": true", "\"trim\": \"yes\"", "files[0].records[0].fields.customerReference.trim", 14)]
    [InlineData("\"encoding\": \"windows-1252\"", "\"encoding\": \"ebcdic\"", "files[0].encoding", 5)]
    [InlineData("\"2\": \"björn\"", "\"1\": \"björn\"", "files[0].records[0].fields.seller.map.1", 13)]
    [InlineData("\"negative\": \"return\"", "\"key\": {\"column\": \"No\", \"value\": \"1\"}", "files[0].records[1].key", 15)]
    [InlineData("\"Qty\", \"above\": -5.5", "\"Qty\"", "files[0].records[1].when", 15)]
    [InlineData("\"recipe\": 1, \"name\": \"All of it\", \"source\": \"erp\"", "\"recipe\": 1", "", 1)]
    [InlineData("\"file\": \"orders-*.csv\",", "\"file\": \"orders-*.csv\"", "", 5)]
    public void What_is_wrong_is_named_with_path_and_line(string right, string wrong, string path, int line)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var problem = Refusal(Whole.Replace(right, wrong, StringComparison.Ordinal)).Problems[0];
        Assert.Equal((path, line), (problem.Path, problem.Line));
    }

    private static RecipeRefusedException Refusal(string json) => Assert.Throws<RecipeRefusedException>(() => RecipeText.Parse(json));
}
