using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>Gives accounts, people and sellers back what a single change took from them, as if it were typed in by hand.</summary>
internal sealed class TakeBackChanges(TrothContext db, EditAccount editAccount, AssignAccount assign, EditContact editContact, EditSeller editSeller, MergePatch patch)
{
    private static readonly string[] OfAddress = [nameof(Address.Street), nameof(Address.City), nameof(Address.Region), nameof(Address.PostalCode), nameof(Address.Country)];

    private static readonly string[] OfAccount =
    [
        nameof(Account.Name), nameof(Account.ParentId), nameof(Account.Segment), nameof(Account.Industry), nameof(Account.Employees), nameof(Account.Revenue), nameof(Account.RevenueCurrency),
        nameof(Account.FoundedYear), nameof(Account.Website), nameof(Account.Domains), nameof(Account.Phone), nameof(Account.Tags), nameof(Account.Status), nameof(Account.TimeZone),
        nameof(Account.TransitDays), nameof(Account.ReceivesOn), nameof(Account.SellerId),
        .. OfAddress.Select(part => $"{nameof(Account.Address)}.{part}"), .. OfAddress.Select(part => $"{nameof(Account.ShippingAddress)}.{part}"),
    ];

    private static readonly string[] OfContact =
    [
        nameof(Contact.Name), nameof(Contact.Salutation), nameof(Contact.FirstName), nameof(Contact.LastName), nameof(Contact.Title), nameof(Contact.Email), nameof(Contact.Phone), nameof(Contact.Mobile),
    ];

    private static readonly string[] OfSeller = [nameof(Seller.Name), nameof(Seller.Title), nameof(Seller.Email), nameof(Seller.Phone), nameof(Seller.TeamId), nameof(Seller.Active)];

    public static void AddTo(IServiceCollection services)
    {
        services.AddScoped<TakeBackChanges>();
        services.AddSingleton(new TakesBack("account", nameof(Right.EditAccounts), OfAccount, (all, id, fields, cancel) => all.GetRequiredService<TakeBackChanges>().ToAccount(id, fields, cancel)));
        services.AddSingleton(new TakesBack("contact", nameof(Right.EditAccounts), OfContact, (all, id, fields, cancel) => all.GetRequiredService<TakeBackChanges>().ToContact(id, fields, cancel)));
        services.AddSingleton(new TakesBack("seller", nameof(Right.Administer), OfSeller, (all, id, fields, cancel) => all.GetRequiredService<TakeBackChanges>().ToSeller(id, fields, cancel)));
    }

    private async Task ToAccount(Guid id, IReadOnlyList<FieldChange> fields, CancellationToken cancel)
    {
        // Who looks after it is given back by its own rules; both or none.
        await using var both = await db.Database.BeginTransactionAsync(cancel);
        var moved = fields.FirstOrDefault(f => f.Field == nameof(Account.SellerId));
        var rest = fields.Where(f => f != moved).ToList();
        if (rest.Count > 0) await editAccount.Run(id.ToString(), now => patch.Apply(now, Patch(rest)), cancel);
        if (moved is not null)
        {
            var version = await db.Accounts.AsNoTracking().Where(a => a.Id == id).Select(a => a.Version).SingleAsync(cancel);
            await assign.Run(id.ToString(), new(moved.From, version), cancel);
        }
        await both.CommitAsync(cancel);
    }

    private Task<Contact> ToContact(Guid id, IReadOnlyList<FieldChange> fields, CancellationToken cancel) => editContact.Run(id.ToString(), now => patch.Apply(now, Patch(fields)), cancel);

    private async Task ToSeller(Guid id, IReadOnlyList<FieldChange> fields, CancellationToken cancel)
    {
        var now = await db.Sellers.AsNoTracking().SingleAsync(s => s.Id == id, cancel);
        var back = fields.ToDictionary(f => f.Field, f => f.From);
        var teamId = back.TryGetValue(nameof(Seller.TeamId), out var team) ? Guid.TryParse(team, out var known) ? known : null : now.TeamId;
        var teamName = teamId is null ? null : await db.Teams.AsNoTracking().Where(t => t.Id == teamId).Select(t => t.Name).FirstOrDefaultAsync(cancel);
        string? Back(string field, string? today) => back.GetValueOrDefault(field, today);
        await editSeller.Run(id.ToString(), new(Back(nameof(now.Name), now.Name) ?? "", Back(nameof(now.Title), now.Title), Back(nameof(now.Email), now.Email), Back(nameof(now.Phone), now.Phone), teamName,
            back.TryGetValue(nameof(now.Active), out var active) ? active == "true" : now.Active, now.Version), cancel);
    }

    /// <summary>The fields' earlier values as a program would send them.</summary>
    private static JsonElement Patch(IEnumerable<FieldChange> fields)
    {
        var patch = new JsonObject();
        foreach (var (field, from, _) in fields)
        {
            var path = field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
            var at = patch;
            foreach (var part in path[..^1]) at = (JsonObject)(at[part] ??= new JsonObject());
            at[field == nameof(Account.ParentId) ? "parent" : path[^1]] = Value(field, from);
        }
        return JsonSerializer.SerializeToElement(patch);
    }

    private static JsonNode? Value(string field, string? from) => field switch
    {
        nameof(Account.Domains) => List(from, ' '),
        nameof(Account.Tags) => List(from, ','),
        nameof(Account.Employees) or nameof(Account.FoundedYear) or nameof(Account.TransitDays) or nameof(Account.Revenue) =>
            from is null ? null : JsonValue.Create(decimal.Parse(from, CultureInfo.InvariantCulture)),
        _ => from is null ? null : JsonValue.Create(from),
    };

    private static JsonArray List(string? text, char between) => [.. WordList.Split(text, between).Select(word => (JsonNode)JsonValue.Create(word)!)];
}
