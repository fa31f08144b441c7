using System.Globalization;
using Troth.Platform.Web;

namespace Troth.Schedule.Describing;

/// <summary>
/// A routing as a form of rows. A row whose number stands above already is another work center for that operation; rows without a number or a
/// component are empty.
/// </summary>
public sealed class RoutingForm
{
    /// <summary>Rows offered beyond those that are filled.</summary>
    private const int Spare = 4, Most = 300;

    private static readonly string[] OfOperation = ["no", "name", "center", "setup", "run", "pieces", "outside", "after", "wait", "family", "batch"];
    private static readonly string[] OfMaterial = ["component", "quantity", "per", "at"];
    private readonly FormValues? form;

    public IReadOnlyList<IReadOnlyDictionary<string, string?>> Operations { get; }
    public IReadOnlyList<IReadOnlyDictionary<string, string?>> Materials { get; }

    public RoutingForm(FormValues form)
    {
        this.form = form;
        Operations = Rows(form, "o", OfOperation);
        Materials = Rows(form, "m", OfMaterial);
    }

    private RoutingForm(RoutingView routing)
    {
        var operations = new List<IReadOnlyDictionary<string, string?>>();
        foreach (var one in routing.Operations)
        {
            var at = one.Centers is { Count: > 0 } ? one.Centers : [null!];
            for (var i = 0; i < at.Count; i++) operations.Add(Row(one, at[i], first: i == 0));
        }
        Operations = WithSpare(operations);
        Materials = WithSpare([.. routing.Materials.Select(m => (IReadOnlyDictionary<string, string?>)new Dictionary<string, string?>
        {
            ["component"] = m.Component, ["quantity"] = Say(m.Quantity), ["per"] = m.PerPieces == 1 ? null : Say(m.PerPieces), ["at"] = m.OperationNo is { } no ? Say(no) : null,
        })]);
    }

    public static RoutingForm Of(RoutingView routing) => new(routing);

    public KeepRouting.Request Request()
    {
        var operations = new List<KeepRouting.Operation>();
        for (var i = 0; i < Operations.Count; i++)
        {
            if (Operations[i].Values.All(string.IsNullOrWhiteSpace)) continue;
            var no = form!.Whole($"o{i}no");
            var place = form.Id($"o{i}center") is { } center
                ? new KeepRouting.Place(center, form.Whole($"o{i}setup") ?? 0, form.Whole($"o{i}run") ?? 0, form.Whole($"o{i}pieces") ?? 1) : null;
            var above = operations.FindIndex(o => o.No == no && no is not null);
            if (above >= 0 && place is not null) operations[above] = operations[above] with { Centers = [.. operations[above].Centers ?? [], place] };
            else operations.Add(new(no, form.Text($"o{i}name"), After(form.Text($"o{i}after")), form.Text($"o{i}family"), form.Whole($"o{i}batch") ?? 0, form.Whole($"o{i}wait") ?? 0,
                form.Whole($"o{i}outside") ?? 0, place is null ? [] : [place]));
        }
        var materials = new List<KeepRouting.Material>();
        for (var i = 0; i < Materials.Count; i++)
            if (form!.Text($"m{i}component") is { } component)
                materials.Add(new(component, form.Whole($"m{i}quantity") ?? 1, form.Whole($"m{i}per") ?? 1, form.Whole($"m{i}at")));
        form!.Errors.ThrowIfAny();
        return new(operations, materials, form.Version);
    }

    /// <summary>A dash is how a form says “after none”, because nothing says “after the one before”.</summary>
    private static string? After(string? typed) => typed is "-" or "–" ? "" : typed;

    private static Dictionary<string, string?> Row(KeepRouting.Operation one, KeepRouting.Place? at, bool first) => new()
    {
        ["no"] = Say(one.No ?? 0), ["name"] = first ? one.Name : null, ["center"] = at?.WorkCenterId.ToString(), ["setup"] = at is null ? null : Say(at.SetupMinutes),
        ["run"] = at is null ? null : Say(at.RunMinutes), ["pieces"] = at is null ? null : Say(at.RunPieces), ["outside"] = first ? Given(one.OutsideDays) : null,
        ["after"] = first ? one.After is "" ? "-" : one.After : null, ["wait"] = first ? Given(one.WaitAfter) : null, ["family"] = first ? one.Family : null,
        ["batch"] = first ? Given(one.TransferBatch) : null,
    };

    private static List<IReadOnlyDictionary<string, string?>> Rows(FormValues form, string kind, string[] cells)
    {
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        while (rows.Count < Most && form[$"{kind}{rows.Count}{cells[0]}"] is not null)
            rows.Add(cells.ToDictionary(cell => cell, cell => form[$"{kind}{rows.Count}{cell}"]));
        return rows;
    }

    private static List<IReadOnlyDictionary<string, string?>> WithSpare(List<IReadOnlyDictionary<string, string?>> rows)
    {
        for (var i = 0; i < Spare; i++) rows.Add(new Dictionary<string, string?>());
        return rows;
    }

    private static string? Given(int number) => number == 0 ? null : Say(number);

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);
}
