using FsCheck;
using FsCheck.Fluent;
using Troth.Simulation;

namespace Troth.Evidence.Tests.Simulation;

public class InvariantTests
{
    /// <summary>Small companies of every kind and of odd settings.</summary>
    private static readonly Arbitrary<SimulationSettings> AnySettings = (
        from seed in Gen.Choose(int.MinValue / 2, int.MaxValue / 2)
        from variant in Gen.Elements(Enum.GetValues<SimulationVariant>())
        from accounts in Gen.Choose(1, 40)
        from sellers in Gen.Choose(1, 7)
        from asOf in Gen.Choose(0, 4000)
        from years in Gen.Choose(2, 4)
        from frequency in Gen.Elements(.05, .5, 1, 3)
        from contacts in Gen.Elements(1, 1.75, 5)
        from lines in Gen.Elements(1, 2.5, 6)
        select new SimulationSettings
        {
            Seed = seed, Variant = variant, Accounts = accounts, Sellers = sellers, AsOf = new DateOnly(2019, 1, 1).AddDays(asOf), Years = years,
            OrderFrequency = frequency, ContactsPerAccount = contacts, LinesPerOrder = lines,
        }).ToArbitrary();

    [Fact]
    public void Amounts_are_quantity_times_price_less_discount_and_never_negative() => Check(company =>
    {
        foreach (var line in Lines(company))
        {
            Assert.True(line.Quantity > 0 && line.UnitPrice > 0 && line.Discount is >= 0 and < 1, line.ToString());
            Assert.Equal(decimal.Round(line.Quantity * line.UnitPrice * (1 - line.Discount), 2, MidpointRounding.AwayFromZero), line.Amount);
        }

        // In the orders' own currency: what is sent back in full at another rate may come to less than nothing in the company's.
        Assert.All(company.Accounts.SelectMany(account => account.Orders.GroupBy(o => (account.Key, o.Currency))),
            orders => Assert.True(orders.Sum(o => o.Lines.Sum(l => l.Kind is SimulatedLineKind.Sale ? l.Amount : -l.Amount)) >= 0, orders.Key.ToString()));
    });

    [Fact]
    public void Dates_come_in_order_and_none_after_the_as_of_day() => Check(company =>
    {
        var from = company.Settings.AsOf.AddDays(1).AddYears(-company.Settings.Years);
        foreach (var order in Orders(company))
        {
            Assert.InRange(order.OrderedOn, from, company.Settings.AsOf);
            Assert.False(order.OrderedOn.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, order.Key);
            foreach (var line in order.Lines.Where(line => line.Kind is SimulatedLineKind.Sale))
            {
                Assert.True(line.RequestedOn > order.OrderedOn && line.PromisedOn >= line.RequestedOn, line.ToString());
                Assert.True(line.ShippedOn is null || (line.ShippedOn > order.OrderedOn && line.ShippedOn <= company.Settings.AsOf), line.ToString());
            }

            Assert.True(order.Status != "shipped" || order.ShippedOn is not null);
        }

        Assert.All(company.Accounts.Where(account => account.Claim is not null), account =>
            Assert.InRange(account.Claim!.ClaimedOn, company.Settings.AsOf.AddMonths(-12), company.Settings.AsOf));
        Assert.All(company.Accounts, account => Assert.True(account.YearFounded < company.Settings.AsOf.Year));
    });

    [Fact]
    public void References_resolve_and_keys_are_unique() => Check(company =>
    {
        var sellers = company.Sellers.Select(seller => seller.Key).ToHashSet();
        var products = company.Products.Select(product => product.Key).ToHashSet();
        var known = new HashSet<string>();
        foreach (var account in company.Accounts)
        {
            Assert.True(account.ParentKey is null || known.Contains(account.ParentKey), "A parent comes before its child.");
            Assert.True(known.Add(account.Key));
            Assert.Contains(account.SellerKey, sellers);
            Assert.All(account.Orders, order => Assert.Equal(account.Key, order.AccountKey));
            Assert.All(account.Orders, order => Assert.Contains(order.SellerKey, sellers));
            Assert.All(account.Contacts, contact => Assert.Equal(account.Key, contact.AccountKey));
        }

        Assert.All(Lines(company), line => Assert.Contains(line.ProductKey, products));
        Unique(company.Accounts.Select(account => account.Name));
        Unique(company.Sellers.Select(seller => seller.Email));
        Unique(Orders(company).Select(order => order.Key));
        Unique(Lines(company).Select(line => line.Key));
        Unique(company.Accounts.SelectMany(account => account.Contacts).Select(contact => (contact.Key, contact.AccountKey)));
        foreach (var person in company.Accounts.SelectMany(account => account.Contacts).GroupBy(contact => contact.Key))
            Assert.Single(person.Select(contact => contact with { AccountKey = "" }).Distinct());
    });

    [Fact]
    public void Returns_and_cancellations_undo_what_was_bought() => Check(company =>
    {
        foreach (var account in company.Accounts)
        {
            var orders = account.Orders.ToDictionary(order => order.Key);
            var returned = new HashSet<(string, string)>();
            foreach (var back in account.Orders.Where(order => order.Kind == "return"))
            {
                var from = orders[back.CustomerReference];
                var line = Assert.Single(back.Lines);
                var sale = from.Lines.First(sold => sold.ProductKey == line.ProductKey && sold.Kind is SimulatedLineKind.Sale);
                Assert.True(sale.ShippedOn is { } shipped && shipped <= back.OrderedOn, "Only what was shipped comes back.");
                Assert.True(line.Quantity <= sale.Quantity && line.UnitPrice == sale.UnitPrice && line.Discount == sale.Discount);
                Assert.True(returned.Add((from.Key, line.ProductKey)), "Nothing comes back twice.");
            }

            foreach (var order in account.Orders.Where(order => order.Kind == "order"))
            foreach (var undone in order.Lines.Where(line => line.Kind is SimulatedLineKind.Cancellation))
            {
                var sale = Assert.Single(order.Lines, line => line.Kind is SimulatedLineKind.Sale && line.ProductKey == undone.ProductKey);
                Assert.Equal((sale.Quantity, sale.Amount, null), (undone.Quantity, undone.Amount, sale.ShippedOn));
            }
        }
    });

    [Fact]
    public void Hidden_truth_lies_within_its_bounds() => Check(company =>
    {
        foreach (var account in company.Accounts)
        {
            Assert.True(account.Hidden.Potential > 0 && account.Hidden.Penetration is >= 0 and <= 1, account.Hidden.ToString());
            var truth = company.Truth.Accounts[account.Key];
            if (truth.Kind is TrueKind.SmokeScreen)
            {
                Assert.True(account.Claim is { Step: >= 4 } && truth.Penetration < .5 && !truth.OutgrowsPeers);
                Assert.False(company.Truth.Sellers[account.SellerKey].TopThird);
            }

            if (truth.Kind is TrueKind.Asset or TrueKind.Slipping) Assert.True(truth.Penetration >= .5);
            if (truth.Kind is TrueKind.Cold) Assert.Equal(0, account.Hidden.ExpectedLastYear);
        }

        Assert.Equal(company.Settings.Sellers / 3, company.Truth.Sellers.Values.Count(seller => seller.TopThird));
    });

    [Theory]
    [InlineData(0, 1, 3, 1)]
    [InlineData(1, 0, 3, 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 3, 0)]
    public void Settings_out_of_range_are_refused(int accounts, int sellers, int years, double frequency) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Company.Simulate(new SimulationSettings
        {
            AsOf = Companies.AsOf, Accounts = accounts, Sellers = sellers, Years = years, OrderFrequency = frequency,
        }));

    private static void Check(Action<Company> holds) =>
        Prop.ForAll(AnySettings, settings => holds(Company.Simulate(settings))).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static IEnumerable<SimulatedOrder> Orders(Company company) => company.Accounts.SelectMany(account => account.Orders);

    private static IEnumerable<SimulatedOrderLine> Lines(Company company) => Orders(company).SelectMany(order => order.Lines);

    private static void Unique<T>(IEnumerable<T> items)
    {
        var all = items.ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }
}
