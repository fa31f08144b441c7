using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

/// <summary>The shipped recipes over the real files, down to typed cells.</summary>
public class ExampleRecipeTests
{
    private static readonly Recipe AdventureWorks = Load("adventureworks");
    private static readonly Recipe Retail = Load("retail");

    [RealDataFact]
    public void Adventure_Works_orders_come_to_the_published_total()
    {
        using var file = Open(AdventureWorks, "adventureworks", "FactResellerSales.csv");
        var (order, line) = (file.Records[0], file.Records[1]);
        long cents = 0;
        HashSet<string> orders = [], accounts = [], sellers = [];
        while (file.Read())
        {
            Assert.Equal("", file.Fault);
            Assert.True(order.TryKey(out var key, out _));
            orders.Add(key.ToString());
            accounts.Add(Text(order, "account"));
            sellers.Add(Text(order, "seller"));
            Assert.True(order.Field("orderedOn")!.TryDate(out var day, out _) && day is { Time: null });
            Assert.True(line.Field("amount")!.TryScaled(4, out var amount, out _));
            cents += amount!.Value;
        }
        Assert.Equal((57_851, 3_616, 17, 77_548_570_2000), (file.Rows, orders.Count, sellers.Count, cents));
        using var people = Open(AdventureWorks, "adventureworks", "Sales.vSalesPerson.csv");
        Assert.Equal(sellers.Order(), Keys(people).Order());
        using var resellers = Open(AdventureWorks, "adventureworks", "DimReseller.psv");
        Assert.Subset(Keys(resellers).ToHashSet(), accounts);
    }

    [RealDataFact]
    public void Adventure_Works_sellers_carry_the_quotas_of_their_keys()
    {
        var byEmployee = Quotas("FactSalesQuota.psv", new KnownLayout(Header: false), 1, 5, 2);
        var byPerson = Quotas("Sales.SalesPersonQuotaHistory.csv", KnownLayout.Nothing, 0, 2, 1);
        using var file = Open(AdventureWorks, "adventureworks", "Sales.vSalesPerson.csv");
        var pairs = 0;
        while (file.Read())
        {
            file.Records[0].TryKey(out var employee, out _);
            Assert.Equal(byPerson[file.Cells()[0]], byEmployee[employee.ToString()]);
            pairs++;
        }
        Assert.Equal(17, pairs);
        Assert.Equal(17, byEmployee.Values.Select(quotas => string.Join(" ", quotas)).Distinct().Count());
    }

    [RealDataFact]
    public void Adventure_Works_accounts_have_their_city_and_contacts_their_account()
    {
        using var resellers = Open(AdventureWorks, "adventureworks", "DimReseller.psv");
        var account = resellers.Records[0];
        var stores = new List<(string Name, string City)>();
        while (resellers.Read())
        {
            stores.Add((Text(account, "name"), Text(account, "city")));
            Assert.NotEqual("", Text(account, "country"));
            Assert.True(account.Field("revenue")!.TryScaled(4, out _, out _));
            Assert.True(account.Field("employees")!.TryInteger(out var employees, out _) && employees > 0);
        }
        Assert.Equal(701, stores.Count);
        using var people = Open(AdventureWorks, "adventureworks", "Sales.vStoreWithContacts.csv");
        var contact = people.Records[0];
        while (people.Read())
        {
            var named = stores.Where(store => store.Name == Text(contact, "account")).ToList();
            contact.Field("account")!.Also!.TryText(out var city, out _);
            var town = city.ToString();
            Assert.Single(named.Count == 1 ? named : named.Where(store => store.City == town));
            Assert.NotEqual("", Text(contact, "phone") + Text(contact, "mobile"));
        }
        Assert.Equal(753, people.Rows);
        Assert.Equal(753, Keys(Open(AdventureWorks, "adventureworks", "Sales.vStoreWithContacts.csv")).Distinct().Count());
    }

    [RealDataFact]
    public void Retail_lines_are_all_accounted_for()
    {
        using var file = Open(Retail, "retail", "online_retail.csv.gz");
        var (product, account, order, line) = (file.Records[0], file.Records[1], file.Records[2], file.Records[3]);
        var kinds = new Dictionary<string, int>();
        HashSet<string> orders = [], accounts = [], products = [];
        var extras = 0;
        while (file.Read())
        {
            Assert.True(product.TryKey(out var code, out _));
            Assert.True(order.TryKey(out var number, out _));
            products.GetAlternateLookup<ReadOnlySpan<char>>().Add(code);
            orders.GetAlternateLookup<ReadOnlySpan<char>>().Add(number);
            if (account.Applies && account.TryKey(out var customer, out _))
                accounts.GetAlternateLookup<ReadOnlySpan<char>>().Add(customer);
            line.Field("quantity")!.TryScaled(6, out var quantity, out _);
            Assert.True(line.Field("unitPrice")!.TryScaled(6, out var price, out _));
            var kind = Text(line, "kind") + (quantity < 0 || price < 0 ? " below zero" : "");
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            extras += line.ExtrasJson() is null ? 0 : 1;
            Assert.True(order.Field("orderedOn")!.TryDate(out var day, out _) && day!.Value.Time is not null);
        }
        Assert.Equal((541_909, 25_900, 4_372, 4_070), (file.Rows, orders.Count, accounts.Count, products.Count));
        Assert.Equal((9_288, 1_338, 531_283), (kinds["cancellation below zero"], kinds["sale below zero"], kinds["sale"]));
        Assert.Equal(0, extras);
        Assert.DoesNotContain(accounts, key => key.Contains('.', StringComparison.Ordinal));
    }

    [RealDataFact]
    public void Every_file_of_the_recipes_opens()
    {
        foreach (var (recipe, folder) in new[] { (AdventureWorks, "adventureworks"), (Retail, "retail") })
            foreach (var file in recipe.Files)
                using (var open = Open(recipe, folder, file.File))
                    Assert.True(open.Read());
    }

    private static Recipe Load(string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        RecipeText.Load(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "examples", name, "recipe.json"));

    private static FeedFile Open(Recipe recipe, string folder, string file) =>
        FeedFile.Open(RealData.File(folder), file, recipe.Files.Single(one => one.File == file));

    private static string Text(FeedRecord record, string field)
    {
        Assert.True(record.Field(field)!.TryText(out var text, out var reason), reason);
        return text.ToString();
    }

    private static List<string> Keys(FeedFile file)
    {
        var keys = new List<string>();
        using (file)
            while (file.Read())
            {
                Assert.True(file.Records[0].TryKey(out var key, out var reason), reason);
                keys.Add(key.ToString());
            }
        return keys;
    }

    private static Dictionary<string, List<decimal>> Quotas(string name, KnownLayout known, int key, int quota, int date)
    {
        var path = RealData.File("adventureworks", name);
        var rows = RowReader.Open(path, FileSniffer.Sniff(path, known)).Rows();
        return rows.GroupBy(row => row[key]).ToDictionary(group => group.Key, group => group.OrderBy(row => row[date], StringComparer.Ordinal).Select(row =>
        {
            Assert.True(Cells.TryDecimal(row[quota], DecimalMark.Point, 4, out var value, out _));
            return value;
        }).ToList());
    }
}
