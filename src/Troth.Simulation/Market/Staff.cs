using System.Globalization;
using Troth.Simulation.Chance;
using Troth.Simulation.Words;

namespace Troth.Simulation.Market;

/// <summary>The people at accounts: the buyer first, more of them at larger companies; some look after a sister company too.</summary>
internal sealed class Staff(SimulationSettings settings)
{
    private static readonly (string Role, string Department, string[] Titles, double Weight)[] Roles =
    [
        ("Purchasing", "Purchasing", ["Buyer", "Head of purchasing", "Strategic buyer", "Purchasing assistant"], .36),
        ("Engineering", "Engineering", ["Design engineer", "Head of engineering", "Project engineer"], .22),
        ("Maintenance", "Maintenance", ["Maintenance planner", "Maintenance manager", "Workshop foreman"], .15),
        ("Production", "Production", ["Production manager", "Plant manager"], .09),
        ("Management", "Management", ["Managing director", "Owner", "Commercial director"], .12),
        ("Logistics", "Logistics", ["Logistics coordinator", "Stores manager"], .06),
    ];

    private static readonly double[] Weights = [.. Roles.Select(role => role.Weight)];

    private int _last;

    public List<SimulatedContact> Draw(string accountKey, Firmographics firm, string domain, IReadOnlyList<SimulatedContact> parents, Dice dice)
    {
        var size = Math.Clamp(Elementary.Pow(firm.Employees / 60.0, .35), .4, 2.2);
        var count = 1 + dice.Poisson((settings.ContactsPerAccount - 1) * size / 1.07);
        var contacts = new List<SimulatedContact>(count + 1);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var (role, department, titles, _) = Roles[i == 0 && dice.Happens(.6) ? 0 : dice.Weighted(Weights)];
            var (first, last) = People.Name(firm.Country, dice);
            for (var attempt = 0; attempt < 50 && !names.Add($"{first} {last}"); attempt++) (first, last) = People.Name(firm.Country, dice);
            var title = firm.Employees < 30 && role is "Management" ? "Owner" : dice.Pick(titles);
            contacts.Add(new SimulatedContact(
                string.Create(CultureInfo.InvariantCulture, $"P-{++_last:00000}"), accountKey, first, last, title, role,
                People.Mail(first, last, domain), dice.Happens(.85) ? People.Phone(firm.Country, dice) : "", department));
        }

        if (parents.Count > 0 && dice.Happens(.5)) contacts.Add(parents[0] with { AccountKey = accountKey });
        return contacts;
    }
}
