using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Troth.Platform.Commands;

/// <summary>A command as sent to the running server; <paramref name="Watched"/> as <see cref="CommandHost"/> has it.</summary>
public sealed record LocalCommand(string[] Args, string Folder, int Watched = 0);

/// <summary>A piece of what it prints: to the output, to the error output, or its exit code.</summary>
public sealed record LocalAnswer(string? Out = null, string? Err = null, int? Exit = null);

/// <summary>The command line's way to a running server: a socket only this user may open.</summary>
public static class LocalSocket
{
    public const string Route = "/local/command";

    /// <summary>Sends the command; null when no server answers.</summary>
    public static async Task<int?> Send(string socket, LocalCommand command, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!File.Exists(socket)) return null;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://troth"), Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = JsonContent.Create(command) };
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException)
        {
            return null; // the socket is left over from a server that is gone
        }
        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                await error.WriteLineAsync($"The running server cannot run the command now (it answered {(int)response.StatusCode}). Its own output says why; its database may be away.");
                return 1;
            }
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
            while (await lines.ReadLineAsync(cancel) is { } line)
            {
                var answer = JsonSerializer.Deserialize<LocalAnswer>(line)!;
                if (answer.Out is { } text) await output.WriteAsync(text);
                if (answer.Err is { } complaint) await error.WriteAsync(complaint);
                if (answer.Exit is { } exit) return exit;
            }
        }
        await error.WriteLineAsync("The server stopped before the command had ended. What it had acknowledged is kept; run the command again.");
        return 3;
    }

    /// <summary>The server's end: answers on the socket only, whatever else the server listens on.</summary>
    public static void MapLocalCommands(this WebApplication app, Func<string[], CommandHost, CancellationToken, Task<int>> run) =>
        app.MapPost(Route, async (HttpContext http, LocalCommand command, CancellationToken cancel) =>
        {
            if (http.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionSocketFeature>()?.Socket.LocalEndPoint is not UnixDomainSocketEndPoint)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            http.Response.ContentType = "application/x-ndjson";
            using var turn = new SemaphoreSlim(1);
            await using var output = new AnswerWriter(http.Response.Body, turn, text => new LocalAnswer(Out: text));
            await using var error = new AnswerWriter(http.Response.Body, turn, text => new LocalAnswer(Err: text));
            var exit = await run(command.Args, new CommandHost(app.Services, output, error, command.Folder, command.Watched), cancel);
            await output.FlushAsync(cancel);
            await error.FlushAsync(cancel);
            await JsonSerializer.SerializeAsync(http.Response.Body, new LocalAnswer(Exit: exit), cancellationToken: cancel);
        }).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private sealed class AnswerWriter(Stream body, SemaphoreSlim turn, Func<string, LocalAnswer> wrap) : TextWriter
    {
        private readonly System.Text.StringBuilder waiting = new();

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value)
        {
            waiting.Append(value);
            if (value == '\n') Flush();
        }

        public override void Flush() => FlushAsync().GetAwaiter().GetResult();

        public override async Task FlushAsync()
        {
            if (waiting.Length == 0) return;
            var line = JsonSerializer.SerializeToUtf8Bytes(wrap(waiting.ToString()));
            waiting.Clear();
            await turn.WaitAsync();
            try
            {
                await body.WriteAsync(line);
                await body.WriteAsync("\n"u8.ToArray());
                await body.FlushAsync();
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
