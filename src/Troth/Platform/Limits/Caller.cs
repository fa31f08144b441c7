using System.Net;
using System.Net.Sockets;

namespace Troth.Platform.Limits;

/// <summary>Whose tries are counted together.</summary>
internal static class Caller
{
    /// <summary>
    /// The address a request came from; behind a proxy on this machine (TROTH_URL is set then) what that proxy says, of which only the last
    /// entry is its own word. Of a version-6 address the network, since one household has very many.
    /// </summary>
    public static string Of(HttpContext http, TrothSettings settings)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (settings.Url is not null && IPAddress.IsLoopback(address)
            && IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(),
                out var before)) address = before;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
