using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Troth.Tests.Platform.Mail;

/// <summary>A mail server on this machine that keeps what it is sent, or refuses as a test says.</summary>
public sealed class SmtpListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> mails = [];

    public SmtpListener()
    {
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The mails as they came over the wire, with their recipients' commands before them.</summary>
    public IReadOnlyList<string> Mails => [.. mails];

    /// <summary>What it answers to a recipient; null: it takes all.</summary>
    public string? Refuses { get; set; }

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true) _ = Talk(await listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var said = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            var word = line.Split(' ')[0].ToUpperInvariant();
            if (word == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync() is { } text and not ".") said.AppendLine(text);
                mails.Enqueue(said.ToString());
                said.Clear();
                await writer.WriteLineAsync("250 kept");
            }
            else await writer.WriteLineAsync(word switch
            {
                "RCPT" when Refuses is { } refusal => refusal,
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (word == "QUIT") return;
        }
    }
}
