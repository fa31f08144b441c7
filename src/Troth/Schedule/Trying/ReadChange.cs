using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Trying;

/// <summary>A change as it is typed. Calendars, work centers and products go by id, name or code.</summary>
/// <param name="Kind">shift, overtime, machines, down or order.</param>
/// <param name="From">yyyy-MM-dd: the first day; of an order the one by which it is wanted.</param>
/// <param name="To">yyyy-MM-dd: the last day; the first where it is left out.</param>
/// <param name="On">Days of the week on which a shift begins, 1 for Monday: 6 or 1-5 or 6,7. All where it is left out.</param>
/// <param name="Opens">HH:mm.</param>
/// <param name="Closes">HH:mm; on the next day where it is no later than <paramref name="Opens"/>.</param>
/// <param name="Machines">How many there would be.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeRequest(
    string? Kind, string? Calendar = null, string? Center = null, string? Product = null, string? From = null, string? To = null, string? On = null,
    string? Opens = null, string? Closes = null, int? Machines = null, int? Quantity = null);

/// <summary>Reads a change: all that is wrong with it is told at once, with the value and what to give instead.</summary>
public sealed class ReadChange(TrothContext db, TimeProvider time)
{
    /// <exception cref="BadInputException">Something is wrong with it.</exception>
    public async Task<ScenarioChange> Run(PlantPlan plan, ChangeRequest request, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        if (!Enum.TryParse<ChangeKind>(request.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || int.TryParse(request.Kind, out _))
            throw new BadInputException("kind", Words.Say("change.kind", request.Kind));
        var (first, last) = (Times.LocalTime.DayOf(plan.Shop.Clock.Zone, time.GetUtcNow()), plan.Shop.Clock.DayOf(plan.Shop.Shop.Horizon - 1));
        var from = Day(errors, "from", request.From, first, last);
        var change = new ScenarioChange(kind) { From = from };
        if (kind is ChangeKind.Shift or ChangeKind.Overtime or ChangeKind.Down)
        {
            change = change with { To = string.IsNullOrWhiteSpace(request.To) ? from : Day(errors, "to", request.To, from ?? first, last) };
            if (change is { From: { } one, To: { } other } && other.DayNumber - one.DayNumber >= ScenarioChange.MostDays)
                errors.Add("to", Words.Say("change.tooLong", other.DayNumber - one.DayNumber + 1, ScenarioChange.MostDays));
        }
        if (kind is ChangeKind.Shift or ChangeKind.Overtime)
        {
            change = change with { On = Week(errors, request.On), Opens = Time(errors, "opens", request.Opens), Closes = Time(errors, "closes", request.Closes) };
            if (!errors.Any && !change.Days.Any()) errors.Add("on", Words.Say("change.noDay", change.From, change.To));
        }
        if (kind == ChangeKind.Shift) change = change with { Calendar = await Calendar(errors, request.Calendar, cancel) };
        if (kind is ChangeKind.Overtime or ChangeKind.Machines or ChangeKind.Down) change = change with { Center = await Center(errors, plan.Plant, request.Center, cancel) };
        if (kind == ChangeKind.Machines) change = change with { Machines = Number(errors, "machines", request.Machines, ScenarioChange.MostMachines) };
        if (kind == ChangeKind.Order)
            change = change with { Product = await Product(errors, plan, request.Product, cancel), Quantity = Number(errors, "quantity", request.Quantity, Limits.Quantity) };
        errors.ThrowIfAny();
        return change;
    }

    private async Task<Guid?> Calendar(FieldErrors errors, string? typed, CancellationToken cancel)
    {
        var (id, key) = Named(typed);
        var found = key.Length == 0 ? null : await db.ShopCalendars.AsNoTracking().Where(c => c.Id == id || c.NameKey == key).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        if (found is null) errors.Add("calendar", Words.Say("change.calendar", typed));
        return found;
    }

    private async Task<Guid?> Center(FieldErrors errors, Guid plant, string? typed, CancellationToken cancel)
    {
        var ((id, key), code) = (Named(typed), typed?.Trim());
        var found = key.Length == 0 ? null : await db.WorkCenters.AsNoTracking()
            .Where(c => c.PlantId == plant && c.EndedOn == null && (c.Id == id || c.Code == code || c.NameKey == key)).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        if (found is null) errors.Add("center", Words.Say("change.center", typed));
        return found;
    }

    private async Task<Guid?> Product(FieldErrors errors, PlantPlan plan, string? typed, CancellationToken cancel)
    {
        var ((id, key), code) = (Named(typed), typed?.Trim());
        var upper = code?.ToUpperInvariant();
        // Names repeat: one that the plan can make is meant.
        var found = key.Length == 0 ? [] : await db.Products.AsNoTracking().Where(p => p.Id == id || p.Code == code || p.Code == upper || p.NameKey == key)
            .OrderByDescending(p => p.Code == code).ThenBy(p => p.Id).Select(p => p.Id).Take(20).ToListAsync(cancel);
        var made = found.Cast<Guid?>().FirstOrDefault(p => plan.Shop.Product(p!.Value) is not null);
        if (made is null) errors.Add("product", Words.Say(found.Count == 0 ? "change.product" : "change.product.notMade", typed));
        return made;
    }

    private static (Guid? Id, string Key) Named(string? typed) => (Guid.TryParse(typed, out var id) ? id : null, string.IsNullOrWhiteSpace(typed) ? "" : NameKey.Of(typed.Trim()));

    private static DateOnly? Day(FieldErrors errors, string field, string? text, DateOnly first, DateOnly last)
    {
        if (!DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) errors.Add(field, Words.Say("change.day", text));
        else if (day < first || day > last) errors.Add(field, Words.Say("change.dayRange", day, first, last));
        else return day;
        return null;
    }

    private static TimeOnly? Time(FieldErrors errors, string field, string? text)
    {
        if (TimeOnly.TryParseExact(text?.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return at;
        errors.Add(field, Words.Say("change.time", text));
        return null;
    }

    private static int? Number(FieldErrors errors, string field, int? number, int most)
    {
        if (number is null || number < 1 || number > most) errors.Add(field, Words.Say("change.number", number, most));
        return number;
    }

    private static List<int>? Week(FieldErrors errors, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var days = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-').Select(p => p.Trim() is [>= '1' and <= '7' and var day] ? day - '0' : 0).ToArray();
            if (ends.Length > 2 || ends.Contains(0) || ends[0] > ends[^1]) errors.Add("on", Words.Say("change.on", part));
            else for (var day = ends[0]; day <= ends[^1]; day++) days.Add(day);
        }
        return [.. days];
    }
}
