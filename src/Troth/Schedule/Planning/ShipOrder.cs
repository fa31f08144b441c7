using Troth.Platform.Errors;
using Troth.Schedule.Contracts;

namespace Troth.Schedule.Planning;

/// <summary>Pieces of a shop order have left the house.</summary>
public sealed class ShipOrder(PlanWriter writer, ReadShopOrder read, ShopDesk desk)
{
    public sealed record Answer(string Order, int Shipped, int Open, ShopOrderState State);

    public async Task<Answer> Run(string reference, int pieces, string? key, CancellationToken cancel)
    {
        if (pieces < 1) throw new BadInputException("pieces", Words.Say("order.pieces"));
        var plant = (await read.Find(reference, false, cancel)).PlantId;
        return await writer.Write(plant, string.IsNullOrEmpty(key) ? null : key, new { reference, pieces }, async turn =>
        {
            var answer = await desk.Ship(turn, await read.Find(reference, true, cancel), pieces, turn.Now, cancel);
            if (!answer.Done) throw ShopDesk.Refused(answer);
            return new Answer(answer.Order!.Label, answer.Order.ShippedQuantity, answer.Order.Open, answer.Order.State);
        }, cancel);
    }
}
