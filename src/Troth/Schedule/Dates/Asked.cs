using System.Globalization;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Scheduling.Quoting;

namespace Troth.Schedule.Dates;

/// <summary>A question in the terms of one plan, and its answer in those of the asker.</summary>
internal sealed class Asked
{
    private readonly PlantPlan _plan;
    private readonly DateQuestion _question;
    private readonly DateTimeOffset _now;
    private readonly BusinessDay _days;
    private readonly TimeZoneInfo _customer;
    private readonly int _class;
    private (List<string> Names, int Oldest)? _silence;

    private Asked(PlantPlan plan, DateQuestion question, DateTimeOffset now, TimeZoneInfo customer)
    {
        (_plan, _question, _now, _customer) = (plan, question, now, customer);
        _days = plan.Terms.For(plan.Shop.Clock.Zone, customer, question.TransitDays, question.ReceivesOn);
        _class = question.Class is { } one ? plan.Shop.ClassAt(one) : 0;
        Product = plan.Shop.ProductAt(question.Product);
    }

    public TimeZoneInfo Customer => _customer;

    /// <summary>Place of the product in the shop; −1 when the plan does not know it.</summary>
    public int Product { get; }

    public QuoteRequest Request => new(Product, _question.Quantity, _class, _question.Confidence ?? _plan.Terms.Confidence);

    public static Asked Of(PlantPlan plan, DateQuestion question, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        if (question.Quantity is < 1 or > Scheduling.Shops.Limits.Quantity) errors.Add("quantity", Words.Say("date.quantity", question.Quantity, Scheduling.Shops.Limits.Quantity));
        if (question.TransitDays is < 0 or > DateQuestion.MostTransit) errors.Add("transitDays", Words.Say("date.transit", question.TransitDays, DateQuestion.MostTransit));
        if (question.Confidence is < 500 or > 999) errors.Add("confidence", Words.Say("date.confidence", question.Confidence));
        var customer = plan.Shop.Clock.Zone;
        if (question.TimeZone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out customer!)) errors.Add("timeZone", Words.Say("date.zone", zone));
        if (question.ReceivesOn is { Length: > 0 } days && Weekdays.Read(days) is null) errors.Add("receivesOn", Words.Say("date.receivesOn", days));
        if (question.Class is { } one && plan.Shop.ClassAt(one) < 0) errors.Add("class", Words.Say("date.class"));
        if (question.WantedOn is { } wanted && !DayReach.Has(wanted)) errors.Add("wantedOn", Words.Say("date.wantedOn", wanted.ToString("O", CultureInfo.InvariantCulture)));
        errors.ThrowIfAny();
        return new(plan, question, now, customer!);
    }

    /// <summary>The last moment at which it may be ready for a day, or for the last before it on which the customer receives.</summary>
    public DateTimeOffset? ReadyFor(DateOnly wanted) => _days.ReceivedBy(wanted) is var day && day < _plan.Shop.Clock.Monday || day > LastDay ? null : _days.LastShipping(day);

    /// <summary>The day that is promised for what is safe at a minute, later where work centers are silent; null when none can be.</summary>
    public DateOnly? SafeDay(int safe) => IsUnreported || Widened(safe) is not (>= 0 and var minute) ? null : DayFor(minute);

    private DateOnly LastDay => _plan.Shop.Clock.DayOf(_plan.Shop.Shop.Horizon);

    /// <summary>The day that can be promised for what is ready at a minute; null beyond the horizon.</summary>
    public DateOnly? DayFor(int minute)
    {
        if (minute < 0 || minute > _plan.Shop.Shop.Horizon) return null;
        var ready = _plan.Shop.Clock.InstantOf(minute);
        return _days.FirstDay(ready > _now ? ready : _now);
    }

    public DateOffer Offer(in Quote quote)
    {
        var names = new QuoteNames(_plan);
        var silent = Silence.Names;
        if (IsUnreported) return None(NoDateReason.Unreported, Words.Say("date.unreported", string.Join(", ", silent)), silent);
        var safe = Widened(quote.Safe);
        if (safe < 0) return None(NoDateReason.NoRoom, Words.Say("date.noneSafe", names.Decider(quote)), silent);
        var day = DayFor(safe);
        // A customer who wants it later gets the day they want: what is ready sooner waits for them.
        DateOnly? by = _question.WantedOn is { } there ? _days.ReceivedBy(there) : null;
        var wantedLater = day < by;
        if (wantedLater && by is { } wanted)
        {
            if (ReadyFor(wanted) is not { } later || _plan.Shop.Clock.MinuteOf(later) > _plan.Shop.Shop.Horizon)
                return None(NoDateReason.Beyond, Words.Say("date.beyond", wanted, LastDay), silent);
            day = wanted;
        }
        if (day is not { } on || _days.LastShipping(on) is not { } leaves || _plan.Shop.Clock.MinuteOf(leaves) > _plan.Shop.Shop.Horizon)
            return None(NoDateReason.NoShipping, Words.Say("date.noShipping"), silent);
        var thereBy = by == _question.WantedOn ? null : by;
        var why = Words.Say(quote.SpreadKnown ? "date.why" : "date.why.buffers", names.Decider(quote));
        return Answer(thereBy is null ? why : why + " " + Words.Say("date.thereBy", Weekday(_question.WantedOn!.Value), Weekday(thereBy.Value))) with
        {
            ThereBy = thereBy,
            On = on, DueAt = _days.DueAt(on), ReadyBy = leaves, Earliest = _plan.Shop.Clock.InstantOf(quote.Earliest), Safe = _plan.Shop.Clock.InstantOf(safe),
            WantedLater = wantedLater, Widened = Widening, Unreported = Widening > 0 ? silent : [], DecidedBy = names.DeciderOrNone(quote), Center = names.Center(quote),
            InTime = _question.WantedOn is { } asked ? on <= asked : null,
        };
    }

    /// <summary>What comes between the end of the work and the end of the day that is offered; empty where none is.</summary>
    public IReadOnlyList<DateStep> Steps(in Quote quote) =>
        quote.HasDate && Offer(quote) is { HasDate: true } offer && SafeDay(quote.Safe) is { } first
            ? new DateChain(_plan, _customer, _days, _question.TransitDays).Of(quote, offer, first) : [];

    public DateOffer None(in Quote quote)
    {
        var reason = quote.NoDate switch
        {
            NoDate.NoSupply => NoDateReason.NoSupply,
            NoDate.Material => NoDateReason.Material,
            NoDate.Quantity => NoDateReason.Quantity,
            _ => NoDateReason.NoRoom,
        };
        return None(reason, new QuoteNames(_plan).Missing(quote));
    }

    public DateOffer None(NoDateReason reason, string why, IReadOnlyList<string>? silent = null) =>
        Answer(why) with { NoDate = reason, Unreported = silent ?? [], InTime = _question.WantedOn is null ? null : false };

    private DateOffer Answer(string why) => new()
    {
        Plant = _plan.Plant, Product = _question.Product, Quantity = _question.Quantity, Class = _plan.Shop.Classes[_class], TimeZone = _customer.Id, TransitDays = _question.TransitDays, ReceivesOn = Weekdays.Tidy(_question.ReceivesOn),
        PlanVersion = _plan.Version, AsOf = _now, Confidence = Request.Confidence, Samples = _plan.Plan.Spread.Samples, Measured = _plan.Plan.Spread.IsKnown, Why = why,
    };

    private static string Weekday(DateOnly day) => Days.SayWithWeekday(day, CultureInfo.CurrentCulture);

    private (List<string> Names, int Oldest) Silence => _silence ??= (Unreported(out var oldest), oldest);

    /// <summary>The work centers it needs that have not reported for long.</summary>
    public IReadOnlyList<string> Silent => Silence.Names;

    /// <summary>Whether the plan may be untrue for so long that no date is given.</summary>
    private bool IsUnreported => Silence.Oldest >= _plan.Terms.StopAfterHours * 60;

    private int Widening => Silence.Oldest >= _plan.Terms.WidenAfterHours * 60 ? Silence.Oldest : 0;

    private int Widened(int safe) => Widening == 0 || safe < 0 ? safe : Later(safe, Widening);

    /// <summary>Work centers the product needs that have been silent for long enough to doubt the plan, and the longest silence.</summary>
    private List<string> Unreported(out int oldest)
    {
        var names = new List<string>();
        oldest = 0;
        var now = Math.Min(_plan.Shop.Clock.MinuteOf(_now), _plan.Shop.Shop.Horizon);
        foreach (var center in _plan.Shop.CentersFor(Product))
        {
            var age = ReportAges.Of(_plan, center, now, _plan.Terms.WidenAfterHours * 60);
            if (age == 0) continue;
            names.Add(_plan.Shop.Definition.WorkCenters[center].Name);
            oldest = Math.Max(oldest, age);
        }
        return names;
    }

    /// <summary>All that nobody reported may be as late as it has not been reported, in the working time of the slowest work center it needs.</summary>
    private int Later(int safe, int minutes)
    {
        var latest = safe;
        foreach (var center in _plan.Shop.CentersFor(Product))
        {
            var calendar = _plan.Shop.Shop.CalendarOf(center);
            var work = (long)calendar.ToWork(safe) + minutes;
            if (work > calendar.Total) return -1;
            latest = Math.Max(latest, calendar.EndOf((int)work));
        }
        return latest;
    }
}
