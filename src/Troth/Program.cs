using Troth;
using Troth.Platform;
using Troth.Platform.Commands;
using Troth.Platform.Errors;

PrivateFiles.FromNowOn();
TrothSettings? settings = null;
try
{
    settings = TrothSettings.FromEnvironment();
    return args is ["serve", .. var rest]
        ? await TrothServer.Run(settings, rest)
        : await CommandLine.Run(args, settings, Rooms.Commands, services => Rooms.Add(services, settings), CancellationToken.None);
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (Exception failure) when (settings is not null && StartFailure.Of(failure, settings) is not null)
{
    await Console.Error.WriteLineAsync(StartFailure.Of(failure, settings));
    return 1;
}
