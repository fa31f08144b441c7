using Troth.Schedule.Contracts;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.SampleYear;

/// <summary>A machine that really stands still.</summary>
internal sealed class Standstill(int center, int machine, int start, int end, string cause)
{
    public int Center => center;
    public int Machine => machine;
    public int Start => start;
    public int End => end;
    public string Cause => cause;

    /// <summary>What the floor said when it would run again; −1 before it said anything.</summary>
    public int Said { get; set; } = -1;
    public bool Over { get; set; }
}

/// <summary>What nobody knows beforehand: when machines break down, and for how long.</summary>
internal sealed class FloorTrouble
{
    private readonly Dictionary<(int, int), List<Standstill>> _stops = [];

    /// <param name="plan">Whose machines.</param>
    /// <param name="until">There are none from this minute on.</param>
    public FloorTrouble(PlantPlan plan, int until)
    {
        for (var place = 0; place < plan.Shop.Centers.Count; place++)
        {
            var name = plan.Shop.Definition.WorkCenters[place].Name;
            var center = SampleWorks.Centers.Single(c => c.Code == name);
            var calendar = plan.Shop.Shop.CalendarOf(place);
            for (var machine = 0; machine < center.Machines; machine++)
            {
                var (list, work, number) = (new List<Standstill>(), 0.0, place * 100_000L + machine * 10_000);
                while (true)
                {
                    work += center.UpHours * 60 * Exponential(Luck.UpTime, number);
                    var length = Math.Max(20, (int)(center.RepairMinutes * Exponential(Luck.Repair, number)));
                    var from = calendar.ToWork(plan.Plan.Now) + (int)work;
                    if (from + length >= calendar.Total || calendar.StartOf(from) >= until) break;
                    list.Add(new(place, machine, calendar.StartOf(from), calendar.EndOf(from + length), SampleWorks.Causes[(int)(Chance.Of(Luck.Cause, number) * SampleWorks.Causes.Count)]));
                    work += length;
                    number++;
                }
                _stops[(place, machine)] = list;
            }
        }
    }

    /// <summary>The big one: it begins yesterday, and lasts for days yet.</summary>
    public void Add(Standstill stop) => _stops[(stop.Center, stop.Machine)].Add(stop);

    public IEnumerable<Standstill> All => _stops.Values.SelectMany(s => s);

    /// <summary>When work that begins at a minute is done, standing still included.</summary>
    public int DoneAt(WorkCalendar calendar, int center, int machine, int start, int work)
    {
        var until = calendar.ToWork(start) + Math.Max(1, work);
        foreach (var stop in _stops[(center, machine)])
        {
            if (stop.End <= start) continue;
            if (stop.Start >= calendar.EndOf(Math.Min(until, calendar.Total))) break;
            until += calendar.ToWork(stop.End) - calendar.ToWork(Math.Max(stop.Start, start));
        }
        return calendar.EndOf(Math.Min(until, calendar.Total));
    }

    /// <summary>The first minute at which somebody works there and the machine runs.</summary>
    public int Runs(WorkCalendar calendar, int center, int machine, int minute)
    {
        minute = Open(calendar, minute);
        foreach (var stop in _stops[(center, machine)])
            if (stop.Start <= minute && stop.End > minute) minute = Open(calendar, stop.End);
        return minute;
    }

    private static int Open(WorkCalendar calendar, int minute) => calendar.StartOf(Math.Min(calendar.ToWork(minute), calendar.Total - 1)) is var open && open > minute ? open : minute;

    /// <summary>By comparing uniform numbers alone (von Neumann 1951): logarithms differ in the last bit between systems.</summary>
    private static double Exponential(Luck what, long item)
    {
        var part = 0;
        for (var whole = 0; ; whole++)
        {
            var first = Chance.Of(what, item, part++);
            var (last, place) = (first, 2);
            while (Chance.Of(what, item, part++) is var next && next < last) (last, place) = (next, place + 1);
            if (place % 2 == 0) return whole + first;
        }
    }
}
