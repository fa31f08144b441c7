namespace Troth.Import.Reading;

/// <summary>What a field holds, and so how a cell is read into it.</summary>
public enum FieldKind
{
    Text,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Money amount, at most four decimals.</summary>
    Money,

    /// <summary>Unit price, quantity or exchange rate, at most six decimals.</summary>
    Number,

    /// <summary>Part of a whole, 0 to 1; "10%" is 0.1.</summary>
    Share,

    /// <summary>Day; a time of day that stands with it is kept where the entity has a field for it.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>ISO 4217 code.</summary>
    Currency,

    /// <summary>Several words separated by semicolons.</summary>
    List,

    /// <summary>Another record, by its external key or another field.</summary>
    Reference,

    /// <summary>One of <see cref="ImportField.Words"/>.</summary>
    Word,
}

/// <summary>A field that an import can fill.</summary>
/// <param name="Name">As written in recipes and headers.</param>
/// <param name="Kind">How its cells are read.</param>
/// <param name="Refers">The entity a reference points to.</param>
/// <param name="Words">The values a word may take.</param>
public sealed record ImportField(string Name, FieldKind Kind, string? Refers = null, IReadOnlyList<string>? Words = null);

/// <summary>An entity that an import can make.</summary>
/// <param name="Name">As written in recipes.</param>
/// <param name="NeedsKey">Without an external key a row is refused.</param>
/// <param name="Fields">Every field it has, without the key.</param>
public sealed record ImportEntity(string Name, bool NeedsKey, IReadOnlyList<ImportField> Fields)
{
    /// <summary>The field of that name, or null.</summary>
    public ImportField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <summary>The native names of everything an import can fill.</summary>
public static class ImportEntities
{
    private static ImportField Text(string name) => new(name, FieldKind.Text);
    private static ImportField Date(string name) => new(name, FieldKind.Date);
    private static ImportField Number(string name) => new(name, FieldKind.Number);
    private static ImportField Money(string name) => new(name, FieldKind.Money);
    private static ImportField Flag(string name) => new(name, FieldKind.Flag);
    private static ImportField Currency(string name) => new(name, FieldKind.Currency);
    private static ImportField Reference(string name, string entity) => new(name, FieldKind.Reference, entity);

    public static ImportEntity Seller { get; } = new("seller", true,
        [Text("name"), Text("firstName"), Text("lastName"), Text("email"), Text("phone"), Text("title"), Text("team"), Flag("active")]);

    public static ImportEntity Product { get; } = new("product", true,
        [Text("name"), Text("family"), Text("category"), Text("unit"), Number("listPrice"), Number("cost"), Currency("currency"), Flag("active")]);

    public static ImportEntity Account { get; } = new("account", true,
    [
        Text("name"), Reference("parent", "account"), Text("segment"), Text("industry"), new("employees", FieldKind.Integer),
        Money("revenue"), Currency("revenueCurrency"), Text("website"), new("domains", FieldKind.List), Text("phone"), Text("street"),
        Text("city"), Text("region"), Text("postalCode"), Text("country"), Text("shippingStreet"), Text("shippingCity"),
        Text("shippingRegion"), Text("shippingPostalCode"), Text("shippingCountry"), new("tags", FieldKind.List), Reference("seller", "seller"),
        new("yearFounded", FieldKind.Integer), Text("status"),
    ]);

    public static ImportEntity Contact { get; } = new("contact", true,
    [
        Reference("account", "account"), Text("name"), Text("salutation"), Text("firstName"), Text("lastName"), Text("title"), Text("role"), Text("email"),
        Text("phone"), Text("mobile"), Text("department"),
    ]);

    public static ImportEntity Order { get; } = new("order", true,
    [
        Reference("account", "account"), Reference("seller", "seller"), Date("orderedOn"), Text("orderedTime"), Currency("currency"),
        Text("status"), Text("customerReference"), Date("requestedOn"), Date("promisedOn"), Date("shippedOn"),
    ]);

    public static ImportEntity OrderLine { get; } = new("orderLine", false,
    [
        Reference("order", "order"), Reference("product", "product"), Text("description"), Number("quantity"), Number("unitPrice"),
        new("discount", FieldKind.Share), Money("amount"), Date("requestedOn"), Date("promisedOn"), Date("shippedOn"),
        new("kind", FieldKind.Word, Words: ["sale", "return", "cancellation", "adjustment"]),
    ]);

    public static ImportEntity Claim { get; } = new("claim", false,
        [Reference("account", "account"), Reference("seller", "seller"), new("step", FieldKind.Integer), Date("claimedOn")]);

    public static ImportEntity Rate { get; } = new("rate", false, [Currency("currency"), Date("validFrom"), Number("rate")]);

    /// <summary>Every entity, in the order in which they may refer to each other.</summary>
    public static IReadOnlyList<ImportEntity> All { get; } = [Seller, Product, Account, Contact, Order, OrderLine, Claim, Rate];

    /// <summary>The entity of that name, or null.</summary>
    public static ImportEntity? Find(string name) => All.FirstOrDefault(entity => entity.Name == name);
}
