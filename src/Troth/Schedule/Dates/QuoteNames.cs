using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Quoting;

namespace Troth.Schedule.Dates;

/// <summary>What decides a date, or is missing for one, by the names people have for things.</summary>
internal readonly struct QuoteNames(PlantPlan plan)
{
    public string? DeciderOrNone(in Quote quote) => quote.DecidedBy switch
    {
        DecidedBy.WorkCenter when quote.Deciding >= 0 => Center(quote.Deciding),
        DecidedBy.Material when quote.Deciding >= 0 => Product(quote.Deciding),
        _ => null,
    };

    /// <summary>The work center that decides; null where something else does.</summary>
    public Guid? Center(in Quote quote) => quote is { DecidedBy: DecidedBy.WorkCenter, Deciding: >= 0 } ? plan.Shop.Centers[quote.Deciding] : null;

    public string Decider(in Quote quote) => DeciderOrNone(quote) ?? quote.DecidedBy switch
    {
        DecidedBy.Outside => Words.Say("date.by.outside"),
        DecidedBy.Stock => Words.Say("date.by.stock"),
        _ => Words.Say("date.by.work"),
    };

    public string Missing(in Quote quote) => quote.NoDate switch
    {
        NoDate.NoSupply => Words.Say("date.none.supply", Product(quote.Deciding)),
        NoDate.Material => Words.Say("date.none.material", Product(quote.Deciding)),
        NoDate.Quantity => Words.Say("date.none.quantity", Product(quote.Deciding)),
        _ => quote.Deciding < 0 ? Words.Say("date.none.room") : Words.Say("date.none.roomAt", Center(quote.Deciding)),
    };

    private string Center(int center) => plan.Shop.Definition.WorkCenters[center].Name;

    private string Product(int product) => plan.Shop.Definition.Products[product].Name;
}
