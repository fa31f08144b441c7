using Microsoft.EntityFrameworkCore.Metadata;
using Mono.Cecil;
using Troth.Tests.Harness;

namespace Troth.Tests.Architecture;

/// <summary>
/// Who may know whom. Facts flow one way, so that a room can be read, changed and taken away without reading those after it. Adding a
/// line here is a decision.
/// </summary>
public sealed class RoomsTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    /// <summary>A room, and the rooms it may know. All may know Platform, which knows none.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Platform"] = [],
        ["Identity"] = ["Accounts"], // which seller somebody is
        ["Accounts"] = ["Identity", "Import"],
        ["Orders"] = ["Accounts", "Identity", "Import"],
        ["Promises"] = ["Accounts", "Orders", "Identity", "Import", "Schedule"],
        ["Import"] = ["Identity"], // who may import
        ["Today"] = ["Accounts", "Identity"],
        ["Book"] = ["Accounts", "Orders", "Identity", "Import"], // how files are read, by ./troth evidence
        ["Team"] = ["Accounts", "Book", "Identity", "Promises"],
        ["Effort"] = ["Accounts", "Book", "Identity", "Promises"], // whether single sellers are shown
        ["Doubles"] = ["Accounts", "Identity"],
        ["Schedule"] = ["Accounts", "Identity", "Import", "Orders"],
        ["Integrations"] = ["Accounts", "Orders", "Schedule", "Identity"],
        ["Portal"] = ["Accounts", "Orders", "Promises", "Identity"],
        ["Trading"] = ["Accounts", "Book", "Effort", "Identity", "Promises"], // whether single sellers are shown
        ["Tiers"] = ["Accounts", "Book", "Effort", "Identity", "Orders", "Promises"],
        ["Sample"] = ["Accounts", "Book", "Identity", "Import", "Orders", "Portal", "Promises", "Schedule"],
    };

    /// <summary>What Identity says to all rooms: who reads, what they may, whose company it is.</summary>
    private static readonly string[] OpenToAll =
        ["Troth.Identity.Right", "Troth.Identity.Rights", "Troth.Identity.RouteRights", "Troth.Identity.RightNeeded", "Troth.Identity.Reader", "Troth.Identity.CurrentCompany"];

    private static readonly IReadOnlyList<Use> Across =
        [.. CompiledCode.Uses.Where(u => CompiledCode.Room(u.From) is not "" && CompiledCode.Room(u.To) != CompiledCode.Room(u.From) && CompiledCode.Room(u.To) != "Platform")];

    [Fact]
    public void The_program_was_read()
    {
        Assert.Contains(CompiledCode.Types, t => t.FullName == "Troth.Accounts.Account");
        Assert.Contains(Across, u => u.From.FullName == "Troth.Orders.OrderTable" && u.To.FullName == "Troth.Accounts.Account");
    }

    [Fact]
    public void Rooms_know_only_the_rooms_listed() =>
        Nothing(Across.Where(u => !MayKnow.GetValueOrDefault(CompiledCode.Room(u.From), []).Contains(CompiledCode.Room(u.To))).Select(u => u.ToString()));

    [Fact]
    public void Every_line_of_the_list_is_needed()
    {
        var used = Across.Select(u => $"{CompiledCode.Room(u.From)} knows {CompiledCode.Room(u.To)}").ToHashSet();
        Nothing(MayKnow.SelectMany(m => m.Value.Select(to => $"{m.Key} knows {to}")).Except(used));
        Nothing(MayKnow.Keys.Except(CompiledCode.Types.Select(CompiledCode.Room)));
        Nothing(OpenToAll.Except(CompiledCode.Types.Select(t => t.FullName)));
    }

    [Fact]
    public async Task Another_room_is_used_only_through_its_contracts_and_its_records()
    {
        var open = await Open();
        Assert.True(open.Count > 20);
        Nothing(Across.Where(u => !open.Contains(u.To)).Select(u => u.ToString()));
    }

    /// <summary>A room and what it shows to others count apart, so that two rooms may each use what the other shows, but no further.</summary>
    [Fact]
    public async Task No_room_depends_on_itself_through_another()
    {
        var open = await Open();
        // What a record says of a broken rule stands in its room's texts, which know nothing themselves.
        string Node(TypeDefinition type) => CompiledCode.Room(type) + (open.Contains(type) ? " as shown" : type.Name == "Words" ? " in words" : "");
        var edges = CompiledCode.Uses.Where(u => CompiledCode.Room(u.From) is not "" && Node(u.From) != Node(u.To)).Select(u => (From: Node(u.From), To: Node(u.To))).Distinct()
            .ToLookup(e => e.From, e => e.To);
        HashSet<string> Reached(string from)
        {
            var seen = new HashSet<string>();
            var next = new Stack<string>(edges[from]);
            while (next.TryPop(out var node))
                if (seen.Add(node))
                    foreach (var further in edges[node]) next.Push(further);
            return seen;
        }
        var reached = edges.ToDictionary(e => e.Key, e => Reached(e.Key));
        Nothing(from a in reached
                     from b in reached
                     where a.Key.Split(' ')[0] != b.Key.Split(' ')[0] && a.Value.Contains(b.Key) && b.Value.Contains(a.Key)
                     select $"{a.Key} and {b.Key} depend on each other");
    }

    private static void Nothing(IEnumerable<string> wrong)
    {
        var list = string.Join('\n', wrong);
        Assert.True(list.Length == 0, list);
    }

    /// <summary>Contracts, records with their parts and sets, and what is listed.</summary>
    private async Task<HashSet<TypeDefinition>> Open()
    {
        var model = await database.Db(db => Task.FromResult(db.Model));
        var records = model.GetEntityTypes().SelectMany(OfRecord).Select(t => t.FullName).ToHashSet();
        return [.. CompiledCode.Types.Where(t => CompiledCode.Room(t) == "Platform" || CompiledCode.InContracts(t) || records.Contains(t.FullName)
            || t.Name.EndsWith("Data", StringComparison.Ordinal) || OpenToAll.Contains(t.FullName))];
    }

    private static IEnumerable<Type> OfRecord(ITypeBase type) =>
        type.GetProperties().SelectMany(p => new[] { p.ClrType, Nullable.GetUnderlyingType(p.ClrType), p.ClrType.GetElementType() }).OfType<Type>()
            .Concat(type.GetComplexProperties().SelectMany(c => OfRecord(c.ComplexType))).Append(type.ClrType);
}
