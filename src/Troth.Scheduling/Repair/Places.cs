using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>A checked <see cref="RebaseMap"/>: where everything of one shop is in another.</summary>
internal sealed class Places
{
    public Places(Shop old, Shop shop, RebaseMap map)
    {
        Products = Checked("product", map.Products, old.Products.Length, shop.Products.Length, p => old.Definition.Products[p].Name);
        Centers = Checked("workCenter", map.WorkCenters, old.Centers.Length, shop.Centers.Length, c => old.Definition.WorkCenters[c].Name);
        Classes = Checked("class", map.Classes, old.Definition.Classes.Count, shop.Definition.Classes.Count,
            c => old.Definition.Classes[c].Name);
        if (map.Machines is { } listed && listed.Count != old.Centers.Length)
            throw Refused("workCenter", "machines",
                $"The machines of {listed.Count} work centers are named; there were {old.Centers.Length}.");
        Machines = new int[old.Machines];
        Array.Fill(Machines, -1);
        for (var c = 0; c < old.Centers.Length; c++)
        {
            if (Centers[c] < 0) continue;
            var (was, now, name) = (old.Centers[c], shop.Centers[Centers[c]], old.Definition.WorkCenters[c].Name);
            var numbers = map.Machines?[c] is { } given ? Checked("workCenter", given, was.Machines, now.Machines, m => $"{name} {m}")
                : [.. Enumerable.Range(0, was.Machines).Select(m => m < now.Machines ? m : -1)];
            for (var m = 0; m < was.Machines; m++)
                if (numbers[m] >= 0) Machines[was.FirstMachine + m] = now.FirstMachine + numbers[m];
        }
        Shift = map.Shift;
    }

    /// <summary>Per place in the old shop, the place in the new one; −1 for what is gone.</summary>
    public int[] Products { get; }
    public int[] Centers { get; }
    public int[] Classes { get; }

    /// <summary>The same for machines, among all of the shop.</summary>
    public int[] Machines { get; }
    public int Shift { get; }

    /// <summary>A minute of the new horizon; what lies before it counts as its first.</summary>
    public int At(int minute) => Math.Max(0, minute - Shift);

    private static int[] Checked(string code, IReadOnlyList<int>? map, int were, int are, Func<int, string> name)
    {
        map ??= [.. Enumerable.Range(0, were).Select(i => i < are ? i : -1)];
        if (map.Count != were) throw Refused(code, code, $"The map names {map.Count} places for {were} things of the kind “{code}”.");
        var taken = new Dictionary<int, int>();
        for (var i = 0; i < were; i++)
        {
            if (map[i] < -1 || map[i] >= are)
                throw Refused(code, name(i), $"“{name(i)}” is to be at place {map[i]}; give 0 to {are - 1}, or −1 when it is gone.");
            if (map[i] >= 0 && !taken.TryAdd(map[i], i))
                throw Refused(code, name(i),
                    $"“{name(i)}” and “{name(taken[map[i]])}” are both to be at place {map[i]}; give each its own.");
        }
        return [.. map];
    }

    private static ShopRefusedException Refused(string code, string subject, string message) => new(code, subject, message);
}
