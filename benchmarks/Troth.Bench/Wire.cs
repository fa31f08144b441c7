using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Troth.Bench;

/// <summary>
/// A browser's connection kept alive, with as little of its own as can be: the same two processors serve it and answer it. Reads whole answers,
/// with a length or in chunks.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[64 * 1024];
    private int held;

    public Wire(Uri address) => socket.Connect(address.Host, address.Port);

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(Uri address, string path, string cookies) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: application/json\r\nCookie: {cookies}\r\n\r\n");

    /// <summary>Asks and reads the whole answer; true when it is 200.</summary>
    public async Task<bool> Ask(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        held = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            held += read;
            if (IsWhole(buffer.AsSpan(0, held))) return buffer.AsSpan(0, held).StartsWith("HTTP/1.1 200"u8);
        }
    }

    /// <summary>Opens an event stream.</summary>
    public Task Listen(ReadOnlyMemory<byte> request) => socket.SendAsync(request).AsTask();

    /// <summary>Waits until the stream says it; the moment it did.</summary>
    public async Task<long> Hears(ReadOnlyMemory<byte> said)
    {
        held = 0;
        while (true)
        {
            if (buffer.AsSpan(0, held).IndexOf(said.Span) >= 0) return Stopwatch.GetTimestamp();
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            if (read == 0) throw new InvalidOperationException("The stream ended.");
            held += read;
        }
    }

    public string Text => Encoding.UTF8.GetString(buffer, 0, held);

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        if (answer.EndsWith("0\r\n\r\n"u8) && answer[..head].IndexOf("chunked"u8) >= 0) return true;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) && answer.Length >= head + 4 + length;
    }
}
