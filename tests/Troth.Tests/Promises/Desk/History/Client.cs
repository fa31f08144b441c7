using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Troth.Tests.Harness;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk.History;

/// <summary>
/// A client that goes round after round: asks, holds, reads, and confirms, declines, or holds on; some change the quantity and some cancel. What
/// nobody answered it asks again under the same key, at whichever node answers; now and then it hangs up, or asks the same twice.
/// </summary>
internal sealed class Client(int number, int seed, IReadOnlyList<TrothNode> nodes, HttpClient http, HistoryBook book)
{
    private const int Tries = 400;
    private readonly Random chance = new(seed * 1000 + number);
    private int keys;

    public async Task Go(int rounds)
    {
        for (var i = 0; i < rounds; i++) await GoRound();
    }

    private async Task GoRound()
    {
        var (round, quantity) = (new Round(), 1 + chance.Next(5));
        var asked = await Send(round, Doing.Ask, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/dates?product={Bracket}&quantity={quantity}"), null, quantity);
        round.Offered = asked.Json.GetProperty("on").GetString();
        var made = await Send(round, Doing.Hold, HttpMethod.Post, "/api/quotes",
            new { account = "A-901", lines = new[] { new { product = Bracket, quantity, offeredOn = chance.Next(2) == 0 ? round.Offered : null } } }, quantity);
        if (made.Became != Became.Done) return; // somebody else took the day shown
        round.Quote = made.Json.GetProperty("label").GetString();
        var line = (await Send(round, Doing.Read, HttpMethod.Get, $"/api/quotes/{round.Quote}", null, quantity)).Json.GetProperty("lines")[0];
        (round.Order, round.PromisedOn) = (line.GetProperty("shopOrder").GetString(), line.GetProperty("promisedOn").GetString());
        switch (chance.Next(20))
        {
            case < 2:
                await Send(round, Doing.Decline, HttpMethod.Put, $"/api/quotes/{round.Quote}/declined", new { }, quantity);
                return;
            case < 4:
                await Send(round, Doing.Shorten, HttpMethod.Put, $"/api/quotes/{round.Quote}/held", new { heldUntil = TimeProvider.System.GetUtcNow().AddSeconds(90) }, quantity);
                return;
            case 4:
                return; // never heard of again
        }
        if ((await Send(round, Doing.Confirm, HttpMethod.Put, $"/api/quotes/{round.Quote}/confirmed", new { }, quantity)).Became != Became.Done) return;
        if (chance.Next(2) == 0) await Send(round, Doing.Change, HttpMethod.Put, $"/api/shop-orders/{round.Order}/quantity", new { quantity = quantity = 1 + chance.Next(6) }, quantity);
        if (chance.Next(4) > 0) await Send(round, Doing.Cancel, HttpMethod.Put, $"/api/shop-orders/{round.Order}/cancelled", new { whom = "Ms Alt", channel = "phone" }, quantity);
    }

    private async Task<Exchange> Send(Round round, Doing doing, HttpMethod method, string path, object? body, int quantity)
    {
        var key = method == HttpMethod.Get ? null : string.Create(CultureInfo.InvariantCulture, $"{seed}-{number}-{keys++}");
        for (var tries = 0; tries < Tries; tries++)
        {
            var exchange = await Once(round, doing, method, path, body, key, quantity, hangUp: key is not null && tries == 0 && chance.Next(25) == 0);
            if (exchange.Became == Became.Unknown)
            {
                await Task.Delay(Math.Min(10 << Math.Min(tries, 5), 250)); // nodes take a moment to start again
                continue;
            }
            if (key is not null && chance.Next(20) == 0) await Once(round, doing, method, path, body, key, quantity, hangUp: false);
            return exchange;
        }
        throw new InvalidOperationException($"{path} was not answered by any node.");
    }

    private async Task<Exchange> Once(Round round, Doing doing, HttpMethod method, string path, object? body, string? key, int quantity, bool hangUp)
    {
        var place = chance.Next(nodes.Count);
        var node = nodes[place];
        var exchange = new Exchange((place, node.Life), round, doing, key, quantity, Stopwatch.GetTimestamp());
        book.Add(exchange);
        using var request = new HttpRequestMessage(method, new Uri(node.Address, path));
        request.Headers.Add("X-Troth", "history");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: JsonSerializerOptions.Web);
        using var patience = new CancellationTokenSource(hangUp ? TimeSpan.FromMilliseconds(chance.Next(1, 40)) : TimeSpan.FromSeconds(40));
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            if (node.Life != exchange.Node.Life) return exchange; // it was started anew meanwhile, so nobody knows which life answered
            (exchange.Answered, exchange.Answer) = (Stopwatch.GetTimestamp(), text);
            exchange.Became = answer.IsSuccessStatusCode ? Became.Done : (int)answer.StatusCode is 409 or 422 ? Became.Refused : Became.Unknown;
            exchange.Wrong = (int)answer.StatusCode >= 400 && exchange.Became != Became.Refused;
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            exchange.Answer = lost.Message;
        }
        return exchange;
    }
}
