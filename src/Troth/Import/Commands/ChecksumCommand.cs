using System.CommandLine;
using Troth.Platform.Commands;

namespace Troth.Import.Commands;

/// <summary>./troth checksum</summary>
public static class ChecksumCommand
{
    public static Command Build(CommandHost host)
    {
        var checksum = new Command("checksum", "Print one number for all that the business knows, the same on every database with the same content.");
        checksum.SetAction((_, cancel) => host.Run(async services =>
        {
            await host.Output.WriteLineAsync(await Task.Run(services.GetRequiredService<Checksum>().Run, cancel));
            return 0;
        }));
        return checksum;
    }
}
