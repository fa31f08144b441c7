using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;

namespace Troth.Schedule.SampleYear;

/// <summary>Now and then somebody needs something before others: the scheduler decides, and whose promise moves without a yes is broken by it.</summary>
internal sealed class InsertLife(YearLog log, YearClock clock)
{
    private const int Most = 3, DaysBetween = 80, Tried = 60;
    private readonly LookAtInsert _look = new(clock);
    private readonly AskDate _ask = new(clock);
    private readonly List<PlayedInsert> _all = [];
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private int _tried;

    private static readonly string[] s_pleas =
    [
        "Their line stands: the pump broke and there is no spare in the country. They have bought from us for nine years.",
        "They lose a fair stand if it is not there, and said so in writing.",
        "A flood has taken two of their presses. They ask whether we can do anything at all.",
    ];

    public IReadOnlyList<PlayedInsert> All => _all;

    /// <summary>Puts it in before others where that helps and few promises move; null where it is not tried, or does not help.</summary>
    public PlayedOrder? Try(Demand demand, IReadOnlyDictionary<long, PlayedOrder> open, long number)
    {
        if (_all.Count >= Most || clock.Now < _next || log.Events[0].At > clock.Now.AddDays(-45) || demand.Quantity > 12) return null;
        if (Look(demand, open, 12, out var given) is not var (question, look)) return null;
        if (_tried++ > 400) return null;
        var ours = Days(log.Plan.TimeZone);
        if (ours.LastShipping(question.WantedOn!.Value) is not { } ready) return null;
        var breaks = look.Rooms.Where(r => r.Breaks).ToList();
        var before = log.Plan;
        var acts = new List<PlanAct>();
        foreach (var room in breaks) acts.Add(new Alter(room.ShopOrder, open[room.ShopOrder].Order.Quantity, Minute(ours.LastShipping(room.NewOn!.Value)!.Value)));
        var id = Guid.CreateVersion7();
        acts.Add(new Insert(number, demand.Product, demand.Quantity, log.Plan.Shop.Classes[0], log.Plan.Terms.Confidence, Minute(ready), [.. look.Moving], id));
        foreach (var act in acts)
            if (act.Apply(before) is { Done: true } outcome) before = outcome.Plan;
            else return null;
        foreach (var act in acts) log.Do(act, clock.Now, "Tomasz Wrona", YearLog.Page);
        var moves = breaks.Select((room, i) => Moved(open[room.ShopOrder], room.NewOn!.Value, ours, agreed: i > 0)).ToList();
        var played = new PlayedOrder
        {
            FirstOn = question.WantedOn.Value, FirstDueAt = ours.DueAt(question.WantedOn.Value), PromisedAt = clock.Now,
            Order = new ShopOrder
            {
                Number = number, PlantId = log.Plan.Plant, ProductId = demand.Product, Quantity = demand.Quantity, ClassId = log.Plan.Shop.Classes[0], Origin = ShopOrderOrigin.Quoted,
                State = ShopOrderState.Firm, AccountId = demand.Account, SellerId = demand.Seller, SourceKind = "insert", SourceId = id, RequestedOn = question.WantedOn, OrderId = demand.Order,
                LineNo = demand.LineNo, PromisedOn = question.WantedOn, DueAt = ours.DueAt(question.WantedOn.Value), ReadyBy = ready, EnteredAt = clock.Now, RestsOn = log.Plan.Decider(number), TimeZone = log.Plan.TimeZone,
            },
        };
        _all.Add(new(id, demand.Account, demand.Seller, demand.Product, demand.Quantity, demand.UnitPrice, question.WantedOn.Value, given, clock.Now.AddHours(-3), clock.Now, log.Plan.Version, look.Moving,
            moves, played, s_pleas[_all.Count % s_pleas.Length], breaks.Count > 1 ? "One of them agreed; the other has stock for two weeks. I told their seller myself." : "Their line stands still, the other has stock for two weeks. I told their seller myself."));
        _next = clock.Now.AddDays(DaysBetween);
        return played;
    }

    private static PlayedMove Moved(PlayedOrder played, DateOnly on, BusinessDay days, bool agreed)
    {
        var move = new PlayedMove(played, played.Order.PromisedOn!.Value, on, days.DueAt(on), agreed);
        if (!agreed) played.OwedOn ??= move.FromOn;
        (played.Order.PromisedOn, played.Order.DueAt, played.Order.ReadyBy) = (on, days.DueAt(on), days.LastShipping(on));
        return move;
    }

    /// <summary>A wish of today on which nobody has decided.</summary>
    public void Wish(IReadOnlyList<Demand> demands, IReadOnlyDictionary<long, PlayedOrder> open)
    {
        foreach (var demand in demands.Take(Tried))
        {
            if (Look(demand with { Quantity = Math.Min(demand.Quantity, 8) }, open, 3, out var given) is not var (question, look)) continue;
            _all.Add(new(Guid.CreateVersion7(), demand.Account, demand.Seller, demand.Product, question.Quantity, demand.UnitPrice, question.WantedOn!.Value, given, clock.Now.AddHours(-2), null,
                log.Plan.Version, look.Moving, [.. look.Rooms.Where(r => r.Breaks).Select(r => new PlayedMove(open[r.ShopOrder], r.PromisedOn!.Value, r.NewOn, null, false))], null,
                "They moved their own start-up forward and would take it even in two parts.", null));
            return;
        }
    }

    /// <summary>Whether a day so many days before the one that can be given is to be had, at the cost of one or two promises.</summary>
    private (DateQuestion Question, InsertLook Look)? Look(Demand demand, IReadOnlyDictionary<long, PlayedOrder> open, int days, out DateOnly? given)
    {
        var question = new DateQuestion(demand.Product, demand.Quantity);
        given = _ask.Run(log.Plan, question).On;
        if (given is not { } on) return null;
        foreach (var sooner in new[] { days, days / 2, 2 })
        {
            var wanted = on.AddDays(-sooner);
            if (!log.Plan.Terms.Ships(wanted) || !Days(log.Plan.TimeZone).Receives(wanted)) continue;
            var look = _look.Run(log.Plan, question with { WantedOn = wanted }, number => OrderDays.Of(open[number].Order));
            if (look.Possible && look.Rooms.Count(r => r.Breaks) is >= 1 and <= 3 && look.Rooms.All(r => !r.Breaks || (r.NewOn is not null && open[r.ShopOrder].Order.State == ShopOrderState.Firm)))
                return (question with { WantedOn = wanted }, look);
        }
        return null;
    }

    private BusinessDay Days(string zone) => log.Plan.Days(zone, 0, null);

    private int Minute(DateTimeOffset at) => log.Plan.Shop.Clock.MinuteOf(at);
}
