using System.Globalization;
using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>Turns the hidden course of a relationship into orders.</summary>
internal sealed class Purchasing(
    SimulationSettings settings, IReadOnlyList<(SimulatedProduct Product, double[] Appeal)> catalogue, Exchange exchange, Workdays workdays)
{
    /// <summary>Mean orders an account and year at order frequency 1, for sizing benchmarks; measured, and held by a test.</summary>
    public const double TypicalOrdersPerYear = 8.2;

    private const double WholeOrderCancelled = .012;
    private const double LineCancelled = .008;
    private const double LineReturned = .014;

    /// <summary>What is left of orders after cancellations and returns (a return is of three quarters of the line on average).</summary>
    private const double NetOfGross = (1 - WholeOrderCancelled) * (1 - LineCancelled) * (1 - LineReturned * .75);

    private readonly SimulatedProduct[] _products = [.. catalogue.Select(item => item.Product)];
    private readonly OrderNumbers _numbers = new();
    private readonly Delivery _delivery = new(workdays, settings.AsOf);

    public List<SimulatedOrder> Draw(
        Customer customer, DemandCalendar calendar, Func<DateOnly, string> sellerAt, Dice dice, Dice lineDice, Dice deliveryDice)
    {
        var orders = new List<SimulatedOrder>();
        var highest = customer.Shares.Max();
        if (highest <= 0) return orders;
        var basket = new Basket(catalogue, _products, customer.Firm.SegmentIndex, lineDice);
        var spend = customer.Firm.Potential * highest;
        var frequency = settings.OrderFrequency * customer.Firm.Segment.Frequency * Elementary.Exp(.3 * dice.Normal())
            * (1.5 + 1.0 * Elementary.Pow(spend / 1000, .55));
        var value = spend / frequency / NetOfGross;
        var reference = new CustomerReference(lineDice);
        // The clock starts well before the history, so its first order is as likely on the first day as on any other.
        var next = -8 + Distributions.Gap(settings.Variant, dice);
        while (next < 0) next += Distributions.Gap(settings.Variant, dice);
        var clock = 0.0;
        var frailty = 1.0;
        for (var day = 0; day < calendar.Days; day++)
        {
            if (day % 91 == 0) frailty = Distributions.QuarterFrailty(settings.Variant, dice);
            var weight = calendar.Weight(day);
            if (weight <= 0) continue;
            clock += frequency * weight * frailty * customer.Shares[day] / highest;
            while (next <= clock)
            {
                next += Distributions.Gap(settings.Variant, dice);
                var date = calendar.From.AddDays(day);
                var worth = value * calendar.Price(day) * Distributions.OrderValue(settings.Variant, dice);
                var busy = customer.Firm.Industry.Season[date.Month - 1];
                Order(orders, customer, basket, worth, date, calendar.Price(day), day >= calendar.LastYearFrom, busy, reference, sellerAt(date), lineDice, deliveryDice);
            }
        }

        orders.Sort((a, b) => (a.OrderedOn, a.Key).CompareTo((b.OrderedOn, b.Key)));
        return orders;
    }

    private void Order(
        List<SimulatedOrder> orders, Customer customer, Basket basket, double worth, DateOnly date, double priceLevel, bool recent, double busy,
        CustomerReference reference, string seller, Dice dice, Dice deliveryDice)
    {
        var key = _numbers.Next("SO", date);
        var currency = customer.Firm.Country.Currency;
        var rate = exchange.EuroPerUnit(currency, date);
        var lines = new List<SimulatedOrderLine>();
        var cancelled = deliveryDice.Happens(WholeOrderCancelled);
        var returns = new List<(SimulatedOrderLine Line, DateOnly On)>();
        foreach (var (product, share) in basket.Fill(worth, settings.LinesPerOrder, priceLevel, recent, dice))
        {
            var line = _delivery.Date(Price(product, share, priceLevel, rate, customer, LineKey(key, lines.Count), dice), product, date, busy, deliveryDice);
            var undone = cancelled || deliveryDice.Happens(LineCancelled);
            lines.Add(undone ? line with { ShippedOn = null } : line);
            if (undone) lines.Add(Undo(line, LineKey(key, lines.Count), SimulatedLineKind.Cancellation, line.Quantity));
            else if (deliveryDice.Happens(LineReturned) && line.ShippedOn is { } shipped) returns.Add((line, workdays.Add(shipped, 4 + deliveryDice.Below(35))));
        }

        var order = new SimulatedOrder
        {
            Key = key, AccountKey = customer.Key, SellerKey = seller, OrderedOn = date, Currency = currency, Kind = "order",
            Status = Status(lines), CustomerReference = reference.Next(date), Lines = lines,
        };
        orders.Add(order);
        foreach (var (line, on) in returns.Where(item => item.On <= settings.AsOf)) orders.Add(Return(order, line, on, deliveryDice));
    }

    private SimulatedOrder Return(SimulatedOrder order, SimulatedOrderLine line, DateOnly on, Dice dice)
    {
        var quantity = dice.Happens(.5) ? line.Quantity : Math.Max(1, Math.Floor(line.Quantity * (decimal)dice.Between(.05, .95)));
        var key = _numbers.Next("RT", on);
        return order with
        {
            Key = key, OrderedOn = on, Kind = "return", Status = "returned", CustomerReference = order.Key,
            Lines = [Undo(line, LineKey(key, 0), SimulatedLineKind.Return, quantity)],
        };
    }

    private static SimulatedOrderLine Undo(SimulatedOrderLine line, string key, SimulatedLineKind kind, decimal quantity) => line with
    {
        Key = key, Kind = kind, Quantity = quantity, Amount = AmountOf(quantity, line.UnitPrice, line.Discount),
        RequestedOn = null, PromisedOn = null, ShippedOn = null,
    };

    private static SimulatedOrderLine Price(
        SimulatedProduct product, double worth, double priceLevel, decimal rate, Customer customer, string key, Dice dice)
    {
        var unitPrice = decimal.Round(product.ListPrice * (decimal)priceLevel / rate, 2, MidpointRounding.AwayFromZero);
        var discount = customer.Discount + (worth > 4000 ? .05m : 0);
        var pieces = worth / (double)(unitPrice * (1 - discount) * rate);
        // Rounding up or down by chance keeps the expected spend; larger quantities come in tens.
        var pack = pieces switch { >= 200 => 50, >= 60 => 10, >= 25 => 5, _ => 1 };
        var quantity = (decimal)(Math.Max(1, Math.Floor(pieces / pack + dice.Unit())) * pack);
        return new SimulatedOrderLine
        {
            Key = key, ProductKey = product.Key, Kind = SimulatedLineKind.Sale, Quantity = quantity, UnitPrice = unitPrice, Discount = discount,
            Amount = AmountOf(quantity, unitPrice, discount),
        };
    }

    private static string Status(List<SimulatedOrderLine> lines)
    {
        var undone = lines.Count(line => line.Kind is SimulatedLineKind.Cancellation);
        var sales = lines.Count - undone;
        var shipped = lines.Count(line => line.ShippedOn is not null);
        return (sales - undone, shipped) switch { (0, _) => "cancelled", (_, 0) => "open", var (due, done) => done == due ? "shipped" : "part shipped" };
    }

    private static decimal AmountOf(decimal quantity, decimal unitPrice, decimal discount) =>
        decimal.Round(quantity * unitPrice * (1 - discount), 2, MidpointRounding.AwayFromZero);

    private static string LineKey(string order, int line) => string.Create(CultureInfo.InvariantCulture, $"{order}/{line + 1}");
}
