using System.Globalization;
using Spectre.Console;
using Troth.Import.Reporting;
using Troth.Import.Staging;
using Troth.Platform.Commands;

namespace Troth.Import.Commands;

/// <summary>
/// Shows people at a terminal how an import goes and what it did. Numbers are written in one way whatever the machine's or the company's
/// culture, so that it is the same with and without a server.
/// </summary>
internal sealed class ReportPrinter(CommandHost host)
{
    private readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Output) });

    /// <summary>Does the work on another thread, showing how far it is where somebody watches.</summary>
    public async Task<ImportReport> WithProgress(Func<IProgress<ImportProgress>, ImportReport> work)
    {
        using var line = host.Progress();
        return await Task.Run(() => work(new Said(news => line.Say(Words(news)))));
    }

    private static string Words(ImportProgress news)
    {
        FormattableString read = $"{news.Share,5:P0}  {news.File} ({news.FileNumber} of {news.FileCount}): {news.Rows:N0} rows";
        FormattableString refused = $", {news.Refused:N0} refused";
        return read.ToString(CultureInfo.InvariantCulture) + (news.Refused > 0 ? refused.ToString(CultureInfo.InvariantCulture) : "");
    }

    public void Print(ImportReport report)
    {
        var table = Table("", "created", "updated", "unchanged", "refused");
        foreach (var (entity, counts) in report.Entities) Row(table, entity, counts.Created, counts.Updated, counts.Unchanged, counts.Refused);
        console.Write(table);
        var files = Table("file", "rows", "refused");
        foreach (var file in report.Files) Row(files, file.Name, file.Rows, file.Refused);
        console.Write(files);
        foreach (var (currency, amount) in report.OrderAmounts) Say($"Order lines come to {amount:N2} {currency}, net of what was returned.");
        foreach (var (name, counts) in report.Counted) Say($"{name}: {string.Join(", ", counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count:N0} {count.Name}")))}.");
        foreach (var refusal in report.Refusals) Say($"Refused {refusal.Count:N0}, {refusal.Entity}: {refusal.First.FirstOrDefault()?.Reason ?? refusal.Reason}");
        foreach (var conflict in report.Conflicts) Say($"{conflict.Entity}.{conflict.Field} is told differently by {conflict.Count:N0} rows, first for {conflict.First[0].Key}: “{conflict.First[0].Stays}” stays, not “{conflict.First[0].Other}”.");
        if (report is { KeptEditCount: > 0, KeptEdits: [var edit, ..] })
        {
            FormattableString first = $"{edit.Entity} {edit.Key}, {edit.Field}: “{edit.Yours}”; the source has “{edit.Theirs}”";
            Say($"{report.KeptEditCount:N0} fields stay as they are, first {first} ({edit.Because ?? "people have edited it"}).");
        }
        foreach (var note in report.Notes) Say($"{note}");
        if (report.Id is { } id) Say($"Import I-{id}, {report.Seconds:N1} seconds. To take it back: ./troth import revert {id}");
        else Say($"This was a preview; nothing was written.");
    }

    public void Print(RevertReport report)
    {
        var table = Table("", "removed", "restored", "kept");
        foreach (var (entity, counts) in report.Entities) Row(table, entity, counts.Removed, counts.Restored, counts.Kept);
        console.Write(table);
        foreach (var kept in report.Kept.Take(20)) Say($"Kept: {kept.Entity} {kept.Key}{(kept.Field is null ? "" : $", {kept.Field}")} ({kept.Because}).");
        if (report.KeptCount > 20) Say($"… and {report.KeptCount - 20:N0} more; --json lists a thousand.");
        Say($"Import I-{report.Id} is taken back, {report.Seconds:N1} seconds.");
    }

    /// <summary>No overload takes a string: the compiler would choose it, and write numbers as the thread's culture has them.</summary>
    private void Say(FormattableString sentence) => host.Output.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));

    private static Table Table(params string[] headers)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var at = 0; at < headers.Length; at++) table.AddColumn(new TableColumn(headers[at]) { Alignment = at == 0 ? Justify.Left : Justify.Right });
        return table;
    }

    private static void Row(Table table, string name, params long[] numbers) =>
        table.AddRow([Markup.Escape(name), .. numbers.Select(number => number.ToString("N0", CultureInfo.InvariantCulture))]);

    /// <summary>Told on the thread that works, so that nothing is told after the end.</summary>
    private sealed class Said(Action<ImportProgress> say) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => say(value);
    }
}
