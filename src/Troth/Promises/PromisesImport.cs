using System.Text.Json;
using Troth.Import.Contracts;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;

namespace Troth.Promises;

/// <summary>
/// How imports fill the ledger: what was promised elsewhere, recorded as told, of origin inherited. A promise has a key of its own, so that a later
/// feed that brings the day it was done ends it, and one that brings another day moves it; the day first told stays. What stands in the
/// plan is
/// moved and ended with its shop order, and by no feed.
/// </summary>
public static class PromisesImport
{
    private static readonly Dictionary<string, string> Kinds = Words<PromiseKind>();
    private static readonly Dictionary<string, string> Causes = Words<PromiseCause>();

    private static readonly ImportTable Table = new("promise", "promises") { Page = "/promises" };
    private static readonly ImportColumn What, Key, First, Due, Made, Done, Broken, Withdrawn, State, Late, Quoted, Realised;

    public static Importable Promises { get; }

    static PromisesImport()
    {
        Table.NumberForPeople();
        var account = Table.Reference("account", nameof(Promise.AccountId), "account", required: true);
        var product = Table.Reference("product", nameof(Promise.ProductId), "product");
        Table.Reference("seller", nameof(Promise.SellerId), "seller");
        var order = Table.Reference("order", nameof(Promise.OrderId), "order");
        What = Table.Name("what", nameof(Promise.What), Promise.WhatMax, mayBeEmpty: true);
        Key = Table.ComputedText(nameof(Promise.NameKey));
        var kind = Table.Word("kind", nameof(Promise.Kind), Kinds, 12);
        Made = Table.Day("madeOn", nameof(Promise.MadeOn));
        Due = Table.Day("dueOn", nameof(Promise.DueOn), required: true);
        First = Table.Day("firstDueOn", nameof(Promise.FirstDueOn), once: true);
        Done = Table.Day("doneOn", nameof(Promise.DoneOn));
        Withdrawn = Table.Day("withdrawnOn", nameof(Promise.WithdrawnOn));
        var quantity = Table.Fine("quantity", nameof(Promise.Quantity), least: 0);
        Table.Text("vendor", nameof(Promise.Vendor), Promise.VendorMax);
        Table.Word("cause", nameof(Promise.Cause), Causes, 12);
        Table.Text("causeText", nameof(Promise.CauseText), Promise.TextMax);
        Broken = Table.ComputedNumber(nameof(Promise.BrokenOn));
        State = Table.ComputedText(nameof(Promise.State));
        var origin = Table.ComputedText(nameof(Promise.Origin));
        Late = Table.ComputedNumber(nameof(Promise.DaysLate));
        Quoted = Table.ComputedNumber(nameof(Promise.QuotedDays));
        Realised = Table.ComputedNumber(nameof(Promise.RealisedDays));
        Table.ComputedFlag(nameof(Promise.AtRisk), byDefault: false);
        var planned = Table.ComputedId(nameof(Promise.ShopOrder));
        Table.PartOf = account;
        ImportColumn[] thePlans = [account, product, order, kind, Due, First, Done, Withdrawn, quantity, Table.EndedOn];
        Table.Stands = (row, column) => row.Has(planned) && thePlans.Contains(column) ? Troth.Promises.Words.Say("row.planned") : null;
        // Feeds of open orders drop what is done, and what went wrong: neither leaves the count by that.
        Table.Remains = (row, import) => row.Has(Done) || row.Has(Broken) || row.Has(Withdrawn) ? "" : (Day(row, First) ?? Day(row, Due)) < import.Today ? Troth.Promises.Words.Say("row.dayCame") : null;
        Table.Check = (row, import) =>
        {
            if (!row.Has(What)) row.Set(What, Cut(import.Remembered(product))); // while the row is at hand
            return row.Number(Done) > Number(import.Today) ? Troth.Promises.Words.SayPlainly("row.doneToCome", Text(Day(row, Done)!.Value)) : null;
        };
        Table.Complete = (row, import) =>
        {
            if (!row.Has(What)) row.Set(What, import.Key);
            row.Set(Key, NameKey.Of(row.Text(What)!));
            if (!row.Has(kind)) row.Set(kind, nameof(PromiseKind.Delivery));
            if (!row.Has(First)) row.Set(First, row.Number(Due));
            row.Set(origin, nameof(PromiseOrigin.Inherited));
        };
        Table.Derive = Follow;
        Table.Tally = new("promises", ["made", "kept", "broken", "early", "inherited"], Tally);
        Promises = new("promise", Table) { Names = Names, Say = key => Troth.Promises.Words.Say($"import.{key}") };
    }

    private static ImportNames Names { get; } = new("""
        key .Id PromiseId PromiseNo Zusagenummer .Nr .No
        what .What .Promise .Subject .Description .Zusage .Betreff
        account .Account .AccountId .CustomerId .CustomerNo .Customer .Kundennummer .Kunde
        seller .Seller .SellerId .OwnerId .PromisedBy .Verkäufer
        product .Product .ProductId .SKU .Artikelnummer
        order .Order .OrderNo .OrderId .Auftrag
        kind .Kind .Type .Art
        madeOn .MadeOn .CreatedDate .PromisedAt .ZugesagtAm
        dueOn .DueOn .DueDate .PromisedDate .PromisedOn .Due .Termin
        firstDueOn .FirstDueOn .OriginalDueDate .Ersttermin
        doneOn .DoneOn .DeliveredDate .CompletedDate .KeptOn .Erledigt .ErledigtAm
        withdrawnOn .WithdrawnOn .CancelledOn .StorniertAm
        quantity .Quantity .Qty .Menge
        vendor .Vendor .Supplier .Lieferant
        cause .Cause .Reason .Grund
        causeText .CauseText .Comment? .Bemerkung?
        """, "promise", "zusage") { ByFileOnly = true };

    private static void Follow(ImportRow row)
    {
        if (row.Has(What)) row.Set(Key, NameKey.Of(row.Text(What)!));
        if ((Day(row, First) ?? Day(row, Due)) is not { } first) return; // without a day it is refused, or was never one of ours
        var (done, made) = (Day(row, Done), Day(row, Made));
        row.Set(State, Outcome(row, first).ToString());
        Put(row, Late, done?.DayNumber - first.DayNumber);
        Put(row, Quoted, made is null ? null : first.DayNumber - made.Value.DayNumber);
        Put(row, Realised, made is null ? null : done?.DayNumber - made.Value.DayNumber);
    }

    private static PromiseState Outcome(ImportRow row, DateOnly first) =>
        PromiseOutcome.Of(first, Day(row, Due) ?? first, Day(row, Done), Day(row, Broken), Day(row, Withdrawn));

    /// <summary>As this feed tells them: kept ones are by the first date, early ones among the kept before it.</summary>
    private static void Tally(ImportRow row, ImportContext import, Action<string> count)
    {
        if ((Day(row, First) ?? Day(row, Due)) is not { } first || !row.Has(Due)) return;
        var state = Outcome(row, first);
        count("inherited");
        if (state == PromiseState.Withdrawn || (state == PromiseState.Open && first >= import.Today))
        {
            count(state == PromiseState.Withdrawn ? "withdrawn" : "open");
            return;
        }
        count("made");
        if (state == PromiseState.Open && Day(row, Due) >= import.Today) state = PromiseState.Renegotiated; // so far
        count(JsonNamingPolicy.CamelCase.ConvertName(state == PromiseState.Open ? "overdue" : state.ToString()));
        if (state == PromiseState.Kept && Day(row, Done) < first) count("early");
    }

    private static DateOnly? Day(ImportRow row, ImportColumn column) =>
        row.Has(column) ? new DateOnly((int)(row.Number(column) / 10_000), (int)(row.Number(column) / 100 % 100), (int)(row.Number(column) % 100)) : null;

    private static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Cut(string? text) => text?.Length > Promise.WhatMax ? text[..(Promise.WhatMax - 1)] + "…" : text;

    private static void Put(ImportRow row, ImportColumn column, int? number)
    {
        if (number is { } value) row.Set(column, value);
        else row.Clear(column);
    }

    private static Dictionary<string, string> Words<T>() where T : struct, Enum => Enum.GetNames<T>().ToDictionary(JsonNamingPolicy.CamelCase.ConvertName);
}
