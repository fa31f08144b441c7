using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Promises;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Checking;
using Troth.Tests.Harness;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk.History;

/// <summary>
/// Judges a run from outside, as Jepsen would: what clients asked and were answered, against the log played again, the records and the ledger.
/// </summary>
internal sealed class HistoryCheck(TestDatabase database, User user, IReadOnlyList<Exchange> exchanges)
{
    /// <summary>The plan is proven at every so many versions.</summary>
    private const int Proven = 97;
    private readonly List<string> faults = [];
    private readonly TestClock clock = new();

    /// <summary>Orders by number, as the log leaves them: pieces, and whether they are promised.</summary>
    private readonly Dictionary<long, (int Quantity, bool Firm, bool Cancelled)> told = [];

    public async Task<IReadOnlyList<string>> Run()
    {
        faults.AddRange(exchanges.Where(e => e.Wrong).Select(e => $"{e.Doing} was answered {e.Answer}").Distinct().Take(5));
        var answers = await database.Db(db => db.PlanKeys.AsNoTracking().Where(k => k.Refusal == null).ToDictionaryAsync(k => k.Key, k => k.Version));
        var tries = exchanges.Where(e => e.Key is not null).GroupBy(e => e.Key!).ToDictionary(g => g.Key, g => g.ToList());
        var done = tries.Where(t => answers.ContainsKey(Hash(t.Key))).ToDictionary(t => answers[Hash(t.Key)], t => t.Value);
        foreach (var (key, all) in tries) Answers(key, all, answers.ContainsKey(Hash(key)));
        faults.AddRange(OrderCheck.Faults([.. done.Select(d => new OrderCheck.Done(d.Value[0].Key!, d.Key, d.Value.Min(e => e.Asked), d.Value.Min(e => e.Became == Became.Done ? e.Answered : long.MaxValue)))], exchanges));
        var asks = exchanges.Where(e => e is { Doing: Doing.Ask, Became: Became.Done }).ToLookup(e => e.Json.GetProperty("planVersion").GetInt64());
        PlantPlan? last = null;
        await database.Db(async db =>
        {
            await foreach (var step in PlanLog.Play(db, Plant.TheFirst))
            {
                if (step.Version != (last?.Version ?? 0) + 1) faults.Add($"Version {step.Version} follows {last?.Version ?? 0}.");
                last = step.After;
                Follow(step.Act);
                if (done.TryGetValue(step.Version, out var one)) Did(step, one[0]);
                foreach (var ask in asks[step.Version])
                {
                    var (offer, on) = (Offer(step.After, ask.Quantity, null, ask.Json.GetProperty("asOf").GetDateTimeOffset()), ask.Json.GetProperty("on").GetString());
                    if (Day(offer.On) != on) faults.Add($"{ask.Quantity} pieces were offered for {on}; version {step.Version} gives {Day(offer.On)}.");
                }
                if (step.Version % Proven == 0) PlanChecker.Assert(step.After.Plan);
            }
        });
        PlanChecker.Assert(last!.Plan);
        await new RecordsCheck(database, last, told, exchanges, faults).Run();
        return faults;
    }

    /// <summary>One thing asked under one key is answered one thing; what was acknowledged stands, and what was refused does not.</summary>
    private void Answers(string key, List<Exchange> all, bool kept)
    {
        if (all.Where(e => e.Became == Became.Done).Select(e => e.Answer).Distinct().Count() > 1) faults.Add($"{key} was answered differently when it was asked again.");
        if (all.Any(e => e.Became == Became.Done) && !kept) faults.Add($"{key} ({all[0].Doing}) was acknowledged and is lost.");
        if (all.Any(e => e.Became == Became.Refused) && kept) faults.Add($"{key} ({all[0].Doing}) was refused and done.");
        if (all[0].Doing is Doing.Confirm or Doing.Cancel or Doing.Decline or Doing.Shorten && all.FirstOrDefault(e => e.Became == Became.Refused) is { } refused)
            faults.Add($"{key}: {refused.Doing} of {refused.Of.Quote}, which was held, was refused: {refused.Answer}");
    }

    private void Follow(PlanAct act)
    {
        switch (act)
        {
            case Hold hold:
                if (!told.TryAdd(hold.Order, (hold.Quantity, hold.Until < 0, false))) faults.Add($"W-{hold.Order} was held twice.");
                break;
            case Confirm confirm:
                if (told[confirm.Order] is { Firm: true } or { Cancelled: true }) faults.Add($"W-{confirm.Order} was confirmed when it was not held.");
                told[confirm.Order] = told[confirm.Order] with { Firm = true };
                break;
            case Alter alter:
                told[alter.Order] = told[alter.Order] with { Quantity = alter.Quantity };
                break;
            case Cancel cancel:
                if (told[cancel.Order].Cancelled) faults.Add($"W-{cancel.Order} was cancelled twice.");
                told[cancel.Order] = told[cancel.Order] with { Cancelled = true };
                break;
        }
    }

    /// <summary>The event is what the client asked for, and the day it was told is the one that the plan gave there.</summary>
    private void Did(Step step, Exchange asked)
    {
        var (round, number) = (asked.Of, step.Act.About);
        var fits = (asked.Doing, step.Act) switch
        {
            (Doing.Hold, Hold hold) => hold.Quantity == asked.Quantity,
            (Doing.Confirm, Confirm) or (Doing.Decline, Cancel) or (Doing.Shorten, Extend) or (Doing.Cancel, Cancel) => true,
            (Doing.Change, Alter alter) => alter.Quantity == asked.Quantity,
            _ => false,
        };
        if (!fits || (round.Order is { } order && order != $"W-{number}")) faults.Add($"{asked.Key}, {asked.Doing} of {round.Order} × {asked.Quantity}, made version {step.Version}: {step.Act}.");
        if (step.Act is not Hold held || round.PromisedOn is not { } on) return;
        var wanted = new[] { round.Offered, null }.Select(day => Offer(step.Before!, held.Quantity, day, step.At)).ToList();
        if (wanted.All(offer => Day(offer.On) != on || step.Before!.Shop.Clock.MinuteOf(offer.ReadyBy!.Value) != held.Date))
            faults.Add($"{round.Order} was promised for {on}; version {step.Version - 1} gives {string.Join(" or ", wanted.Select(o => Day(o.On)))}.");
    }

    private DateOffer Offer(PlantPlan plan, int quantity, string? wanted, DateTimeOffset asOf)
    {
        clock.Set(asOf);
        return new AskDate(clock).Run(plan, new(Bracket, quantity) { WantedOn = wanted is null ? null : DateOnly.ParseExact(wanted, "yyyy-MM-dd", CultureInfo.InvariantCulture) });
    }

    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As the writer keeps keys: nobody meets another's.</summary>
    private string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id} {key}")));
}
