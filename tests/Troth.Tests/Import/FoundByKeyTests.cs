using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>People look for what their own system calls a customer, an order, a product.</summary>
public abstract class FoundByKeyTests(TestServer troth)
{
    [Fact]
    public async Task Imported_records_are_found_by_the_number_of_their_own_system()
    {
        troth.Available();
        var recipe = ImportSamples.Recipe(ImportSamples.NewSource(),
            """{ "file": "accounts.csv", "records": [{ "entity": "account", "key": "no", "fields": { "name": "name" } }] }""",
            """
            { "file": "orders.csv", "records": [
              { "entity": "product", "key": "item", "fields": { "name": "what" } },
              { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "day" } },
              { "entity": "orderLine", "fields": { "order": "order", "product": "item", "quantity": "pieces", "unitPrice": "price" } }] }
            """);
        await troth.Database.Import(recipe, ("accounts.csv", "no,name\nK1013,Keyed Works\nK1014,Other Works\n"),
            ("orders.csv", "order,no,day,item,what,pieces,price\nB-5001,K1013,2026-01-05,P-489,Keyed bolt,1,2\nB-5002,K1014,2026-01-06,P-490,Other nut,1,2\n"));
        var client = troth.As(Role.Seller);
        foreach (var (address, found, other) in new[]
        {
            ("/accounts?q=k1013", "Keyed Works", "Other Works"), ("/orders?q=B-5001", "Keyed Works", "Other Works"), ("/orders?account=K1013", "B-5001", "B-5002"),
            ("/products?q=P-489", "Keyed bolt", "Other nut"), ("/search?q=K1013", "Keyed Works", "Other Works"), ("/search?q=B-5001", "Keyed Works", "Other Works"),
            ("/search?q=P-489", "Keyed bolt", "Other nut"),
        })
        {
            var shown = (await client.Open(address)).Words("main") ?? "";
            Assert.True(shown.Contains(found, StringComparison.Ordinal), $"{address}: {shown}");
            Assert.False(shown.Contains(other, StringComparison.Ordinal), $"{address}: {shown}");
        }
        Assert.Contains("B-5001", (await client.Open("/orders?q=B-5001")).Words("tbody"), StringComparison.Ordinal);
    }
}

public sealed class FoundByKeyOnSqlite(SqliteServer troth) : FoundByKeyTests(troth), IClassFixture<SqliteServer>;

public sealed class FoundByKeyOnPostgres(PostgresServer troth) : FoundByKeyTests(troth), IClassFixture<PostgresServer>;
