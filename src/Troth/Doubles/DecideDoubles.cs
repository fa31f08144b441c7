using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;

namespace Troth.Doubles;

/// <summary>Keeps what people say of two records, and asks for a new search.</summary>
public sealed class DecideDoubles(TrothContext db, Reader reader, LiveNews news, TimeProvider time)
{
    /// <param name="Same">They are the same, or they are not: one of both has to be said.</param>
    /// <param name="Why">In a sentence; needed where they are not the same.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Decision(bool? Same, string? Why);

    /// <summary>Decides an open pair; what was decided of it before is replaced, and stays in the history.</summary>
    /// <exception cref="NotFoundException">It is not proposed, or no longer.</exception>
    public async Task<DecisionRow> Run(Guid pair, Decision asked, CancellationToken cancel)
    {
        if (asked.Same is not { } same) throw new BadInputException("same", Words.Say("same.missing"));
        var open = await db.DoublePairs.AsNoTracking().FirstOrDefaultAsync(p => p.Id == pair, cancel) ?? throw new NotFoundException(Words.Say("pair.this"));
        var both = (await ComparedRecords.Read(db, open.Kind, [open.First, open.Second], cancel)).Records.ToDictionary(r => r.Id);
        if (both.Count < 2) throw new NotFoundException(Words.Say("pair.this"));
        // What they say now, not what they said when they were last compared: that is what was decided on.
        var sides = DoubleDecision.Of(open, both[open.First].Print, both[open.Second].Print, same, asked.Why, reader.Name, time.GetUtcNow());
        await using var step = await db.Database.BeginTransactionAsync(cancel);
        // Two who decide at once: the second finds it gone.
        if (await db.DoublePairs.Where(p => p.Id == pair).ExecuteDeleteAsync(cancel) == 0) throw new NotFoundException(Words.Say("pair.this"));
        db.RemoveRange(await Sides(open.First, open.Second, cancel));
        db.AddRange(sides);
        await db.SaveChangesAsync(cancel);
        await db.DoubleClusters.Where(c => c.Id == open.ClusterId).ExecuteUpdateAsync(set => set.SetProperty(c => c.OpenPairs, c => c.OpenPairs - 1), cancel);
        await step.CommitAsync(cancel);
        news.Publish(SearchDoubles.Topic);
        var letter = open.Kind is DoubleKind.Accounts ? 'A' : 'C';
        RecordName Name(Guid id) => new($"{letter}-{both[id].Number}", both[id].Name, both[id].EndedOn);
        return new DecisionRow(sides[0].Id, Name(open.First), Name(open.Second), sides[0].Same, sides[0].Why, sides[0].By, sides[0].At, sides[0].Probability);
    }

    /// <summary>Takes a decision back: the next search may propose the two again.</summary>
    public async Task<bool> TakeBack(Guid decision, CancellationToken cancel)
    {
        var made = await db.DoubleDecisions.AsNoTracking().FirstOrDefaultAsync(d => d.Id == decision, cancel) ?? throw new NotFoundException(Words.Say("decision.this"));
        db.RemoveRange(await Sides(made.One, made.Other, cancel));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Asks for a new search of all, which begins within seconds, or when the one under way is done: that may have read before.</summary>
    public async Task<bool> Ask(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var kind in Enum.GetValues<DoubleKind>())
        {
            if (await db.DoubleSearches.FirstOrDefaultAsync(s => s.Kind == kind, cancel) is { } known) known.AskedAt = now;
            else db.Add(new DoubleSearch { Kind = kind, AskedAt = now });
        }

        await db.SaveChangesAsync(cancel);
        news.Publish(SearchDoubles.Topic);
        return true;
    }

    private Task<List<DoubleDecision>> Sides(Guid one, Guid other, CancellationToken cancel) => db.DoubleDecisions.Where(d =>
        (d.AccountId == one && d.OtherAccountId == other) || (d.AccountId == other && d.OtherAccountId == one)
        || (d.ContactId == one && d.OtherContactId == other) || (d.ContactId == other && d.OtherContactId == one)).ToListAsync(cancel);
}
