using Troth;
using Troth.Platform;
using Troth.Platform.Commands;

try
{
    var settings = TrothSettings.FromEnvironment();
    return args is ["serve", .. var rest]
        ? await TrothServer.Run(settings, rest)
        : await CommandLine.Run(args, settings, Rooms.Commands, services => Rooms.Add(services, settings), CancellationToken.None);
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
