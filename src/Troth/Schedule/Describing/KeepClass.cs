using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>Minutes by the clock.</summary>
public sealed record ClassView(Guid Id, string Name, int ShippingBuffer, int ProductionBuffer, bool Ended, int Version);

/// <summary>Kinds of promises and the time that protects them.</summary>
public sealed class KeepClass(TrothContext db)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Name, int? ShippingBuffer, int? ProductionBuffer, bool Ended = false, int Version = 0);

    /// <summary>Those there are; the one that counts while nobody has made one has version 0.</summary>
    public async Task<IReadOnlyList<ClassView>> List(CancellationToken cancel)
    {
        var known = await db.PromiseClasses.AsNoTracking().OrderBy(c => c.NameKey).ThenBy(c => c.Id)
            .Select(c => new ClassView(c.Id, c.Name, c.ShippingBuffer, c.ProductionBuffer, c.Ended, c.Version)).ToListAsync(cancel);
        return known.Count > 0 ? known : [new ClassView(PromiseClass.Standard, Words.Say("class.standard"), PromiseClass.UsualBuffer, 0, false, 0)];
    }

    public async Task<PromiseClass> Add(Request request, CancellationToken cancel)
    {
        Check(request);
        // Promises may already have the class that counted while there was none, so it stays.
        if (!await db.PromiseClasses.AnyAsync(cancel)) db.Add(new PromiseClass { Id = PromiseClass.Standard, Name = Words.Say("class.standard"), NameKey = NameKey.Of(Words.Say("class.standard")) });
        var made = new PromiseClass { Name = "" };
        Fill(made, request);
        db.Add(made);
        await db.SaveChangesAsync(cancel);
        return made;
    }

    public async Task<PromiseClass> Run(Guid id, Request request, CancellationToken cancel)
    {
        Check(request);
        var known = await db.PromiseClasses.FirstOrDefaultAsync(c => c.Id == id, cancel);
        if (known is null && id != PromiseClass.Standard) throw new NotFoundException(Words.Say("class.this"));
        if (known is null) db.Add(known = new PromiseClass { Id = id, Name = "" });
        else if (known.Version != request.Version) throw new StaleEditException();
        else db.Expect(known, request.Version);
        Fill(known, request);
        await db.SaveChangesAsync(cancel);
        return known;
    }

    private static void Check(Request request)
    {
        var errors = new FieldErrors();
        errors.Named("name", request.Name, PromiseClass.NameMax);
        errors.Between("shippingBuffer", request.ShippingBuffer, 0, Limits.Horizon);
        errors.Between("productionBuffer", request.ProductionBuffer, 0, Limits.Horizon);
        errors.ThrowIfAny();
    }

    private static void Fill(PromiseClass known, Request request)
    {
        known.Name = request.Name!.Trim();
        known.NameKey = NameKey.Of(known.Name);
        (known.ShippingBuffer, known.ProductionBuffer, known.Ended) = (request.ShippingBuffer ?? PromiseClass.UsualBuffer, request.ProductionBuffer ?? 0, request.Ended);
    }
}
