using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Troth.Evidence.Duplicates;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>./troth evidence duplicates: which rows of a file stand for the same company or person, and how well that meets what is known.</summary>
public static class DuplicatesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Make(CommandHost host)
    {
        var file = new Argument<string>("FILE.csv")
        {
            Description = "Comma-separated, its first line naming the columns. What a column is, is told from its name: name, first_name, last_name, "
                + "address, city, postal_code, country, phone, email, website, date_of_birth, vat_number, category …; others are not compared.",
        };
        var gold = new Option<string?>("--gold")
        {
            Description = "The column whose equal values are truly the same, and which is not looked at otherwise; rec-7-org and rec-7-dup-0 are the same.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object: pairs, precision, recall, f1 (null without --gold), seconds." };
        var command = new FileCommand("duplicates", "Finds rows that stand for the same company or person; nobody has to say which are.") { file, gold, json };
        command.SetAction((parsed, _) =>
        {
            try
            {
                var asked = DuplicateFile.Read(host, parsed.GetValue(file)!, parsed.GetValue(gold));
                var clock = Stopwatch.StartNew();
                var found = DuplicateSearch.Find(asked.Fields, asked.Rows);
                Show(host.Output, asked, found, clock.Elapsed.TotalSeconds, parsed.GetValue(json));
                return Task.FromResult(0);
            }
            catch (FormatException wrong)
            {
                host.Error.WriteLine(wrong.Message);
                return Task.FromResult(2);
            }
        });
        return command;
    }

    private static void Show(TextWriter output, DuplicateFile asked, DuplicateFinding found, double seconds, bool json)
    {
        var right = asked.Groups is null ? 0 : found.Pairs.Count(pair => asked.Groups[pair.A] == asked.Groups[pair.B]);
        var known = asked.Groups?.GroupBy(group => group).Sum(group => (long)group.Count() * (group.Count() - 1) / 2) ?? 0;
        double? precision = asked.Groups is null || found.Pairs.Count == 0 ? null : (double)right / found.Pairs.Count;
        double? recall = known == 0 ? null : (double)right / known;
        double? f1 = asked.Groups is null || found.Pairs.Count + known == 0 ? null : 2.0 * right / (found.Pairs.Count + known);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { Pairs = found.Pairs.Count, precision, recall, f1, seconds = Math.Round(seconds, 3) }, Json));
            return;
        }

        var compared = asked.Fields.Where(field => field.Kind is not FieldKind.Ignored).Select(field => $"{field.Name} ({DuplicateReasons.Kind(field.Kind)})");
        output.WriteLine($"Compared: {string.Join(", ", compared)}.");
        foreach (var pair in found.Pairs)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"lines {asked.Lines[pair.A]} and {asked.Lines[pair.B]}, {Percent(pair.Probability)}: {DuplicateReasons.Of(pair)}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{found.Pairs.Count} pairs in {found.Clusters.Count} groups among {asked.Rows.Count} rows, {seconds:0.0} s."));
        if (asked.Groups is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{right} of the {known} true pairs found: precision {Figure(precision)}, recall {Figure(recall)}, F1 {Figure(f1)}."));
    }

    private static string Percent(double probability) =>
        probability > .995 ? "over 99 %" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * probability):0} %");

    private static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "not known";
}
