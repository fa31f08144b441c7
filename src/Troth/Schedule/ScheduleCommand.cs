using System.CommandLine;
using Troth.Platform.Commands;

namespace Troth.Schedule;

/// <summary>./troth schedule: the planning engine on files, for measuring and for checking it against what others published.</summary>
public static class ScheduleCommand
{
    private const string Told =
        "The planning engine on files and in a simulated shop: what its plans and promises are worth, each plan checked.";

    public static Command Make(CommandHost host) => new("schedule", Told)
    {
        ShopCommand.Make(host),
        SimulateCommand.Make(host),
        JobShopCommand.Make(host),
    };
}
