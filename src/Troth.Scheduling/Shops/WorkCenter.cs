namespace Troth.Scheduling.Shops;

/// <summary>A checked work center: its axis, its machines among all machines, its changeovers.</summary>
internal sealed class WorkCenter
{
    private WorkCenter(WorkCenterDefinition definition, WorkCalendar calendar, int firstMachine, int[]? changeovers, int families)
    {
        (Definition, Calendar, FirstMachine, Changeovers, Families) = (definition, calendar, firstMachine, changeovers, families);
    }

    public WorkCenterDefinition Definition { get; }
    public WorkCalendar Calendar { get; }
    public int FirstMachine { get; }
    public int Machines => Definition.Machines;

    /// <summary>Families × families, row by row; null when families do not matter here.</summary>
    public int[]? Changeovers { get; }
    public int Families { get; }

    public int Changeover(int from, int to) => Changeovers is null ? 0 : Changeovers[from * Families + to];

    public static WorkCenter[] All(ShopDefinition shop, WorkCalendar[] calendars)
    {
        var centers = new WorkCenter[shop.WorkCenters.Count];
        var machines = 0;
        for (var i = 0; i < centers.Length; i++)
        {
            var center = shop.WorkCenters[i];
            var subject = $"work center “{center.Name}”";
            if (center.Calendar < 0 || center.Calendar >= calendars.Length)
                throw new ShopRefusedException("workCenter", subject,
                    $"{Sentence(subject)} works by calendar {center.Calendar}, which does not exist; there are {calendars.Length}.");
            if (center.Machines is < 1 or > Limits.Machines)
                throw new ShopRefusedException("workCenter", subject,
                    $"{Sentence(subject)} has {center.Machines} machines; give 1 to {Limits.Machines}.");
            if (center.Efficiency is < 1 or > 1000)
                throw new ShopRefusedException("workCenter", subject,
                    $"{Sentence(subject)} works at {center.Efficiency} %; give 1 to 1,000.");
            var calendar = calendars[center.Calendar];
            if (calendar.Total == 0)
                throw new ShopRefusedException("calendar", $"calendar “{calendar.Name}”",
                    $"Calendar “{calendar.Name}” of {subject} has no working time in the horizon; give it shifts.");
            centers[i] = new WorkCenter(center, calendar, machines, Shortest(center, subject), center.Changeovers?.Count ?? 0);
            machines += center.Machines;
            if (machines > Limits.AllMachines)
                throw new ShopRefusedException("workCenter", subject,
                    $"With {subject} there are more than {Limits.AllMachines} machines; plan fewer.");
        }
        return centers;
    }

    /// <summary>
    /// Changing over through other families where that is shorter (Floyd–Warshall), so that taking an operation out never lengthens what is
    /// left.
    /// </summary>
    private static int[]? Shortest(WorkCenterDefinition center, string subject)
    {
        if (center.Changeovers is not { } table) return null;
        var n = table.Count;
        if (n is 0 or > Limits.Families || table.Any(row => row.Count != n))
            throw new ShopRefusedException("workCenter", subject,
                $"The changeovers of {subject} are not a square of 1 to {Limits.Families} families.");
        if (center.InitialFamily < 0 || center.InitialFamily >= n)
            throw new ShopRefusedException("workCenter", subject,
                $"{Sentence(subject)} starts in family {center.InitialFamily}; it has {n}.");
        var shortest = table.SelectMany(row => row).ToArray();
        if (shortest.FirstOrDefault(m => m is < 0 or > Limits.Horizon) is var wrong and not 0)
            throw new ShopRefusedException("duration", subject,
                $"A changeover of {subject} takes {wrong} minutes; give 0 to {Limits.Horizon}.");
        for (var via = 0; via < n; via++)
            for (var from = 0; from < n; from++)
                for (var to = 0; to < n; to++)
                    shortest[from * n + to] = Math.Min(shortest[from * n + to], shortest[from * n + via] + shortest[via * n + to]);
        return shortest;
    }

    private static string Sentence(string subject) => char.ToUpperInvariant(subject[0]) + subject[1..];
}

/// <summary>A work center in a line of memory: its machines are those from the first up to, not including, the last.</summary>
internal readonly record struct CenterFact(int First, int Last, int Efficiency, bool HasChangeovers, WorkCalendar Calendar);
