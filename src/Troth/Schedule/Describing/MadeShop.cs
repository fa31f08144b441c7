using System.IO.Compression;
using System.Text.Json;
using Troth.Schedule.Times;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>By which week a calendar goes, and on which days it differs: its hours can be worked out for another horizon.</summary>
public sealed record CalendarWeek(string Name, IReadOnlyList<Shift> Week, IReadOnlyList<OtherDay> Others);

/// <summary>A plant made ready for the engine: what stands at which place of its lists, and which instant its minutes are.</summary>
public sealed class MadeShop
{
    private const int Form = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<Guid, int> products, centers, classes;

    /// <exception cref="ShopRefusedException">The engine cannot plan with it.</exception>
    public MadeShop(
        ShopDefinition definition, Guid[] products, Guid[] centers, Guid[] classes, ShopClock clock,
        IReadOnlyList<CalendarWeek>? weeks = null)
    {
        Weeks = weeks;
        (Definition, Products, Centers, Classes, Clock) = (definition, products, centers, classes, clock);
        (this.products, this.centers, this.classes) = (Places(products), Places(centers), Places(classes));
        Shop = Shop.Of(definition);
    }

    public ShopDefinition Definition { get; }
    public Shop Shop { get; }

    /// <summary>Ids by their place in the engine's lists.</summary>
    public IReadOnlyList<Guid> Products { get; }
    public IReadOnlyList<Guid> Centers { get; }
    public IReadOnlyList<Guid> Classes { get; }
    public ShopClock Clock { get; }

    /// <summary>What its calendars were made of, one for each; null where that was not kept.</summary>
    public IReadOnlyList<CalendarWeek>? Weeks { get; }

    /// <summary>
    /// The same shop, in a horizon that begins on another Monday and has so many days; null where its calendars are not known beyond
    /// its own.
    /// </summary>
    public MadeShop? MovedOn(DateOnly monday, int days)
    {
        var clock = new ShopClock(Clock.Zone, monday, days);
        var later = (int)(clock.StartsAt - Clock.StartsAt).TotalMinutes;
        if (Weeks is null || later < 0) return null;
        ProductDefinition Moved(ProductDefinition product) => product.Stock is not { Receipts: { } receipts } stock ? product : product with
        {
            Stock = stock with
            {
                Receipts = [.. receipts.Select(r => r with { At = r.At - later }).Where(r => r.At >= 0 && r.At < clock.Horizon)],
            },
        };
        var definition = Definition with
        {
            Horizon = clock.Horizon, Calendars = [.. Weeks.Select(w => clock.Expand(w.Name, w.Week, w.Others))],
            Products = [.. Definition.Products.Select(Moved)],
        };
        return new(definition, [.. Products], [.. Centers], [.. Classes], clock, Weeks);
    }

    /// <summary>Its place among the engine's products; null when nothing says how it is to be had.</summary>
    public int? Product(Guid id) => products.TryGetValue(id, out var place) ? place : null;

    public int? Center(Guid id) => centers.TryGetValue(id, out var place) ? place : null;

    public int? Class(Guid id) => classes.TryGetValue(id, out var place) ? place : null;

    /// <summary>All of it in a form that is read back years later to the same shop, bit for bit, whatever the records say by then.</summary>
    public byte[] Write()
    {
        var kept = new Kept(Form, Clock.Zone.Id, Clock.Monday, Clock.Days, Clock.StartsAt, Definition, [.. Products], [.. Centers], [.. Classes], Weeks);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) JsonSerializer.Serialize(brotli, kept, Json);
        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">These bytes are no shop.</exception>
    public static MadeShop Read(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var kept = JsonSerializer.Deserialize<Kept>(brotli, Json) ?? throw new InvalidDataException("A kept shop is empty.");
        if (kept.Form != Form) throw new InvalidDataException($"A kept shop has form {kept.Form}; this program reads {Form}.");
        var clock = ShopClock.AsItWas(TimeZoneInfo.FindSystemTimeZoneById(kept.Zone), kept.Monday, kept.Days, kept.StartsAt, kept.Definition.Horizon);
        return new(kept.Definition, kept.Products, kept.Centers, kept.Classes, clock, kept.Weeks);
    }

    private static Dictionary<Guid, int> Places(Guid[] ids) => ids.Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place);

    private sealed record Kept(
        int Form, string Zone, DateOnly Monday, int Days, DateTimeOffset StartsAt, ShopDefinition Definition, Guid[] Products, Guid[] Centers, Guid[] Classes,
        IReadOnlyList<CalendarWeek>? Weeks = null);
}

/// <summary>Something in the description that is wrong or missing, in plain words with the remedy.</summary>
/// <param name="Code">Stable: <c>center.noCalendar</c>.</param>
/// <param name="Stops">Nothing can be planned until it is mended; else only <paramref name="Product"/> cannot, or it is worth knowing.</param>
/// <param name="Message">Names the record, its value and what to do.</param>
/// <param name="Href">Where to mend it.</param>
/// <param name="Product">The product whose routing was left out because of it.</param>
public sealed record ShopProblem(string Code, bool Stops, string Message, string Href, Guid? Product = null);

/// <summary>What came of making a shop: null when a problem stops it.</summary>
public sealed record ShopMaking(MadeShop? Made, IReadOnlyList<ShopProblem> Problems);
