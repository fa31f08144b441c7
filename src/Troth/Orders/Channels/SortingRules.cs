using System.Linq.Expressions;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Orders.Channels;

/// <summary>What may make an order extraordinary: one that a person should look at.</summary>
public enum SortRule { Amount, First, New, Discount, Quantity, Earlier, Unlisted }

/// <summary>The company's rules: an order is extraordinary when any rule that is on catches it. One row, made when first changed.</summary>
public sealed class SortingRules : Record
{
    public const int MostMinutes = 1440, MostDays = 365, MostTimes = 1000;
    public const decimal MostAmount = 1_000_000_000_000m;

    /// <summary>One for all, so that two changes at one moment cannot make two.</summary>
    private static readonly Guid TheOne = new("01900000-0000-7000-8000-000000000021");

    public SortingRules() => Id = TheOne;

    public bool AmountOn { get; private set; } = true;

    /// <summary>Net, in the company's currency.</summary>
    public decimal AmountOver { get; private set; } = 25_000;
    public bool FirstOn { get; private set; } = true;
    public bool NewOn { get; private set; }
    public bool DiscountOn { get; private set; } = true;

    /// <summary>A share, 0 … 1.</summary>
    public decimal DiscountOver { get; private set; } = .1m;
    public bool QuantityOn { get; private set; } = true;

    /// <summary>So many times the median of the product's lines.</summary>
    public decimal QuantityTimes { get; private set; } = 5;
    public bool EarlierOn { get; private set; } = true;
    public int EarlierDays { get; private set; }
    public bool UnlistedOn { get; private set; }

    /// <summary>What it costs to take an ordinary order by hand.</summary>
    public int Minutes { get; private set; } = 20;

    public void Settle(SortingRulesInput input)
    {
        var errors = new FieldErrors();
        void Between(string field, decimal value, decimal least, decimal most)
        {
            if (value < least || value > most) errors.Add(field, Words.Say("rules.between", value, least, most));
        }
        Between("amountOver", input.AmountOver, 0, MostAmount);
        Between("discountOver", input.DiscountOver, 0, 1);
        Between("quantityTimes", input.QuantityTimes, 1, MostTimes);
        Between("earlierDays", input.EarlierDays, 0, MostDays);
        Between("minutes", input.Minutes, 0, MostMinutes);
        errors.ThrowIfAny();
        (AmountOn, AmountOver, FirstOn, NewOn) = (input.AmountOn, decimal.Round(input.AmountOver, 2), input.FirstOn, input.NewOn);
        (DiscountOn, DiscountOver) = (input.DiscountOn, decimal.Round(input.DiscountOver, 4));
        (QuantityOn, QuantityTimes) = (input.QuantityOn, decimal.Round(input.QuantityTimes, 2));
        (EarlierOn, EarlierDays, UnlistedOn, Minutes) = (input.EarlierOn, input.EarlierDays, input.UnlistedOn, input.Minutes);
    }

    /// <summary>Each rule as one condition, for the database to count with and to sort by: it stands nowhere else.</summary>
    public IReadOnlyList<RuleCondition> Conditions()
    {
        var (amount, discount, times, days) = (AmountOver, DiscountOver, QuantityTimes, EarlierDays);
        return
        [
            new(SortRule.Amount, AmountOn, s => s.Net > amount),
            new(SortRule.First, FirstOn, s => s.IsFirst),
            new(SortRule.New, NewOn, s => s.HasNew),
            new(SortRule.Discount, DiscountOn, s => s.Discount > discount),
            new(SortRule.Quantity, QuantityOn, s => s.Times > times),
            new(SortRule.Earlier, EarlierOn, s => s.PutBefore || s.DaysEarlier > days),
            new(SortRule.Unlisted, UnlistedOn, s => s.HasUnlisted),
        ];
    }

    /// <summary>Says which rules catch an order.</summary>
    public Func<OrderSort, int> Catcher()
    {
        var on = Conditions().Where(c => c.IsOn).Select(c => (Bit: 1 << (int)c.Rule, Catches: c.Catches.Compile())).ToArray();
        return sort => on.Sum(rule => rule.Catches(sort) ? rule.Bit : 0);
    }

    /// <summary>The rules of a bit each.</summary>
    public static IReadOnlyList<SortRule> Named(int caught) => [.. Enum.GetValues<SortRule>()
        .Where(rule => (caught & (1 << (int)rule)) != 0)];
}

/// <summary>A rule, whether it is on, and what it catches with its value.</summary>
public sealed record RuleCondition(SortRule Rule, bool IsOn, Expression<Func<OrderSort, bool>> Catches);
