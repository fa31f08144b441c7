using Microsoft.Extensions.Localization;
using Troth.Evidence;
using Troth.Platform.Web;

namespace Troth.Book.Expected;

/// <summary>What is foretold of an account, in plain sentences; what cannot be said has its reason in them.</summary>
public sealed class SayForecast(IStringLocalizer<Words> words, Formats formats)
{
    private static readonly ForecastSettings Least = new();

    /// <summary>“Usually orders every 31 days (…); last order 67 days before 31 May: 27 days overdue.” Null where nobody can wait for an order.</summary>
    public string? Rhythm(ForecastFigure forecast)
    {
        if (forecast.Withheld is Unforetold.NeverBought) return words["ahead.never"];
        if (forecast.Alive is null || forecast.LastBoughtOn is not { } last) return null;
        if (forecast.Rhythm is not { } rhythm) return words["ahead.noRhythm", words.Count("days", forecast.BuyingDays), formats.Date(last)];
        var usual = words["ahead.usually", formats.Number((decimal)rhythm.UsualDays), formats.Number((decimal)rhythm.SoonDays), formats.Number((decimal)rhythm.LateDays),
            formats.Number((decimal)forecast.BuyingDays), words.Count("ago", rhythm.WaitedDays), formats.Date(last.AddDays(rhythm.WaitedDays))].Value;
        return usual + " " + (rhythm.OverdueDays is { } over ? words["ahead.overdue", words.Count("ago", over)]
            : rhythm is { DueOn: { } due, DueFrom: { } from, DueTo: { } to } && !forecast.IsLost ? words["ahead.due", formats.Date(due), formats.Date(from), formats.Date(to)]
            : words["ahead.lost"]);
    }

    /// <summary>“Still a customer: 81 % (70 % to 90 %). In the next 12 months about 7 orders (3 to 12), worth €61k (€20k to €110k).”</summary>
    public string Ahead(ForecastFigure forecast, string currency)
    {
        if (forecast is not { Alive: { } alive, Orders12m: { } orders }) return Withheld(forecast);
        var said = words["ahead.alive", formats.Percent(alive.Value), formats.Percent(alive.Low), formats.Percent(alive.High)].Value + " "
            + words["ahead.orders", formats.Number(orders.Value, 1), formats.Number(orders.Low), formats.Number(orders.High)].Value;
        return forecast.Worth12m is { } worth
            ? said + words["ahead.worth", formats.MoneyShort(worth.Value, currency), formats.MoneyShort(worth.Low, currency), formats.MoneyShort(worth.High, currency)].Value
            : said + ". " + Withheld(forecast);
    }

    /// <summary>Why nothing, or no value, is foretold.</summary>
    public string Withheld(ForecastFigure forecast) => forecast.Withheld switch
    {
        Unforetold.TooFewCustomers => words["ahead.tooFewCustomers", Least.LeastCustomers],
        Unforetold.TooFewRepeatBuyers => words["ahead.tooFewRepeatBuyers", Least.LeastRepeatBuyers],
        Unforetold.WindowTooShort => words["ahead.windowTooShort"],
        Unforetold.NoRate => words["ahead.noRate"],
        Unforetold.NoValue => words["ahead.noValue"],
        _ => "",
    };
}
