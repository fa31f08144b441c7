using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Seeing;
using Troth.Scheduling.Explaining;

namespace Troth.Schedule.GoLive;

public enum BacklogStanding
{
    /// <summary>Nothing fits in the time that is planned.</summary>
    NoRoom,

    /// <summary>Planned to end after its day.</summary>
    Late,

    /// <summary>In time, with less than a third of its buffer left.</summary>
    InDanger,
    Kept,

    /// <summary>No day was promised: planned as soon as there is room.</summary>
    NoDay,
}

/// <summary>What the plan says of a line.</summary>
/// <param name="Likely">The first day it can be there; null where it has no place.</param>
/// <param name="Why">What decides that.</param>
public sealed record BacklogAnswer(BacklogLine Line, string Product, string? Account, string? AccountNumber, BacklogStanding Standing,
    DateOnly? Likely, string? Why);

/// <summary>What taking them in would come to; nothing is changed.</summary>
/// <param name="Seen">Fingerprint of what was looked at: taking can ask that it be the same.</param>
/// <param name="Counts">How many lines stand how.</param>
/// <param name="Shown">Those that cannot be met first; at most <see cref="LookAtBacklog.Shown"/>.</param>
public sealed record BacklogLook(Guid Plant, long Version, string Seen, int Lines, IReadOnlyDictionary<BacklogStanding, int> Counts,
    IReadOnlyList<BacklogAnswer> Shown)
{
    /// <summary>Since when dates come from the schedule; null before the first taking-in.</summary>
    public DateOnly? GoLiveOn { get; init; }

    public int Of(BacklogStanding standing) => Counts.GetValueOrDefault(standing);
    public int CannotBeMet => Of(BacklogStanding.NoRoom) + Of(BacklogStanding.Late);
}

/// <summary>Tries them on a copy of the plan.</summary>
public sealed class LookAtBacklog(TrothContext db, FindBacklog find, CauseText text, TimeProvider time)
{
    public const int Shown = 40;

    /// <summary>Orders of the copy have numbers that no order will ever have.</summary>
    private const long First = 1_000_000_000_000;

    public async Task<BacklogLook> Run(PlantPlan plan, DateOnly? since, CancellationToken cancel) =>
        await Look(plan, await ToldDates.Of(db, plan, (await find.Run(plan, since, null, cancel)).All(), cancel), cancel) with
        {
            GoLiveOn = await db.Plants.AsNoTracking().Where(p => p.Id == plan.Plant).Select(p => p.GoLiveOn).FirstOrDefaultAsync(cancel),
        };

    internal async Task<BacklogLook> Look(PlantPlan plan, IReadOnlyList<ToldLine> told, CancellationToken cancel)
    {
        var turn = new PlanTurn(plan, time.GetUtcNow()).LetPass();
        var then = told.Count == 0 ? turn.Plan : turn.Try(new OrdersTaken([.. told.Select((t, i) => t.As(First + i,
            plan.Shop.Classes[0]))])).Plan;
        var standings = told.Select((t, i) => Standing(then, t, First + i)).ToArray();
        var worst = Enumerable.Range(0, told.Count).OrderBy(i => standings[i]).ThenBy(i => told[i].Line.PromisedOn).ThenBy(i => i)
            .Take(Shown).ToList();
        var (accounts, _) = await TellConsequences.Names(db, [.. worst.Select(i => told[i].Line.AccountId!.Value).Distinct()], [], cancel);
        return new(plan.Plant, plan.Version, Seen(told, standings), told.Count, standings.GroupBy(s => s).ToDictionary(g => g.Key,
            g => g.Count()), [.. worst.Select(i =>
        {
            var (line, number) = (told[i].Line, First + i);
            var account = accounts.GetValueOrDefault(line.AccountId!.Value);
            return new BacklogAnswer(line, then.Shop.Definition.Products[then.Shop.ProductAt(line.ProductId!.Value)].Name, account.Name,
                account.Number > 0 ? $"A-{account.Number}" : null, standings[i],
                Likely(then, told[i], number), standings[i] < BacklogStanding.Kept ? Why(then, number) : null);
        })]);
    }

    private static BacklogStanding Standing(PlantPlan plan, ToldLine told, long number)
    {
        var finish = plan.Finish(number)!.Value;
        if (finish > plan.Shop.Shop.Horizon) return BacklogStanding.NoRoom;
        if (told.Date < 0) return BacklogStanding.NoDay;
        var buffer = told.Date - finish;
        return buffer < 0 ? BacklogStanding.Late : plan.Shop.Definition.Classes[0].IsRed(buffer) ? BacklogStanding.InDanger
            : BacklogStanding.Kept;
    }

    private static DateOnly? Likely(PlantPlan plan, ToldLine told, long number)
    {
        var finish = plan.Finish(number)!.Value;
        return finish > plan.Shop.Shop.Horizon ? null
            : plan.Days(told.Zone, told.TransitDays, told.ReceivesOn).FirstDay(plan.Shop.Clock.InstantOf(finish));
    }

    private string? Why(PlantPlan plan, long number) =>
        plan.Find(number) is { } order && Explanation.Of(plan.Plan, order.Handle)?.Deciding is { } deciding ? text.Of(plan, deciding).Text
            : null;

    private static string Seen(IReadOnlyList<ToldLine> told, BacklogStanding[] standings)
    {
        var all = new StringBuilder();
        for (var i = 0; i < told.Count; i++)
            all.Append(CultureInfo.InvariantCulture,
                $"{told[i].Line.OrderId}/{told[i].Line.LineNo}/{told[i].Line.Quantity}/{told[i].Date}/{standings[i]};");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..32];
    }
}
