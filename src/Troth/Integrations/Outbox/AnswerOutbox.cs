using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;

namespace Troth.Integrations.Outbox;

/// <summary>The order system says of entries that it has taken them in, or why not. Saying it twice changes nothing.</summary>
public sealed class AnswerOutbox(TrothContext db, Actor actor, LiveNews news, TimeProvider time)
{
    public const int Most = 1000;
    public const string Topic = "outbox";

    /// <param name="Number">Of the entry.</param>
    /// <param name="Taken">Whether it was taken in.</param>
    /// <param name="Reference">What the order system calls the order.</param>
    /// <param name="Message">Why it was not taken in.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Answer(long Number, bool Taken, string? Reference = null, string? Message = null);

    /// <param name="Answers">One for each entry; or</param>
    /// <param name="UpTo">everything that waits, up to this number, was taken in.</param>
    /// <param name="Source">The order system's short name as a source of imports: with it, an order is known there by its reference, and the next import of it finds it again.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(IReadOnlyList<Answer>? Answers = null, long? UpTo = null, string? Source = null);

    /// <param name="Unknown">Numbers that no entry has.</param>
    /// <param name="Clashing">Taken in like the others, but under a reference that their order cannot have.</param>
    public sealed record Answered(int Taken, int Refused, IReadOnlyList<long> Unknown, IReadOnlyList<Clash> Clashing);

    /// <param name="Number">Of the entry.</param>
    /// <param name="Reference">What the order system calls the order.</param>
    /// <param name="Message">Why the order is not known by it.</param>
    public sealed record Clash(long Number, string Reference, string Message);

    public async Task<Answered> Run(Request request, CancellationToken cancel)
    {
        Check(request);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var answered = request.UpTo is { } upTo ? await TakeUpTo(upTo, cancel) : await Take(request.Answers!, request.Source?.Trim(), cancel);
        await transaction.CommitAsync(cancel);
        news.Publish(Topic);
        return answered;
    }

    /// <summary>Hands a refused or taken entry out once more.</summary>
    public async Task<long> Again(long number, CancellationToken cancel)
    {
        var entry = await db.Outbox.FirstOrDefaultAsync(e => e.Number == number, cancel) ?? throw new NotFoundException(Words.Say("outbox.this", number));
        if (entry.State == OutboxState.Waiting) throw new BusinessRuleException("outbox.waits", Words.Say("outbox.waits", number));
        entry.Again();
        await db.SaveChangesAsync(cancel);
        news.Publish(Topic);
        return number;
    }

    private static void Check(Request request)
    {
        var errors = new FieldErrors();
        if (request is { Answers: null, UpTo: null } or { Answers: not null, UpTo: not null }) errors.Add("answers", Words.Say("outbox.either"));
        if (request.Answers is { Count: 0 or > Most } some) errors.Add("answers", Words.Say("outbox.most", some.Count, Most));
        if (request.UpTo is < 1) errors.Add("upTo", Words.Say("outbox.upTo", request.UpTo));
        if (request is { Source: not null, UpTo: not null }) errors.Add("source", Words.Say("outbox.sourceAlone"));
        if (request.Answers?.Any(a => a is null) == true)
        {
            errors.Add("answers", Words.Say("outbox.null", request.Answers.ToList().FindIndex(a => a is null) + 1));
            errors.ThrowIfAny();
        }
        errors.Longest("source", request.Source, ImportSource.NameMax);
        foreach (var answer in request.Answers ?? [])
        {
            if (answer is { Taken: false } && string.IsNullOrWhiteSpace(answer.Message)) errors.Add("message", Words.Say("outbox.why", answer.Number));
            errors.Longest("message", answer.Message, OutboxEntry.MessageMax);
            errors.Longest("reference", answer.Reference, ImportableRecord.ExternalKeyMax);
        }
        var twice = request.Answers?.GroupBy(a => a.Number).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) errors.Add("answers", Words.Say("outbox.twice", twice.Key));
        errors.ThrowIfAny();
    }

    private async Task<Answered> TakeUpTo(long upTo, CancellationToken cancel)
    {
        var (now, by) = (time.GetUtcNow(), actor.Name);
        var taken = await db.Outbox.Where(e => e.State == OutboxState.Waiting && e.Number <= upTo).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.State, OutboxState.Taken).SetProperty(e => e.AnsweredAt, now).SetProperty(e => e.AnsweredBy, by).SetProperty(e => e.Message, (string?)null), cancel);
        return new(taken, 0, [], []);
    }

    private async Task<Answered> Take(IReadOnlyList<Answer> answers, string? source, CancellationToken cancel)
    {
        var numbers = answers.Select(a => a.Number).ToList();
        var entries = await db.Outbox.Where(e => numbers.Contains(e.Number)).ToDictionaryAsync(e => e.Number, cancel);
        var now = time.GetUtcNow();
        var keys = new Dictionary<Guid, string>();
        foreach (var answer in answers)
        {
            if (!entries.TryGetValue(answer.Number, out var entry)) continue;
            if (!answer.Taken)
            {
                entry.Refused(answer.Message!.Trim(), actor.Name, now);
                continue;
            }
            var reference = string.IsNullOrWhiteSpace(answer.Reference) ? null : answer.Reference.Trim();
            entry.Taken(reference, actor.Name, now);
            if (reference is not null && entry.OrderId is { } order) keys[order] = reference;
        }
        var clashing = new List<Clash>();
        if (!string.IsNullOrEmpty(source) && keys.Count > 0)
        {
            var why = await KnownOrders.Name(db, source, keys, cancel);
            foreach (var entry in answers.Where(a => a.Taken).Select(a => entries.GetValueOrDefault(a.Number)).OfType<OutboxEntry>())
                if (entry is { OrderId: { } order, Reference: { } reference } && why.TryGetValue(order, out var message))
                {
                    entry.Clashes(message);
                    clashing.Add(new(entry.Number, reference, message));
                }
        }
        await db.SaveChangesAsync(cancel);
        return new(answers.Count(a => a.Taken && entries.ContainsKey(a.Number)), answers.Count(a => !a.Taken && entries.ContainsKey(a.Number)),
            [.. numbers.Where(n => !entries.ContainsKey(n))], clashing);
    }
}
