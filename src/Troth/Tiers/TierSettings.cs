using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Tiers;

/// <summary>Where the company draws the borders between tiers; one row, made when first changed. Shares are in a hundred.</summary>
public sealed class TierSettings : Record
{
    /// <summary>One for all, so that two changes at one moment cannot make two.</summary>
    private static readonly Guid TheOne = new("01900000-0000-7000-8000-000000000085");

    public TierSettings() => Id = TheOne;

    /// <summary>Key are the largest accounts that make this share of the book's potential, as far as <see cref="KeyMost"/> lets them.</summary>
    public int KeyPotential { get; private set; } = 50;

    /// <summary>Key are at most this share of the accounts.</summary>
    public int KeyMost { get; private set; } = 10;

    /// <summary>Small are the smallest that make at most this share of the potential.</summary>
    public int Small { get; private set; } = 10;

    /// <summary>High penetration is that of the account at this place of a hundred that buy.</summary>
    public int HighPenetration { get; private set; } = 50;

    /// <summary>An hour must bring at least this share of what one brings across the book.</summary>
    public int LeastYield { get; private set; } = 25;

    /// <summary>Orders are simple when this share of them needs nobody's judgement.</summary>
    public int SimpleOrders { get; private set; } = 50;

    /// <summary>Orders in two years that it takes to speak of a relationship.</summary>
    public int LeastOrders { get; private set; } = 3;

    /// <summary>Hours a month that an account takes where nobody said them, beside its orders.</summary>
    public decimal HoursAnAccount { get; private set; } = 1.5m;

    /// <summary>Hours that each of its orders takes besides, where nobody said them.</summary>
    public decimal HoursAnOrder { get; private set; } = .5m;

    /// <summary>Hours that nobody said may be off by this share.</summary>
    public int HoursOff { get; private set; } = 50;

    /// <summary>A proposal that was decided otherwise comes back when purchases or potential have changed by more than this share.</summary>
    public int NotableChange { get; private set; } = 25;

    /// <summary>A proposal that was decided otherwise comes back after so many months, also when nothing has changed.</summary>
    public int ComesBackAfter { get; private set; } = 12;

    public TierRules Rules => new()
    {
        KeyPotential = KeyPotential / 100d, KeyMost = KeyMost / 100d, Small = Small / 100d, HighPenetration = HighPenetration / 100d, LeastYield = LeastYield / 100d,
        SimpleOrders = SimpleOrders / 100d, HoursOff = HoursOff / 100d, LeastOrders = LeastOrders,
    };

    public void Settle(TierSettingsInput input)
    {
        var errors = new FieldErrors();
        void Within(string field, decimal? value, decimal least, decimal most)
        {
            if (value is not { } given || given < least || given > most || decimal.Round(given, 2) != given) errors.Add(field, Words.Say("settings.within", value, least, most));
        }

        Within("keyPotential", input.KeyPotential, 1, 100);
        Within("keyMost", input.KeyMost, 1, 50);
        Within("small", input.Small, 0, 50);
        Within("highPenetration", input.HighPenetration, 1, 99);
        Within("leastYield", input.LeastYield, 0, 100);
        Within("simpleOrders", input.SimpleOrders, 0, 100);
        Within("leastOrders", input.LeastOrders, 2, 100);
        Within("hoursAnAccount", input.HoursAnAccount, 0, 200);
        Within("hoursAnOrder", input.HoursAnOrder, 0, 200);
        Within("hoursOff", input.HoursOff, 0, 90);
        Within("notableChange", input.NotableChange, 1, 1000);
        Within("comesBackAfter", input.ComesBackAfter, 1, 120);
        errors.ThrowIfAny();
        (KeyPotential, KeyMost, Small, HighPenetration, LeastYield, SimpleOrders) =
            (input.KeyPotential!.Value, input.KeyMost!.Value, input.Small!.Value, input.HighPenetration!.Value, input.LeastYield!.Value, input.SimpleOrders!.Value);
        (LeastOrders, HoursAnAccount, HoursAnOrder, HoursOff, NotableChange, ComesBackAfter) =
            (input.LeastOrders!.Value, input.HoursAnAccount!.Value, input.HoursAnOrder!.Value, input.HoursOff!.Value, input.NotableChange!.Value, input.ComesBackAfter!.Value);
    }
}
