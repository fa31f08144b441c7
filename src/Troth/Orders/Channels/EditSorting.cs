using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Orders.Channels;

/// <summary>The company's rules as they are written and read.</summary>
/// <param name="AmountOver">Net, in the company's currency.</param>
/// <param name="DiscountOver">A share, 0 … 1.</param>
/// <param name="QuantityTimes">Times the median of the product's lines of a year.</param>
/// <param name="EarlierDays">Days that it is wanted before the day promised.</param>
/// <param name="Minutes">What it costs to take an ordinary order by hand.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SortingRulesInput(
    bool AmountOn, decimal AmountOver, bool FirstOn, bool NewOn, bool DiscountOn, decimal DiscountOver, bool QuantityOn,
        decimal QuantityTimes,
    bool EarlierOn, int EarlierDays, bool UnlistedOn, int Minutes, int Version)
{
    internal static SortingRulesInput Of(SortingRules r) => new(r.AmountOn, r.AmountOver, r.FirstOn, r.NewOn, r.DiscountOn, r.DiscountOver,
        r.QuantityOn,
        r.QuantityTimes, r.EarlierOn, r.EarlierDays, r.UnlistedOn, r.Minutes, r.Version);
}

/// <summary>How many of the last twelve months' orders each rule catches with its value, on or off, and those that are on
/// together.</summary>
/// <param name="From">First day of the twelve months; null while nothing is sorted.</param>
public sealed record SortingLook(DateOnly? From, DateOnly? To, int Orders, int Extraordinary, IReadOnlyDictionary<SortRule, int> Caught);

/// <summary>Reads the rules, says what other values would catch, and keeps them.</summary>
public sealed class EditSorting(TrothContext db)
{
    public async Task<SortingRulesInput> Find(CancellationToken cancel) => SortingRulesInput.Of(await Current(cancel));

    public async Task<SortingRules> Current(CancellationToken cancel) => await db.SortingRules.AsNoTracking()
        .SingleOrDefaultAsync(cancel) ?? new SortingRules();

    /// <summary>Nothing is kept: one count for each rule over a year's orders.</summary>
    public async Task<SortingLook> Look(SortingRulesInput input, CancellationToken cancel)
    {
        var rules = new SortingRules();
        rules.Settle(input);
        if (await db.SortStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } state) return new(null, null, 0, 0,
            new Dictionary<SortRule, int>());
        var window = SortWindow.Ending(state.Month);
        var first = SortWindow.Number(window.Year);
        var year = db.OrderSorts.AsNoTracking().Where(s => s.Month >= first);
        var (caught, ordinary) = (new Dictionary<SortRule, int>(), year);
        foreach (var rule in rules.Conditions())
        {
            caught[rule.Rule] = await year.CountAsync(rule.Catches, cancel);
            if (rule.IsOn) ordinary = ordinary.Where(Not(rule.Catches));
        }
        var orders = await year.CountAsync(cancel);
        return new(window.Year, window.To, orders, orders - await ordinary.CountAsync(cancel), caught);
    }

    public async Task<SortingRules> Run(SortingRulesInput input, CancellationToken cancel)
    {
        var rules = await db.SortingRules.SingleOrDefaultAsync(cancel);
        if (rules is null) db.Add(rules = new SortingRules());
        else if (input.Version != rules.Version) throw new StaleEditException();
        else db.Expect(rules, input.Version);
        rules.Settle(input);
        await db.SaveChangesAsync(cancel);
        return rules;
    }

    private static Expression<Func<OrderSort, bool>> Not(Expression<Func<OrderSort, bool>> condition) =>
        Expression.Lambda<Func<OrderSort, bool>>(Expression.Not(condition.Body), condition.Parameters);
}
