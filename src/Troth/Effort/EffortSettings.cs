using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Effort;

/// <summary>What the company assumes where nobody said anything; one row, made when first changed. Each of these is a guess and shown as one.</summary>
public sealed class EffortSettings : Record
{
    public const decimal MostHours = 744;

    /// <summary>One for all, so that two changes at one moment cannot make two.</summary>
    private static readonly Guid TheOne = new("01900000-0000-7000-8000-000000000081");

    public EffortSettings() => Id = TheOne;

    /// <summary>Hours a seller has for customers in a month, travel included.</summary>
    public decimal HoursPerMonth { get; private set; } = 60;

    /// <summary>Per cent of what an account buys that would stay without any of the seller's time.</summary>
    public int Stays { get; private set; } = 70;

    /// <summary>The curve's c: 1, each hour brings less than the one before; above, the first ones bring little.</summary>
    public decimal Steepness { get; private set; } = 1;

    /// <summary>Per cent that an account could at least buy more, also where its potential says none.</summary>
    public int Room { get; private set; } = 10;

    /// <summary>Hours a month that win half of what hours can win, where no account tells.</summary>
    public decimal HalfHours { get; private set; } = 4;

    /// <summary>Hours of one visit.</summary>
    public decimal VisitHours { get; private set; } = 2;

    public void Settle(EffortSettingsInput input)
    {
        var errors = new FieldErrors();
        void Within(string field, decimal? value, decimal least, decimal most, bool halves = false)
        {
            if (value is not { } given || given < least || given > most || decimal.Round(given, 4) != given || (halves && given * 2 != decimal.Truncate(given * 2)))
                errors.Add(field, Words.Say(halves ? "settings.halves" : "settings.within", value, least, most));
        }

        Within("hoursPerMonth", input.HoursPerMonth, .5m, MostHours, halves: true);
        Within("stays", input.Stays, 0, 95);
        Within("steepness", input.Steepness, .2m, 5);
        Within("room", input.Room, 1, 500);
        Within("halfHours", input.HalfHours, .5m, 200);
        Within("visitHours", input.VisitHours, .5m, 24, halves: true);
        errors.ThrowIfAny();
        (HoursPerMonth, Stays, Steepness, Room, HalfHours, VisitHours) =
            (input.HoursPerMonth!.Value, input.Stays!.Value, input.Steepness!.Value, input.Room!.Value, input.HalfHours!.Value, input.VisitHours!.Value);
    }
}
