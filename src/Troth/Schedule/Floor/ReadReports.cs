using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <summary>Looks at reports as they came in: whatever in one cannot be read is answered to that one, and the others go on.</summary>
public sealed class ReadReports(TrothContext db, TimeProvider time)
{
    /// <summary>A report may be so old, and a tablet's clock so far ahead.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(14), Ahead = TimeSpan.FromMinutes(5);

    /// <summary>A stop of which nobody says how long it will last.</summary>
    private const int UsualStop = 120, MostMinutes = 60 * 24 * 90, MostPieces = 500_000_000;

    /// <summary>One that can be read, or the answer to one that cannot.</summary>
    internal sealed record Read(Report Given, FloorReport? Report, ReportAnswer? Answer, string? Operation = null, bool Lasts = false);

    internal async Task<IReadOnlyList<Read>> Run(Guid plant, IReadOnlyList<Report> reports, Teller teller, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var centers = await db.WorkCenters.AsNoTracking().Where(c => c.PlantId == plant && c.EndedOn == null).Select(c => new { c.Id, c.Code }).ToListAsync(cancel);
        var codes = centers.ToLookup(c => c.Code, c => c.Id, StringComparer.OrdinalIgnoreCase);
        var exact = centers.ToLookup(c => c.Code, c => c.Id);
        // What the database cannot keep must not be asked for either: one such report would end all that came with it.
        List<Report> readable = [.. reports.Where(r => r is not null && NotKept(r) is null)];
        var products = await Products(readable, cancel);
        var people = await People(plant, readable, cancel);
        var shifts = await Shifts(readable, teller, cancel);
        return [.. reports.Select(r => One(r ?? new Report()))];

        // As it is written, and else whatever its case; by id, where two have one code.
        IReadOnlyList<Guid> Centers(string named) => Guid.TryParse(named, out var id) && centers.Any(c => c.Id == id) ? [id]
            : exact[named].ToList() is { Count: > 0 } same ? same : [.. codes[named]];

        Read One(Report report)
        {
            Read No(string code, string because) => new(report, null, ReportAnswer.Refused(report, code, because));
            if (report.Key is not { Length: > 0 and <= FloorReport.KeyMax }) return No("noKey", Words.Say("bad.key", FloorReport.KeyMax));
            if (NotKept(report) is { } field) return No("badText", Words.Say("bad.text", field));
            if (!Enum.TryParse<ReportKind>(report.What, ignoreCase: true, out var what) || !Enum.IsDefined(what) || char.IsAsciiDigit(report.What![0]))
                return No("badWhat", Words.Say("bad.what", report.What));
            if (report.Center is not { } named || Centers(named) is not { Count: > 0 } meant)
                return No("noCenter", Words.Say("bad.center", report.Center));
            if (meant is not [var center]) return No("manyCenters", Words.Say("bad.manyCenters", meant.Count, named));
            if (teller.Centers is { } own && !own.Contains(center)) return No("notHere", Words.Say("bad.notHere", named));
            if (report.At is not { } at) return No("badTime", Words.Say("bad.noTime"));
            if (at > now + Ahead) return No("future", Words.Say("bad.future", at.ToString("u", CultureInfo.InvariantCulture)));
            if (at < now - Oldest) return No("tooOld", Words.Say("bad.tooOld", at.ToString("u", CultureInfo.InvariantCulture), (int)Oldest.TotalDays));
            if (report.Pieces is < 0 or > MostPieces) return No("badPieces", Words.Say("bad.pieces", report.Pieces));
            if (report.Minutes is < 1 or > MostMinutes) return No("badMinutes", Words.Say("bad.minutes", report.Minutes, MostMinutes));
            if (report.Machine is < 1) return No("badMachine", Words.Say("bad.machine", report.Machine));
            var (order, remake) = Number(report.Order);
            if (what is ReportKind.Start or ReportKind.Finish or ReportKind.Progress or ReportKind.Scrap && order is null) return No("noOrder", Words.Say("bad.order", report.Order));
            if (what is ReportKind.Scrap && report.Pieces is null or 0) return No("badPieces", Words.Say("bad.noPieces"));
            if (what is ReportKind.Progress && report.Minutes is null) return No("badMinutes", Words.Say("bad.noMinutes"));
            Guid? product = report.Product is { } code && products.TryGetValue(code, out var id) ? id : null;
            if (what is ReportKind.Count or ReportKind.Receipt && product is null) return No("noProduct", Words.Say("bad.product", report.Product));
            if (what is ReportKind.Count or ReportKind.Receipt && (report.Pieces is null || (what == ReportKind.Receipt && report.Pieces == 0))) return No("badPieces", Words.Say("bad.noPieces"));
            if (report.TakesBack?.Length > FloorReport.KeyMax) return No("noReport", Words.Say("no.report"));
            if (what is ReportKind.TakeBack && report.TakesBack is null && order is null) return No("noOrder", Words.Say("bad.takesBack"));
            if (report.Reason?.Length > FloorReport.ReasonMax) return No("badReason", Words.Say("bad.reason", FloorReport.ReasonMax));
            var who = (teller.Name, Operator: (Guid?)null);
            if (teller.DeviceId is not null)
            {
                if (report.Shift is not { } shift || !shifts.TryGetValue(shift, out var during)) return No("noShift", Words.Say("bad.shift"));
                if (at < during.From - Ahead || at > during.Until + Ahead) return No("noShift", Words.Say("bad.shift"));
                who = (during.Name, during.Operator);
            }
            else if (report.Who is { Length: > 0 } told)
            {
                if (told.Length > FloorReport.NameMax) return No("badWho", Words.Say("bad.who", FloorReport.NameMax));
                who = (told, people.TryGetValue(NameKey.Of(told), out var known) ? known : null);
            }
            if (at > now) at = now;
            return new(report, new FloorReport
            {
                PlantId = plant, Key = report.Key, Told = HashOf(report, center), CenterId = center, What = what, At = at, ReceivedAt = now, OperatorId = who.Operator, Who = who.Name,
                DeviceId = teller.DeviceId, UserId = teller.UserId, ShopOrder = order, Remake = order is null ? null : remake, Machine = report.Machine - 1, Pieces = report.Pieces,
                Minutes = what == ReportKind.Stop ? null : report.Minutes, ProductId = product, Reason = report.Reason, TakesBack = report.TakesBack,
                Until = what == ReportKind.Stop ? at.AddMinutes(report.Minutes ?? UsualStop) : null,
            }, null, report.Operation);
        }
    }

    /// <summary>The field with a character that no database keeps; null where there is none.</summary>
    private static string? NotKept(Report report) =>
        new (string Field, string? Text)[]
        {
            ("key", report.Key), ("center", report.Center), ("order", report.Order), ("operation", report.Operation),
            ("product", report.Product), ("reason", report.Reason), ("takesBack", report.TakesBack), ("who", report.Who),
        }.FirstOrDefault(t => t.Text?.Contains('\0') == true).Field;

    /// <summary>W-17 is the order itself, W-17/1 what is made again for it.</summary>
    private static (long? Order, int Remake) Number(string? text)
    {
        if (text is null) return (null, 0);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var remake = 0;
        if (slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out remake)) return (null, 0);
        return (Reference.Parse("W", slash < 0 ? text : text[..slash]).Number, remake);
    }

    /// <summary>Who tells, and from which line, may differ when it is told again.</summary>
    private static string HashOf(Report report, Guid center) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        report with { Center = center.ToString(), Who = null, Shift = null, At = report.At?.ToUniversalTime() }, ReportForm.Json)));

    private async Task<Dictionary<string, Guid>> Products(IReadOnlyList<Report> reports, CancellationToken cancel)
    {
        var named = reports.Select(r => r.Product).OfType<string>().Distinct().ToList();
        if (named.Count == 0) return [];
        var ids = named.Select(n => Guid.TryParse(n, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        var found = await db.Products.AsNoTracking().Where(p => p.EndedOn == null && (named.Contains(p.Code) || ids.Contains(p.Id))).Select(p => new { p.Id, p.Code }).ToListAsync(cancel);
        var known = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        foreach (var product in found) known[product.Code] = known[product.Id.ToString()] = product.Id;
        return known;
    }

    private async Task<Dictionary<string, Guid>> People(Guid plant, IReadOnlyList<Report> reports, CancellationToken cancel)
    {
        var keys = reports.Select(r => r.Who).OfType<string>().Select(NameKey.Of).Distinct().ToList();
        return keys.Count == 0 ? [] : await db.Operators.AsNoTracking().Where(o => o.PlantId == plant && keys.Contains(o.NameKey)).ToDictionaryAsync(o => o.NameKey, o => o.Id, cancel);
    }

    private async Task<Dictionary<Guid, (Guid Operator, string Name, DateTimeOffset From, DateTimeOffset Until)>> Shifts(IReadOnlyList<Report> reports, Teller teller, CancellationToken cancel)
    {
        var named = reports.Select(r => r.Shift).OfType<Guid>().Distinct().ToList();
        if (teller.DeviceId is not { } device || named.Count == 0) return [];
        return (await (from shift in db.OperatorShifts.AsNoTracking()
                       join one in db.Operators on shift.OperatorId equals one.Id
                       where shift.DeviceId == device && named.Contains(shift.Id) && one.Active && one.PinNo == shift.PinNo
                       select new { shift.Id, Operator = one.Id, one.Name, shift.StartedAt, shift.EndsAt }).ToListAsync(cancel))
            .ToDictionary(s => s.Id, s => (s.Operator, s.Name, s.StartedAt, s.EndsAt));
    }
}
