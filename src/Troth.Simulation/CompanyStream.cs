using Troth.Simulation.Chance;
using Troth.Simulation.Market;
using Troth.Simulation.Words;

namespace Troth.Simulation;

/// <summary>
/// A simulated company whose accounts are made one after another and not held: what benchmarks write hundreds of thousands of.
/// Memory grows by each account's name only. <see cref="Accounts"/> may be run through any number of times.
/// </summary>
public sealed class CompanyStream
{
    private readonly SimulationSettings _settings;
    private readonly IReadOnlyList<HiddenSeller> _sellers;
    private readonly Dictionary<string, HiddenSeller[]> _byRegion;
    private readonly IReadOnlyList<(SimulatedProduct Product, double[] Appeal)> _catalogue = Catalogue.Print();
    private readonly Exchange _exchange;
    private readonly Workdays _workdays;
    private readonly DemandCalendar[] _calendars;

    /// <summary>Draws what the accounts share: sellers, products, rates. Refuses settings out of range.</summary>
    public CompanyStream(SimulationSettings settings)
    {
        settings.Check();
        _settings = settings;
        _sellers = Workforce.Recruit(settings);
        _byRegion = _sellers.GroupBy(seller => seller.Region).ToDictionary(group => group.Key, group => group.ToArray());
        _exchange = new Exchange(settings);
        _workdays = new Workdays(settings.From.AddDays(-30), settings.AsOf.AddDays(400));
        _calendars = [.. Industry.All.Select(industry => new DemandCalendar(settings, industry))];
    }

    /// <summary>What was asked for.</summary>
    public SimulationSettings Settings => _settings;

    /// <summary>Our sellers.</summary>
    public IEnumerable<SimulatedSeller> Sellers => _sellers.Select(seller => seller.Seller);

    /// <summary>What we make and stock.</summary>
    public IEnumerable<SimulatedProduct> Products => _catalogue.Select(item => item.Product);

    /// <summary>The company's rates table.</summary>
    public IEnumerable<SimulatedRate> Rates => _exchange.Rates;

    internal IReadOnlyList<HiddenSeller> HiddenSellers => _sellers;

    /// <summary>The accounts in order of their keys, parents before children.</summary>
    public IEnumerable<SimulatedAccount> Accounts()
    {
        var names = new CompanyNames();
        var staff = new Staff(_settings);
        var purchasing = new Purchasing(_settings, _catalogue, _exchange, _workdays);
        (SimulatedAccount Account, Firmographics Firm)? parent = null;
        var children = 0;
        for (var index = 0; index < _settings.Accounts; index++)
        {
            var groups = Dice.For(_settings.Seed, Purpose.Groups, index);
            if (children > 0) children--;
            else parent = null;
            var made = Make(index, parent, names, staff, purchasing);
            if (parent is null && groups.Happens(.03))
            {
                parent = made;
                children = 2 + groups.Below(3);
            }

            yield return made.Account;
        }
    }

    private (SimulatedAccount Account, Firmographics Firm) Make(
        int index, (SimulatedAccount Account, Firmographics Firm)? parent, CompanyNames names, Staff staff, Purchasing purchasing)
    {
        var dice = Dice.For(_settings.Seed, Purpose.Firmographics, index);
        var key = Firmographics.AccountKey(index);
        var firm = Firmographics.Draw(_settings, parent?.Firm, dice);
        var name = parent is null
            ? names.Next(firm.Country, firm.SegmentIndex, firm.IndustryIndex, dice)
            : names.Sibling(parent.Value.Account.Name, firm, dice);
        var domain = $"{WebName.Of(Shorten(name), '-')}.example";
        var seller = SellerFor(firm, dice);
        var calendar = _calendars[firm.IndustryIndex];
        var relationship = new Relationship(_settings.Variant, seller.Drive, Stream(Purpose.Relationship, index));
        var customer = new Customer(key, firm, relationship.Course(calendar), Customer.DrawDiscount(firm, dice));
        var hidden = new HiddenAccount(
            firm.Potential, relationship.Trend,
            customer.Expected(calendar, calendar.LastYearFrom, calendar.Days),
            customer.Expected(calendar, calendar.YearBeforeFrom, calendar.LastYearFrom));
        var account = new SimulatedAccount
        {
            Key = key, Name = name, ParentKey = parent?.Account.Key, Segment = firm.Segment.Name, Industry = firm.Industry.Name,
            Employees = firm.Employees, Revenue = firm.Revenue, Website = $"https://www.{domain}", Phone = People.Phone(firm.Country, dice),
            Street = People.Street(firm.Country, dice), City = firm.City.Name, Region = firm.City.Region, PostalCode = firm.City.PostalCode,
            Country = firm.Country.Code, Currency = firm.Country.Currency, YearFounded = firm.YearFounded, SellerKey = seller.Seller.Key,
            Tags = Tags.Draw(firm, _settings.AsOf.Year, dice),
            Contacts = staff.Draw(key, firm, domain, parent?.Account.Contacts ?? [], Stream(Purpose.Contacts, index)),
            Orders = Channels.Assign(
                purchasing.Draw(
                    customer, calendar, SellersOverTime(seller, dice), Stream(Purpose.Purchases, index), Stream(Purpose.Lines, index),
                    Stream(Purpose.Delivery, index)),
                firm, _settings.AsOf, Stream(Purpose.Channels, index)),
            Claim = Claiming.Draw(_settings, key, seller, hidden, relationship.ShareAt(2), _workdays, Stream(Purpose.Claims, index)),
            Hidden = hidden,
        };
        return (account, firm);
    }

    private Dice Stream(Purpose purpose, int index) => Dice.For(_settings.Seed, purpose, index);

    private HiddenSeller SellerFor(Firmographics firm, Dice dice)
    {
        var candidates = _byRegion.GetValueOrDefault(firm.Country.Region) ?? [.. _sellers];
        return candidates[dice.Weighted([.. candidates.Select(seller => seller.BookWeight)])];
    }

    /// <summary>One account in eight changed hands once during the history.</summary>
    private Func<DateOnly, string> SellersOverTime(HiddenSeller seller, Dice dice)
    {
        var before = dice.Pick(_sellers.Where(other => other.Region == seller.Region).ToArray());
        var handedOver = _settings.From.AddDays(dice.Below(_settings.Years * 300));
        var changed = dice.Happens(.125);
        return date => changed && date < handedOver ? before.Seller.Key : seller.Seller.Key;
    }

    /// <summary>Web addresses leave the legal form out.</summary>
    private static string Shorten(string name)
    {
        foreach (var form in (string[])[" GmbH & Co. KG", " GmbH & Co KG", " Holding B.V.", " Industri AB", " Sp. z o.o.", " GmbH"])
        {
            if (name.EndsWith(form, StringComparison.Ordinal)) return name[..^form.Length];
        }

        return name[..name.LastIndexOf(' ')];
    }
}
