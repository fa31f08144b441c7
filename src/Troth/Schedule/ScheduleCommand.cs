using System.CommandLine;
using Troth.Platform.Commands;

namespace Troth.Schedule;

/// <summary>./troth schedule: the planning engine on files, for measuring and for checking it against what others published.</summary>
public static class ScheduleCommand
{
    public static Command Make(CommandHost host) =>
        new("schedule", "The planning engine on files: measures it and checks it against published figures.")
    {
        ShopCommand.Make(host),
        SimulateCommand.Make(host),
        JobShopCommand.Make(host),
    };
}
