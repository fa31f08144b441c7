using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>Routings for the engine. What cannot be planned is left out, with every reason why.</summary>
internal sealed class RoutingMake(
    ShopRecords records, Dictionary<Guid, int> centers, Dictionary<Guid, int> products, Dictionary<string, int> families, int horizon, List<ShopProblem> problems)
{
    private const int Day = 24 * 60;

    public Dictionary<Guid, RoutingDefinition> Run()
    {
        var made = new Dictionary<Guid, RoutingDefinition>();
        foreach (var (id, name) in records.Products)
        {
            if (records.Supplies.GetValueOrDefault(id)?.Made == false || !records.Operations[id].Any()) continue;
            var before = problems.Count;
            var routing = Routing(id, name);
            if (problems.Count == before) made.Add(id, routing);
        }
        return made;
    }

    private RoutingDefinition Routing(Guid id, string name)
    {
        var operations = records.Operations[id].ToList();
        var place = new Dictionary<int, int>();
        foreach (var operation in operations)
            if (!place.TryAdd(operation.No, place.Count)) Wrong("operation.twice", id, Words.Say("problem.twice", operation.No, name));
        var materials = records.Materials[id].ToLookup(m => m.OperationNo ?? operations[0].No);
        foreach (var lost in materials.Where(m => !place.ContainsKey(m.Key))) Wrong("material.operation", id, Words.Say("problem.materialAt", name, lost.Key));
        var made = new List<OperationDefinition>();
        foreach (var operation in operations) made.Add(Operation(id, name, operation, made.Count == 0 ? null : operations[made.Count - 1].No, place, materials[operation.No]));
        if (place.Count == operations.Count && Ring(made) is { } ring)
            Wrong("operation.ring", id, Words.Say("problem.ring", name, string.Join(" → ", ring.Select(at => operations[at].No))));
        return new(made);
    }

    private OperationDefinition Operation(Guid id, string name, RoutingOperation operation, int? before, Dictionary<int, int> place, IEnumerable<RoutingMaterial> uses)
    {
        var after = operation.After is null ? before is { } one ? [one] : [] : operation.AfterNumbers;
        if (after is null) Wrong("operation.after", id, Words.Say("problem.after", operation.No, name, operation.After));
        foreach (var number in (after ?? []).Where(n => !place.ContainsKey(n))) Wrong("operation.after", id, Words.Say("problem.after", operation.No, name, number));
        var at = new List<OperationCenter>();
        foreach (var where in records.Places[operation.Id])
            if (!centers.TryGetValue(where.WorkCenterId, out var center)) Wrong("operation.ended", id, Words.Say("problem.centerEnded", operation.No, name));
            else if (where.SetupMinutes > horizon || where.RunMinutes > horizon) Wrong("operation.long", id, Words.Say("problem.long", operation.No, name));
            else at.Add(new OperationCenter(center, where.SetupMinutes, where.RunMinutes, where.RunPieces));
        var parts = Materials(id, name, uses);
        if (at.Count == 0 && operation.OutsideDays == 0) Wrong("operation.noCenter", id, Words.Say("problem.noCenter", operation.No, name));
        if (at.Count > 0 && operation.OutsideDays > 0) Wrong("operation.both", id, Words.Say("problem.both", operation.No, name));
        if (operation.WaitAfter > horizon || (long)operation.OutsideDays * Day > horizon) Wrong("operation.long", id, Words.Say("problem.long", operation.No, name));
        return new OperationDefinition(operation.Name)
        {
            After = [.. (after ?? []).Where(place.ContainsKey).Select(n => place[n]).Distinct()], Centers = at, Materials = parts,
            Family = operation.Family is { } family ? families[family] : 0, TransferBatch = at.Count == 0 ? 0 : operation.TransferBatch,
            WaitAfter = operation.WaitAfter, OutsideLead = operation.OutsideDays * Day,
        };
    }

    /// <summary>One entry a component: what is named twice is added up.</summary>
    private List<MaterialDefinition> Materials(Guid id, string name, IEnumerable<RoutingMaterial> uses)
    {
        var parts = new List<MaterialDefinition>();
        foreach (var same in uses.GroupBy(m => m.ComponentId))
        {
            if (!products.TryGetValue(same.Key, out var product)) continue;
            var (quantity, per) = same.Aggregate((Quantity: 0L, Per: 1L), (sum, m) => (sum.Quantity * m.PerPieces + m.Quantity * sum.Per, sum.Per * m.PerPieces));
            var common = Common(quantity, per);
            (quantity, per) = (quantity / common, per / common);
            if (quantity is < 1 or > Limits.Quantity || per is < 1 or > Limits.Quantity) Wrong("material.quantity", id, Words.Say("problem.materials", name, records.Products[same.Key]));
            else parts.Add(new MaterialDefinition(product, (int)quantity, (int)per));
        }
        return parts;
    }

    private static long Common(long a, long b) => b == 0 ? Math.Max(1, a) : Common(b, a % b);

    /// <summary>Operations that wait for each other, the first again at the end; null when there are none.</summary>
    private static List<int>? Ring(List<OperationDefinition> operations)
    {
        var state = new byte[operations.Count];
        var path = new List<int>();
        List<int>? Visit(int at)
        {
            if (state[at] == 2) return null;
            path.Add(at);
            if (state[at] == 1) return [.. path.SkipWhile(p => p != at)];
            state[at] = 1;
            foreach (var before in operations[at].After)
                if (Visit(before) is { } ring) return ring;
            path.RemoveAt(path.Count - 1);
            state[at] = 2;
            return null;
        }
        for (var at = 0; at < operations.Count; at++)
            if (Visit(at) is { } ring) return ring;
        return null;
    }

    private void Wrong(string code, Guid product, string message) => problems.Add(new(code, false, message, $"/schedule/routings/{product}", product));
}
