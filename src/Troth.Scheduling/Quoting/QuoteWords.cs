using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>Answers in words, with the names that the shop has for things.</summary>
public static class QuoteWords
{
    /// <summary>The dates and what decides them, or why there is none, in one sentence.</summary>
    /// <param name="quote">What was answered.</param>
    /// <param name="shop">Whose plan it was read from.</param>
    /// <param name="date">Writes a minute of the horizon as people read it.</param>
    public static string Say(this in Quote quote, Shop shop, Func<int, string> date)
    {
        if (!quote.HasDate) return $"No date can be given: {Missing(quote, shop)}.";
        var safe = quote.Safe < 0 ? "none within the horizon is safe" : $"safe {date(quote.Safe)}";
        var on = quote.SpreadKnown ? "" : " (by buffers alone: too few orders are measured)";
        return $"Earliest {date(quote.Earliest)}, {safe}{on}; decided by {Decider(quote, shop)}.";
    }

    /// <summary>What to do and what it brings, in one sentence.</summary>
    /// <param name="way">What was found.</param>
    /// <param name="shop">Whose plan it was worked out for.</param>
    /// <param name="date">Writes a minute of the horizon as people read it.</param>
    public static string Say(this Alternative way, Shop shop, Func<int, string> date) => way.Kind switch
    {
        AlternativeKind.SplitDelivery =>
            $"Delivered in two parts: {way.Quantity} pieces on {date(way.Earliest)}, the rest on {date(way.Rest)}.",
        AlternativeKind.MoveOrders =>
            $"With {Orders(way.Moved!.Count)} making room, none of which loses its promise: {date(way.Earliest)}.",
        _ => $"With {way.ExtraMinutes} minutes more after each shift at {Center(shop, way.WorkCenter)}: {date(way.Earliest)}.",
    };

    private static string Missing(in Quote quote, Shop shop) => quote.NoDate switch
    {
        NoDate.NoSupply => $"{Product(shop, quote.Deciding)} is neither kept in stock nor bought nor made",
        NoDate.Material => $"{Product(shop, quote.Deciding)} is short, and is not bought",
        NoDate.Quantity => $"more of {Product(shop, quote.Deciding)} is needed than {Limits.Quantity} pieces",
        _ => quote.Deciding < 0 ? "it would end after the horizon"
            : $"{Center(shop, quote.Deciding)} has no room for it before the horizon ends",
    };

    private static string Decider(in Quote quote, Shop shop) => quote.DecidedBy switch
    {
        DecidedBy.WorkCenter when quote.Deciding >= 0 => Center(shop, quote.Deciding),
        DecidedBy.Material when quote.Deciding >= 0 => Product(shop, quote.Deciding),
        DecidedBy.Outside => "work done outside",
        DecidedBy.Stock => "nothing: it is there",
        _ => "the time its operations take",
    };

    private static string Orders(int count) => count == 1 ? "one order" : $"{count} orders";

    private static string Center(Shop shop, int center) => shop.Definition.WorkCenters[center].Name;

    private static string Product(Shop shop, int product) => shop.Definition.Products[product].Name;
}
