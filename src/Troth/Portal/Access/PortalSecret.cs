using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Troth.Portal.Access;

/// <summary>What a link carries: 256 random bits. The database knows only their hash, so who reads it cannot sign in with it.</summary>
public static class PortalSecret
{
    private const int Bytes = 32, Letters = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether it can be one at all; what else is typed there is not worth a look into the database.</summary>
    public static bool CanBe(string text) => text.Length == Letters && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
