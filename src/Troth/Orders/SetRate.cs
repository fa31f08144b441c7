using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Orders;

/// <summary>The company's own rates, which nobody else's replace: what one unit of a currency counts for from a day on.</summary>
public sealed class SetRate(TrothContext db, CurrentCompany company)
{
    /// <param name="Currency">Three letters.</param>
    /// <param name="ValidFrom">The day from which it counts, until the next one.</param>
    /// <param name="ToBase">Units of the company's own currency for one unit; up to six decimals.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Currency, DateOnly? ValidFrom, decimal? ToBase);

    /// <summary>Adds a rate, or corrects the one of that currency and day.</summary>
    public async Task<Rate> Run(Request request, CancellationToken cancel)
    {
        var currency = request.Currency?.Trim().ToUpperInvariant() ?? "";
        var own = (await company.Get(cancel)).BaseCurrency;
        var errors = new FieldErrors();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) errors.Add("currency", Words.Say("rate.currency", request.Currency));
        else if (currency == own) errors.Add("currency", Words.Say("rate.own", own));
        if (request.ValidFrom is null) errors.Add("validFrom", Words.Say("rate.noDay"));
        if (request.ToBase is not > 0) errors.Add("toBase", Words.Say("rate.positive"));
        else if (request.ToBase >= 1_000_000_000m) errors.Add("toBase", Words.Say("rate.tooMuch", request.ToBase));
        else if (decimal.Round(request.ToBase.Value, 6) != request.ToBase) errors.Add("toBase", Words.Say("rate.decimals", request.ToBase));
        errors.ThrowIfAny();
        var rate = await db.Rates.FirstOrDefaultAsync(r => r.Currency == currency && r.ValidFrom == request.ValidFrom, cancel);
        if (rate is null) db.Add(rate = new Rate { Currency = currency, ValidFrom = request.ValidFrom!.Value, ToBase = request.ToBase!.Value });
        rate.ToBase = request.ToBase!.Value;
        rate.EndedOn = null;
        await db.SaveChangesAsync(cancel);
        return rate;
    }

    public async Task Remove(Guid id, CancellationToken cancel)
    {
        db.Remove(await db.Rates.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFoundException(Words.Say("rate.this")));
        await db.SaveChangesAsync(cancel);
    }
}
