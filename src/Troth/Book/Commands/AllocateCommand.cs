using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Troth.Evidence;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>./troth evidence allocate: the best split of a seller's hours over accounts, from a file.</summary>
public static class AllocateCommand
{
    public static Command Make(CommandHost host)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "JSON: {\"hours\": 7, \"tables\": [[0, 1, …], …]} with each account's value at 0, 1, 2 … hours, "
                + "or {\"hours\": 60, \"curves\": [{\"a\": …, \"b\": …, \"c\": …, \"d\": …, \"min\": 0, \"max\": 8}, …]} "
                + "with value = a + (b − a) · h^c / (d + h^c) and the hours it must and may get.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object: total, hours for each account, shadowPrice (what one hour more would add)." };
        var command = new FileCommand("allocate", "Splits a seller's hours over accounts so that they are worth most together, exactly.") { file, json };
        command.SetAction((parsed, cancel) =>
        {
            try
            {
                var asked = AllocateFile.Read(host, parsed.GetValue(file)!);
                Show(host.Output, asked, HourAllocation.Best(asked.Hours, asked.Accounts, cancel), parsed.GetValue(json));
                return Task.FromResult(0);
            }
            catch (Exception wrong) when (wrong is FormatException or ArgumentException)
            {
                host.Error.WriteLine(wrong is FormatException ? wrong.Message : $"{parsed.GetValue(file)}: {wrong.Message}");
                return Task.FromResult(2);
            }
        });
        return command;
    }

    private static void Show(TextWriter output, AllocateFile asked, HourSplit split, bool json)
    {
        var why = split.Feasible ? null
            : FormattableString.Invariant($"The accounts must get {split.Needed} hours and there are {asked.Hours}; lower a minimum or give more hours.");
        if (json)
        {
            output.WriteLine(why is null
                ? JsonSerializer.Serialize(new { split.Total, Hours = split.Steps, ShadowPrice = split.Next }, JsonSerializerOptions.Web)
                : JsonSerializer.Serialize(new { Total = (double?)null, Hours = (int[]?)null, ShadowPrice = (double?)null, Why = why }, JsonSerializerOptions.Web));
            return;
        }

        if (why is not null)
        {
            output.WriteLine(why);
            return;
        }

        string Figure(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
        output.WriteLine($"Best total {Figure(split.Total)} with {split.Given} of {asked.Hours} hours; one hour more would add {Figure(split.Next)}, the last one adds {Figure(split.Last ?? 0)}.");
        for (var i = 0; i < split.Steps.Count; i++)
            output.WriteLine($"account {i + 1}: {split.Steps[i]} hours, worth {Figure(asked.Accounts[i].Values[split.Steps[i]])}");
    }
}
