using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Orders.Channels;

/// <summary>Says by which channel an order really came. The history keeps who said so, and later imports leave it.</summary>
public sealed class CorrectChannel(TrothContext db)
{
    /// <param name="Channel">Null: nobody knows.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(SalesChannel? Channel, int Version);

    public async Task<Order> Run(string reference, Request request, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("O", reference);
        var order = await db.Orders.FirstOrDefaultAsync(o => id != null ? o.Id == id : o.Number == number, cancel)
            ?? throw new NotFoundException(Words.Say("order.named", reference));
        if (request.Version != order.Version) throw new StaleEditException();
        db.Expect(order, request.Version);
        order.Channel = request.Channel;
        await db.SaveChangesAsync(cancel);
        return order;
    }
}
