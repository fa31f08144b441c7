using System.Text;
using System.Text.Json;
using Troth.Simulation.Words;

namespace Troth.Simulation.Files;

/// <summary>The recipe of a written company: every column is named as the field it feeds.</summary>
internal static class RecipeFile
{
    private static readonly (string File, string Entity, bool Keyed, string[] Fields)[] Files =
    [
        ("sellers.csv", "seller", true, ["name", "email", "phone", "title", "team", "active"]),
        ("products.csv", "product", true, ["name", "family", "category", "unit", "listPrice", "cost", "currency", "active"]),
        ("rates.csv", "rate", false, ["currency", "validFrom", "rate"]),
        ("accounts.csv", "account", true,
        [
            "name", "parent", "segment", "industry", "employees", "revenue", "revenueCurrency", "website", "domains", "phone", "street", "city",
            "region", "postalCode", "country", "tags", "seller", "yearFounded",
        ]),
        ("contacts.csv", "contact", true, ["account", "firstName", "lastName", "title", "role", "email", "phone", "department"]),
        ("orders.csv", "order", true,
            ["account", "seller", "orderedOn", "currency", "status", "channel", "customerReference", "requestedOn", "promisedOn", "shippedOn"]),
        ("order_lines.csv", "orderLine", true,
            ["order", "product", "quantity", "unitPrice", "discount", "amount", "requestedOn", "promisedOn", "shippedOn", "kind"]),
        ("claims.csv", "claim", false, ["account", "seller", "step", "claimedOn"]),
    ];

    public static string Header(string entity)
    {
        var (_, _, keyed, fields) = Files.Single(file => file.Entity == entity);
        return string.Join(',', keyed ? fields.Prepend("key") : fields);
    }

    public static string Text(SimulationSettings settings)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"recipe\": 1, \"name\": \"").Append(JsonEncodedText.Encode(settings.CompanyName)).Append("\", \"source\": \"")
            .Append(WebName.Of(settings.CompanyName, '-')).Append("\", \"currency\": \"EUR\",\n  \"files\": [\n");
        for (var i = 0; i < Files.Length; i++)
        {
            var (file, entity, keyed, fields) = Files[i];
            text.Append("    { \"file\": \"").Append(file)
                .Append("\", \"delimiter\": \",\", \"encoding\": \"utf-8\", \"header\": true, \"dateOrder\": \"ymd\", \"decimal\": \".\",\n")
                .Append("      \"records\": [ { \"entity\": \"").Append(entity).Append('"').Append(keyed ? ", \"key\": \"key\"" : "").Append(", \"fields\": {\n        ")
                .AppendJoin(", ", fields.Select(field => $"\"{field}\": \"{field}\""))
                .Append(" } } ] }").Append(i < Files.Length - 1 ? ",\n" : "\n");
        }

        return text.Append("  ]\n}\n").ToString();
    }
}
