using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Limits;
using Troth.Platform.Live;
using Troth.Portal.Access;
using Troth.Portal.Seeing;

namespace Troth.Portal.Saying;

/// <summary>What a customer said, with the name of the order it is about.</summary>
public sealed record SaidWord(Guid Id, WordKind Kind, string Text, string SaidBy, DateTimeOffset SaidAt, string? Order, string? Answer,
    string? AnsweredBy, DateTimeOffset? AnsweredAt);

/// <param name="Order">Number or id of the order it is about; null: about us.</param>
public sealed record SayRequest(string? Text, string? Order = null);

/// <summary>A customer says "you let us down" or "thank you".</summary>
public sealed class SayWord(PortalReader reader, ReadOwnOrders orders, TrothContext db, CountedTries tries, LiveNews news,
    TimeProvider time)
{
    public const int MostInAnHour = 20;
    private const int OrderMax = 64;

    public async Task<CustomerWord> Run(WordKind kind, SayRequest request, CancellationToken cancel)
    {
        Guid? order = null;
        if (request.Order?.Length > OrderMax) throw new BadInputException("order", Words.Say("word.orderLong", OrderMax));
        try
        {
            if (!string.IsNullOrWhiteSpace(request.Order)) order = await orders.IdOf(request.Order.Trim(), cancel);
        }
        catch (NotFoundException none)
        {
            throw new BadInputException("order", none.Message);
        }
        var word = CustomerWord.Said(kind, reader.AccountId, reader.ContactId, reader.Name, order, request.Text, time.GetUtcNow());
        await tries.Take("portal.word", reader.ContactId.ToString(), MostInAnHour, TimeSpan.FromHours(1), cancel);
        db.Add(word);
        await db.SaveChangesAsync(cancel);
        news.Publish($"account:{word.AccountId}");
        return word;
    }
}

/// <summary>Answers what a customer said; the customer reads it on their page.</summary>
public sealed class AnswerWord(TrothContext db, Reader reader, LiveNews news, TimeProvider time)
{
    public async Task<CustomerWord> Run(Guid account, Guid id, string? answer, CancellationToken cancel)
    {
        var word = await db.CustomerWords.FirstOrDefaultAsync(w => w.Id == id && w.AccountId == account, cancel)
            ?? throw new NotFoundException(Words.Say("word.this"));
        word.Answered(reader.Name, answer, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        news.Publish($"account:{account}");
        return word;
    }
}

/// <summary>What customers said, newest first.</summary>
public sealed class ListWords(TrothContext db)
{
    public const int Shown = 10, Most = 200;

    /// <param name="words">Whose: the caller has seen to it that its reader may see them.</param>
    public async Task<IReadOnlyList<SaidWord>> Run(IQueryable<CustomerWord> words, int most, CancellationToken cancel)
    {
        var found = await words.AsNoTracking().OrderByDescending(w => w.SaidAt).ThenByDescending(w => w.Id).Take(most).ToListAsync(cancel);
        var ids = found.Select(w => w.OrderId).OfType<Guid>().Distinct().ToList();
        var orders = ids.Count == 0 ? [] : await db.Set<Orders.Order>().AsNoTracking().Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.Number, cancel);
        return [.. found.Select(w => new SaidWord(w.Id, w.Kind, w.Text, w.SaidBy, w.SaidAt,
            w.OrderId is { } order && orders.TryGetValue(order, out var number) ? $"O-{number}" : null, w.Answer, w.AnsweredBy,
                w.AnsweredAt))];
    }
}
