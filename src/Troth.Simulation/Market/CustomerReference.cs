using System.Globalization;
using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>The customer's own order numbers: each company counts in its own manner.</summary>
internal sealed class CustomerReference(Dice dice)
{
    private readonly int _manner = dice.Below(4);
    private int _last = 100 + dice.Below(60_000);

    public string Next(DateOnly date)
    {
        _last += 1 + dice.Below(40);
        return _manner switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"45{_last:00000000}"),
            1 => string.Create(CultureInfo.InvariantCulture, $"PO-{date.Year}-{_last % 10_000:0000}"),
            2 => string.Create(CultureInfo.InvariantCulture, $"B{_last:000000}"),
            _ => "",
        };
    }
}
