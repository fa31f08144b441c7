using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Tests.Harness;
using Troth.Tests.Import;

namespace Troth.Tests.Orders;

/// <summary>Stock lists and order lines often know a product by its code alone.</summary>
public abstract class ProductNamesTests(TestServer troth)
{
    private const string Products = """{ "file": "products.csv", "records": [ { "entity": "product", "key": "Code", "fields": { "name": "Name", "family": "Family" } } ] }""";
    private const string Lines = """
        { "file": "lines.csv", "records": [
          { "entity": "product", "key": "Item", "fields": {}, "repeated": "first" },
          { "entity": "order", "key": "Order", "fields": { "orderedOn": "Day" } },
          { "entity": "orderLine", "fields": { "order": "Order", "product": "Item", "quantity": "Pieces", "unitPrice": "Price" } } ] }
        """;

    [Fact]
    public async Task A_product_without_a_name_is_shown_by_its_key()
    {
        troth.Available();
        var recipe = ImportSamples.Recipe(ImportSamples.NewSource(), Products, Lines);
        const string lines = "Order,Day,Item,Pieces,Price\nN1,2025-02-03,K-EMPTY,1,2\nN1,2025-02-03,K-BLANK,1,2\nN1,2025-02-03,K-LINE,1,2\nN1,2025-02-03,K-NAMED,1,2\n";
        await troth.Database.Import(recipe, ("products.csv", "Code,Name,Family\nK-EMPTY,,Nameless\nK-BLANK,  ,Nameless\nK-NAMED,Named valve,Nameless\n"), ("lines.csv", lines));
        var reader = troth.As(Role.Reader);

        Assert.Equal(["K-BLANK", "K-EMPTY", "Named valve"], (await reader.Open("/products?family=Nameless")).AllWords("tbody tr th"));
        var order = await troth.Database.Db(db => db.Orders.SingleAsync(o => o.ExternalKey == "N1"));
        var shown = (await reader.Open($"/orders/{order.Label}")).AllWords("#order-lines tbody tr th a");
        Assert.Equal(["K-EMPTY", "K-BLANK", "K-LINE", "Named valve"], shown);
        foreach (var code in new[] { "K-EMPTY", "K-BLANK", "K-LINE" })
        {
            var id = await troth.Database.Db(db => db.Products.Where(p => p.Code == code).Select(p => p.Id).SingleAsync());
            Assert.Equal(code, (await reader.Open($"/products/{id}")).Words("h1"));
        }

        // A name may come later; a file that tells none takes none away.
        await troth.Database.Import(recipe, ("products.csv", "Code,Name,Family\nK-EMPTY,At last a seal,Nameless\nK-BLANK,,Nameless\nK-NAMED,,Nameless\n"), ("lines.csv", lines));
        Assert.Equal(["K-BLANK", "At last a seal", "Named valve"], (await reader.Open("/products?family=Nameless")).AllWords("tbody tr th"));
    }
}

public sealed class ProductNamesOnSqlite(SqliteServer troth) : ProductNamesTests(troth), IClassFixture<SqliteServer>;

public sealed class ProductNamesOnPostgres(PostgresServer troth) : ProductNamesTests(troth), IClassFixture<PostgresServer>;
