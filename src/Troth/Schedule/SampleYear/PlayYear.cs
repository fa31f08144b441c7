using Troth.Orders;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.SampleYear;

/// <summary>Plays the year: some looks at the shop on each working day, up to now.</summary>
internal sealed class PlayYear(YearLog log, YearClock clock, DeskLife desk, FloorLife floor, FloorTrouble trouble, StoreLife store,
    IReadOnlyList<Demand> demands, Guid dear, DateTimeOffset now)
{
    private sealed record Plans(List<Demand> Lines, Guid? Order, int AskAt, int AnswerAt, PlayedEnd End);

    private static readonly TimeOnly[] s_looks = [new(9, 40), SampleWorks.Truck];
    private readonly Dictionary<Guid, Demand> _byLine = [];

    public List<Told> Reports { get; } = [];

    public void Run(IReadOnlyDictionary<Guid, int> weekly)
    {
        var (from, end) = (log.Plan.Plan.Now, log.Plan.Shop.Clock.MinuteOf(now));
        var first = log.Plan.Shop.Clock.DayOf(from);
        clock.Now = log.At(from).AddHours(1);
        desk.Inherit([.. demands.Where(d => d.OrderedOn < first && !d.Cancelled && (d.ShippedOn is null || d.ShippedOn >= first))]);
        var plans = new Queue<Plans>(Quotes(first).OrderBy(p => p.AskAt).ThenBy(p => p.Lines[0].Key));
        var waiting = new List<(Plans Plan, PlayedQuote Quote)>();
        var cancelled = demands.Where(d => d.Cancelled).ToDictionary(d => (d.Order, d.LineNo));
        var (ordered, broken, breaks) = (-1, false, log.Plan.Shop.Clock.MinuteOf(Back(log.Plan.Shop.Clock.DayOf(end), 1), s_looks[0]));
        foreach (var (minute, ships) in Looks(from, end))
        {
            clock.Now = log.At(minute);
            var week = minute / CalendarWeek;
            Follow(from, minute, week == ordered ? [] : store.Order(minute, weekly));
            (ordered, from) = (week, minute);
            desk.LetGo();
            foreach (var (plan, quote) in waiting.Where(w => w.Plan.AnswerAt <= minute).ToList())
            {
                if (quote.End == PlayedEnd.Open && plan.End == PlayedEnd.Confirmed) desk.Confirm(quote, _byLine);
                else if (quote.End == PlayedEnd.Open && plan.End is PlayedEnd.Declined or PlayedEnd.Withdrawn) desk.Lose(quote, plan.End);
                waiting.RemoveAll(w => w.Quote == quote);
            }
            while (plans.TryPeek(out var next) && next.AskAt <= minute)
            {
                plans.Dequeue();
                if (desk.Quote(next.Lines, next.Order, Chance.Happens(Luck.Waited, next.Lines[0].Key, .75)) is not { } quote) continue;
                foreach (var line in quote.Lines) _byLine[line.Id] = next.Lines.First(d => d.Product == line.ProductId && d.Quantity == line.Quantity);
                waiting.Add((next, quote));
            }
            foreach (var played in desk.Open.Values.Where(o => o.Order.OrderId is { } order && cancelled.ContainsKey((order, o.Order.LineNo!.Value)) && clock.Now - o.PromisedAt > TimeSpan.FromDays(2)).ToList())
                desk.Cancel(played);
            if (!broken && minute >= breaks)
            {
                trouble.Add(BigTrouble.Choose(log.Plan, desk.Open, dear));
                broken = true;
            }
            desk.Watch();
            desk.Tell();
            if (ships) desk.Ship();
        }
        // The year was promised by the buffers; from now on dates rest on it.
        desk.Learn();
        desk.Wish([.. demands.Where(d => d.OrderedOn >= first).Reverse().Take(60)]);
        desk.Watch();
    }

    private const int CalendarWeek = 7 * 24 * 60;

    /// <summary>What happened since the last look goes into the plan at once.</summary>
    private void Follow(int from, int minute, IReadOnlyList<Happening> bought)
    {
        var told = floor.Between(from, minute);
        // Receipts go with the time that passes: what is not told of then has not come.
        List<Happening> passed = [new Passed(minute), .. store.Until(minute), .. bought],
            events = [.. told.Select(t => t.What).OfType<Happening>()];
        var (centers, asOf) = (new List<Guid>(), new List<int>());
        for (var place = 0; place < log.Plan.Shop.Centers.Count; place++)
        {
            var calendar = log.Plan.Shop.Shop.CalendarOf(place);
            var until = place == floor.Silent.Center ? Math.Min(minute, floor.Silent.From) : minute;
            if (until <= from || calendar.ToWork(until) == calendar.ToWork(from)) continue;
            centers.Add(log.Plan.Shop.Centers[place]);
            asOf.Add(until);
        }
        const string who = "Brenndal works";
        try
        {
            log.Do(new Happened([.. passed, .. events]) { Reporting = centers, AsOf = asOf }, log.At(minute), who, YearLog.Api);
        }
        catch (ShopRefusedException)
        {
            // Something in it cannot be, as with the reports of real floors: it is found by itself, and the rest is taken.
            if (!TryThese(passed, minute, who)) TryThese(passed[..1], minute, who);
            foreach (var one in events) TryThese([one], minute, who);
            log.Do(new Happened([]) { Reporting = centers, AsOf = asOf }, log.At(minute), who, YearLog.Api);
        }
        Reports.AddRange(told.Where(t => t.Center != default));
    }

    private bool TryThese(IReadOnlyList<Happening> some, int minute, string who)
    {
        try
        {
            return log.Do(new Happened(some), log.At(minute), who, YearLog.Api).Done;
        }
        catch (ShopRefusedException)
        {
            return false; // left out
        }
    }

    /// <summary>Twice on each weekday; on the last two days every hour, and now.</summary>
    private IEnumerable<(int Minute, bool Ships)> Looks(int from, int end)
    {
        var shop = log.Plan.Shop.Clock;
        var (first, last) = (shop.DayOf(from), shop.DayOf(end));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            IEnumerable<TimeOnly> looks = day < last.AddDays(-1) ? s_looks : Enumerable.Range(7, 15).Select(hour => new TimeOnly(hour, 10)).Append(s_looks[1]).Order();
            foreach (var look in looks)
                if (shop.MinuteOf(day, look) is var minute && minute > from && minute < end) yield return (minute, look == s_looks[1]);
        }
        yield return (end, false);
    }

    /// <summary>When each order is asked for before it is placed, and quotes that come to nothing.</summary>
    private IEnumerable<Plans> Quotes(DateOnly first)
    {
        int Minute(DateOnly day, int look) => log.Plan.Shop.Clock.MinuteOf(day, s_looks[look]);
        foreach (var order in demands.Where(d => d.OrderedOn >= first).GroupBy(d => d.Order))
        {
            var lines = order.ToList();
            var key = lines[0].Key;
            var asked = Back(lines[0].OrderedOn, Chance.Of(Luck.Asked, key) switch { < .45 => 0, < .75 => 1, _ => 2 });
            yield return new(lines, order.Key, Math.Max(Minute(asked, 0), Minute(first, 0)), Minute(lines[0].OrderedOn, 1), PlayedEnd.Confirmed);
            if (!Chance.Happens(Luck.Lost, key, .2)) continue;
            // Another quantity for the same customer, some days later, of which nothing comes.
            var wanted = lines[0] with { Quantity = Math.Max(1, lines[0].Quantity * Chance.Between(Luck.Size, key, 5, 20) / 10), RequestedOn = lines[0].RequestedOn?.AddDays(14), Order = default, LineNo = 99 };
            var day = lines[0].OrderedOn.AddDays(Chance.Between(Luck.Lost, key, 2, 9, 1));
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(2);
            var end = Chance.Of(Luck.Lost, key, 2) switch { < .45 => PlayedEnd.Declined, < .55 => PlayedEnd.Withdrawn, _ => PlayedEnd.Expired };
            yield return new([wanted], null, Minute(day, 0), end == PlayedEnd.Expired ? int.MaxValue : Minute(day.AddDays(3), 1), end);
        }
        foreach (var open in StillOpen()) yield return open;
    }

    /// <summary>Quotes of the last days that customers think about now.</summary>
    private IEnumerable<Plans> StillOpen()
    {
        var end = log.Plan.Shop.Clock.MinuteOf(now);
        var today = log.Plan.Shop.Clock.DayOf(end);
        var like = demands.Where(d => d.OrderedOn < today.AddDays(-60)).Reverse().GroupBy(d => d.Seller).SelectMany(g => g.DistinctBy(d => d.Account).Take(2)).Take(14).ToList();
        for (var i = 0; i < like.Count; i++)
        {
            var wanted = like[i] with { RequestedOn = today.AddDays(20 + 3 * i), OrderedOn = today, Order = default, LineNo = 98 };
            var asked = log.Plan.Shop.Clock.MinuteOf(Back(today, i % 4), s_looks[i / 4 % 2]);
            yield return new([wanted], null, asked < end ? asked : log.Plan.Shop.Clock.MinuteOf(Back(today, 1), s_looks[0]), int.MaxValue, PlayedEnd.Open);
        }
    }

    private static DateOnly Back(DateOnly day, int days)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(-1);
        for (; days > 0; days--)
        {
            day = day.AddDays(-1);
            while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(-1);
        }
        return day;
    }
}
