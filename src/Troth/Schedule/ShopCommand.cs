using System.CommandLine;
using System.Text.Json;
using Troth.Platform.Commands;
using Troth.Scheduling.JobShop.Dispatching;
using Troth.Scheduling.Shops;

namespace Troth.Schedule;

/// <summary>./troth schedule shop: plans a make-to-order shop from a file and measures it beside a bound and the usual rules.</summary>
public static class ShopCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Make(CommandHost host)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A shop: “orders operations-per-order resources 0”, then a line an order: the minute it is due, and for each "
                + "operation its resource (from 0) and its minutes. Packed (.gz) too.",
        };
        var machines = new Option<int>("--machines")
        {
            Description = "How many identical machines each resource has, 1 to 1000.", DefaultValueFactory = _ => 1,
        };
        var seconds = PlainNumber.Option("--seconds", 5,
            "How long to search for less tardiness where orders are late; 0 plans by due date only.");
        var seed = new Option<int>("--seed")
        {
            Description = "Where chance begins; the search needs it.", DefaultValueFactory = _ => 1,
        };
        var floor = new Option<int>("--floor")
        {
            Description = "Also proves, in so many rounds, how low tardiness can be at all; 600 take some seconds.",
        };
        var peers = new Option<bool>("--peers")
        {
            Description = "Also what two rules of the field leave at their best of many settings: apparent tardiness cost and modified due "
                + "dates.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new FileCommand("shop", "Plans a make-to-order shop and measures the plan beside a bound and the usual rules.")
        {
            file, machines, seconds, seed, floor, peers, json,
        };
        command.SetAction((parsed, cancel) =>
        {
            var each = parsed.GetValue(machines);
            if (each is < 1 or > 1000) return Refuse(host, FormattableString.Invariant($"--machines is {each}; give 1 to 1000."));
            var budget = parsed.GetValue(seconds);
            if (budget is not (>= 0 and <= 86_400))
                return Refuse(host, FormattableString.Invariant($"--seconds is {budget}; give 0 to 86400."));
            var rounds = parsed.GetValue(floor);
            if (rounds is < 0 or > 1_000_000) return Refuse(host, FormattableString.Invariant($"--floor is {rounds}; give 0 to 1000000."));
            var path = parsed.GetValue(file)!;
            try
            {
                var shop = GivenFile.Read(host, path, Read);
                var how = new ShopMeasuring(each, TimeSpan.FromSeconds(budget), parsed.GetValue(seed), rounds, parsed.GetValue(peers));
                var figures = ShopFigures.Measure(shop, how, cancel);
                host.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, Json) : ShopWords.Of(figures, how));
                return Task.FromResult(figures.Checker == "ok" ? 0 : 1);
            }
            catch (ShopRefusedException refused)
            {
                return Refuse(host, $"{path}: {refused.Message}");
            }
            catch (FormatException wrong)
            {
                return Refuse(host, wrong.Message);
            }
        });
        return command;
    }

    private static ShopFile Read(TextReader text)
    {
        var shop = ShopFile.Read(text);
        return !shop.Shifts ? shop
            : throw new FormatException("Line 1: its resources work in shifts (1), and which is not said; give 0, around the clock.");
    }

    private static Task<int> Refuse(CommandHost host, string why)
    {
        host.Error.WriteLine(why);
        return Task.FromResult(2);
    }
}
