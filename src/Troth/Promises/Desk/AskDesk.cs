using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;

namespace Troth.Promises.Desk;

/// <summary>A line of the question as it is typed: an id, a code, or words of the name.</summary>
public sealed record DeskLine(string? Product, string? Quantity, string? WantedOn)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Product) && string.IsNullOrWhiteSpace(Quantity) && string.IsNullOrWhiteSpace(WantedOn);
}

/// <summary>Something that fits what was typed.</summary>
public sealed record DeskChoice(Guid Id, string Label, string Name);

/// <summary>What was found for a line.</summary>
/// <param name="Product">What is taken for what was typed; null when nothing fits.</param>
/// <param name="Others">What fits as well.</param>
/// <param name="Offer">The answer; null while something is missing.</param>
/// <param name="Trouble">What is wrong with it, in words.</param>
public sealed record DeskFound(DeskLine Asked, DeskChoice? Product, IReadOnlyList<DeskChoice> Others, int Quantity, DateOnly? WantedOn, DateOffer? Offer, string? Trouble);

/// <summary>The answer of the promise desk.</summary>
/// <param name="Milliseconds">What the plan took for it.</param>
public sealed record DeskView(string? Asked, DeskChoice? Account, IReadOnlyList<DeskChoice> Accounts, string? TimeZone, int TransitDays, IReadOnlyList<DeskFound> Lines, double Milliseconds)
{
    /// <summary>Whether dates can be held: each line has one.</summary>
    public bool CanHold => Lines.Count > 0 && Lines.All(l => l.Offer is { HasDate: true });

    /// <summary>The line that comes last: it decides when all is there.</summary>
    public DeskFound? Last => Lines.Where(l => l.Offer is { HasDate: true }).MaxBy(l => l.Offer!.On) ?? Lines.FirstOrDefault(l => l.Offer is not null);
}

/// <summary>"When can we deliver 40 of these?": finds what is meant by what is typed, and asks the plan.</summary>
public sealed class AskDesk(TrothContext db, DateDesk dates)
{
    public const int MostLines = 20, ChoicesShown = 8;

    public async Task<DeskView> Run(string? account, IReadOnlyList<DeskLine> typed, CancellationToken cancel)
    {
        var (chosen, accounts) = await Account(account, cancel);
        var lines = new List<DeskFound>();
        foreach (var line in typed.Where(l => !l.IsEmpty).Take(MostLines)) lines.Add(await Line(line, cancel));
        var began = Stopwatch.GetTimestamp();
        var asked = lines.Where(l => l is { Product: not null, Trouble: null, Quantity: > 0 }).ToList();
        if (asked.Count > 0)
            try
            {
                var offers = await dates.Ask([.. asked.Select(l => Question(l, chosen))], cancel);
                for (var i = 0; i < asked.Count; i++) lines[lines.IndexOf(asked[i])] = asked[i] with { Offer = offers[i] };
            }
            catch (BadInputException bad)
            {
                lines[lines.IndexOf(asked[0])] = asked[0] with { Trouble = string.Join(" ", bad.Errors.Values.SelectMany(e => e)) };
            }
            catch (BusinessRuleException none)
            {
                lines[lines.IndexOf(asked[0])] = asked[0] with { Trouble = none.Message };
            }
        return new(account, chosen is null ? null : new(chosen.Id, $"A-{chosen.Number}", chosen.Name), accounts, chosen?.TimeZone, chosen?.TransitDays ?? 0, lines,
            asked.Count == 0 ? 0 : Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>Why the date of one line is what it is, and ways to an earlier one.</summary>
    public async Task<(DeskFound Line, DateReasons Reasons, string? Account)> Why(string? account, DeskLine typed, CancellationToken cancel)
    {
        var (chosen, _) = await Account(account, cancel);
        var line = await Line(typed, cancel);
        if (line.Product is null || line.Trouble is not null || line.Quantity == 0) return (line, new([], []), null);
        var question = Question(line, chosen);
        return (line with { Offer = (await dates.Ask([question], cancel))[0] }, await dates.Reasons(question, cancel), chosen is null ? null : $"A-{chosen.Number}");
    }

    private static DateQuestion Question(DeskFound line, AccountFacts? account) =>
        new(line.Product!.Id, line.Quantity) { WantedOn = line.WantedOn, TimeZone = account?.TimeZone, TransitDays = account?.TransitDays ?? 0, ReceivesOn = account?.ReceivesOn };

    private async Task<DeskFound> Line(DeskLine typed, CancellationToken cancel)
    {
        var choices = await Products(typed.Product, cancel);
        var found = new DeskFound(typed, choices is [var best, ..] ? best : null, [.. choices.Skip(1)], 0, null, null, null);
        if (!string.IsNullOrWhiteSpace(typed.Product) && choices.Count == 0) return found with { Trouble = Words.Say("desk.noProduct", typed.Product) };
        if (!string.IsNullOrWhiteSpace(typed.WantedOn))
        {
            if (!DateOnly.TryParseExact(typed.WantedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return found with { Trouble = Words.Say("promises.day", typed.WantedOn) };
            if (!DayReach.Has(day)) return found with { Trouble = Words.Say("promises.day", typed.WantedOn) };
            found = found with { WantedOn = day };
        }
        if (string.IsNullOrWhiteSpace(typed.Quantity)) return found;
        return int.TryParse(typed.Quantity.Trim(), NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var quantity) && quantity > 0
            ? found with { Quantity = quantity } : found with { Trouble = Words.Say("desk.quantity", typed.Quantity) };
    }

    /// <summary>The code itself first, then names that begin so, then all that hold the words.</summary>
    private async Task<IReadOnlyList<DeskChoice>> Products(string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return [];
        typed = typed.Trim();
        var sold = db.Products.AsNoTracking().Where(p => p.Active && p.EndedOn == null);
        if (Guid.TryParse(typed, out var id)) return await sold.Where(p => p.Id == id).Select(p => new DeskChoice(p.Id, p.Code, p.Name)).ToListAsync(cancel);
        var (key, upper) = (NameKey.Of(typed), typed.ToUpperInvariant());
        var named = key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(sold, (all, word) => all.Where(p => p.NameKey.Contains(word)));
        var found = await sold.Where(p => p.Code == typed || p.Code == upper || p.Code.StartsWith(typed) || p.Code.StartsWith(upper) || named.Any(n => n.Id == p.Id))
            .OrderByDescending(p => p.Code == typed || p.Code == upper).ThenByDescending(p => p.NameKey == key).ThenByDescending(p => p.NameKey.StartsWith(key)).ThenBy(p => p.NameKey)
            .ThenBy(p => p.Id).Take(ChoicesShown).Select(p => new DeskChoice(p.Id, p.Code, p.Name)).ToListAsync(cancel);
        return found;
    }

    /// <summary>The number, or the only name that fits; several are offered.</summary>
    private async Task<(AccountFacts? Account, IReadOnlyList<DeskChoice> Others)> Account(string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (null, []);
        if (await db.AccountCalled(typed, cancel) is { } called) return (called, []);
        var key = NameKey.Of(typed);
        var found = await key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(db.AccountFacts.AsNoTracking().Where(a => a.EndedOn == null), (all, word) => all.Where(a => a.NameKey.Contains(word)))
            .OrderByDescending(a => a.NameKey == key).ThenBy(a => a.NameKey).ThenBy(a => a.Number).Take(ChoicesShown).ToListAsync(cancel);
        var one = found.Count == 1 || found is [{ } first, ..] && first.NameKey == key && found.Count(a => a.NameKey == key) == 1 ? found[0] : null;
        return (one, [.. found.Where(a => a.Id != one?.Id).Select(a => new DeskChoice(a.Id, $"A-{a.Number}", a.Name))]);
    }
}
