using Troth.Identity;
using Troth.Import.Contracts;

namespace Troth.Book.Asked;

/// <summary>How imports bring what customers said elsewhere: lists that sellers kept, another system's field.</summary>
public static class EstimatesImport
{
    private static readonly Dictionary<string, string> Sources = new() { ["asked"] = nameof(PotentialSource.Asked), ["guess"] = nameof(PotentialSource.Guess) };

    // Before what is described with it: statics are made in the order they stand in.
    private static ImportNames Names { get; } = new("""
        account .Account .AccountId .CustomerId .CustomerNo .Customer .Kundennummer .Kunde
        amount Potential CouldBuy .Amount Estimate Potenzial
        currency .Currency .CurrencyIsoCode .Währung
        source .Source .Quelle
        givenOn GivenOn AskedOn .Date .Datum
        expiresOn ExpiresOn ValidUntil GültigBis
        note .Note .Comment .Notiz .Bemerkung
        """, "potential", "potenzial") { ByFileOnly = true };

    public static Importable Potentials { get; } = Describe();

    private static Importable Describe()
    {
        var table = new ImportTable("potential", "potential_estimates");
        var account = table.Reference("account", nameof(PotentialEstimate.AccountId), "account", required: true);
        var amount = table.Amount("amount", nameof(PotentialEstimate.Amount), least: 0);
        var currency = table.Currency("currency", nameof(PotentialEstimate.Currency), neverEmpty: true);
        var source = table.Word("source", nameof(PotentialEstimate.Source), Sources, PotentialEstimateTable.SourceMax);
        var given = table.Day("givenOn", nameof(PotentialEstimate.GivenOn), required: true);
        var expires = table.Day("expiresOn", nameof(PotentialEstimate.ExpiresOn), neverEmpty: true);
        table.Text("note", nameof(PotentialEstimate.Note), PotentialEstimate.NoteMax);
        var recorded = table.ComputedNumber(nameof(PotentialEstimate.RecordedAt), isLong: true);
        var by = table.ComputedText(nameof(PotentialEstimate.RecordedBy));
        // Added, never edited: the same account, day, source and amount is the same word, anything else another.
        (table.NaturalKey, table.PartOf) = ([account, given, source, amount], account);
        table.Check = (row, import) =>
        {
            if (!row.Has(source)) row.Set(source, nameof(PotentialSource.Asked));
            if (import.IsNew && !row.Has(currency)) row.Set(currency, import.Currency);
            if (import.IsNew && !row.Has(currency)) return Words.Say("row.noCurrency");
            if (row.Has(amount) && row.Number(amount) <= 0 || import.IsNew && !row.Has(amount)) return Words.Say("row.notPositive");
            var said = row.Number(given);
            if (said > Number(import.Today)) return Words.SayPlainly("row.toCome", said / 10_000, said / 100 % 100, said % 100);
            // As when put down by hand: as long as the company has settled by the day it comes.
            if (!row.Has(expires) && row.Has(given)) row.Set(expires, Number(Day(said).AddMonths(import.EstimateMonths ?? Company.UsualEstimateMonths)));
            if (!row.Has(expires) || !row.Has(given)) return null;
            return row.Number(expires) < said ? Words.Say("row.expiresBefore")
                : row.Number(expires) > Number(Day(said).AddYears(RecordEstimate.MostYears)) ? Words.Say("row.expiresLate", RecordEstimate.MostYears) : null;
        };
        table.Complete = (row, import) =>
        {
            row.Set(recorded, import.Now.UtcTicks);
            row.Set(by, import.ActorName);
        };
        return new("potential", table) { Names = Names, Say = key => Words.Say($"import.{key}") };
    }

    private static long Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    private static DateOnly Day(long number) => new((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
}
