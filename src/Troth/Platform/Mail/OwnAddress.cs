using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Troth.Platform.Errors;

namespace Troth.Platform.Mail;

/// <summary>
/// Where links in mails lead: to TROTH_URL. Never to what a request calls us, since whoever sends one chooses that. Only a server that this
/// machine alone reaches needs no setting.
/// </summary>
public sealed class OwnAddress(TrothSettings settings, IServiceProvider services)
{
    /// <exception cref="BusinessRuleException">Others reach this server, and nobody said under what address.</exception>
    public Uri Root => settings.Url ?? (IPAddress.TryParse(settings.Listen, out var listens) && IPAddress.IsLoopback(listens)
        ? new Uri(Listening ?? FormattableString.Invariant($"http://127.0.0.1:{settings.Port}"))
        : throw new BusinessRuleException("address.unknown", Words.Say("address.unknown")));

    public string Of(string path) => Root.AbsoluteUri.TrimEnd('/') + path;

    private string? Listening => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses
        .FirstOrDefault(a => a.StartsWith("http://", StringComparison.Ordinal) && !a.Contains("unix", StringComparison.Ordinal));
}
