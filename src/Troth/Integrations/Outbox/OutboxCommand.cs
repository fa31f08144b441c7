using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Troth.Platform.Commands;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;

namespace Troth.Integrations.Outbox;

/// <summary>./troth outbox: what the order system has to know, for scripts that carry files.</summary>
public static class OutboxCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line; CSV otherwise." };
        var state = new Option<string?>("--state") { Description = "waiting (when absent), refused, taken or all." };
        var command = new Command("outbox", "Promised deliveries and every change of them, for the order system.") { json, state };
        command.SetAction((parsed, cancel) => host.Run(services => Print(services, host, new OutboxFilter { State = parsed.GetValue(state) }, parsed.GetValue(json), cancel)));
        command.Add(Taken(host));
        return command;
    }

    private static Command Taken(CommandHost host)
    {
        var upTo = new Argument<long>("number") { Description = "The last number that was taken in." };
        var command = new Command("taken", "Says that everything that waits was taken in, up to a number.") { upTo };
        command.SetAction((parsed, cancel) => host.Run(async services =>
        {
            services.GetRequiredService<Actor>().Is(null, Actor.Itself, "command");
            try
            {
                var done = await services.GetRequiredService<AnswerOutbox>().Run(new(UpTo: parsed.GetValue(upTo)), cancel);
                await host.Output.WriteLineAsync(Words.Say("command.taken", done.Taken));
                return 0;
            }
            catch (BadInputException wrong)
            {
                await host.Error.WriteLineAsync(wrong.Message);
                return 2;
            }
        }));
        return command;
    }

    private static async Task<int> Print(IServiceProvider services, CommandHost host, OutboxFilter filter, bool json, CancellationToken cancel)
    {
        var list = services.GetRequiredService<ListOutbox>();
        try
        {
            if (json)
            {
                await foreach (var entry in list.All(filter, cancel)) await host.Output.WriteLineAsync(JsonSerializer.Serialize(entry, Json));
                return 0;
            }
            using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
            using var csv = new CsvWriter(text);
            csv.Row(ListOutbox.Columns);
            await foreach (var row in list.Export(filter, cancel))
            {
                csv.Row(row);
                await host.Output.WriteAsync(text.ToString());
                text.GetStringBuilder().Clear();
            }
            await host.Output.WriteAsync(text.ToString());
            return 0;
        }
        catch (BadInputException wrong)
        {
            await host.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
