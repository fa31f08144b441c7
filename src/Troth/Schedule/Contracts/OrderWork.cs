namespace Troth.Schedule.Contracts;

/// <summary>How much of a shop orders take.</summary>
public static class OrderWork
{
    private const int Ahead = 28, DayMinutes = 24 * 60;

    extension(PlantPlan plan)
    {
        /// <summary>Whether the shop makes a product, rather than taking it from the store or buying it.</summary>
        public bool IsMade(Guid product) => plan.Shop.Product(product) is { } place && plan.Shop.Definition.Products[place].Routing is not null;

        /// <summary>
        /// The work center of which orders take the most of its days, and how many: their minutes there, against the machine minutes of a day on which
        /// it is open, in the middle of the four weeks to come. None without work.
        /// </summary>
        /// <param name="orders">By number; those that are not in the plan take nothing.</param>
        public (string? Center, double Days) DaysOfWork(IReadOnlyList<long> orders)
        {
            var minutes = new Dictionary<int, long>();
            foreach (var operation in orders.SelectMany(plan.All).SelectMany(o => o.Operations).Where(o => o.WorkCenter >= 0))
            {
                var calendar = plan.Shop.Shop.CalendarOf(operation.WorkCenter);
                minutes[operation.WorkCenter] = minutes.GetValueOrDefault(operation.WorkCenter) + calendar.ToWork(operation.End) - calendar.ToWork(operation.Start);
            }
            var (most, days) = ((string?)null, 0d);
            var clock = plan.Shop.Clock;
            var midnight = Math.Clamp(clock.MinuteOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(plan.PlannedAt, clock.Zone).DateTime).AddDays(1), TimeOnly.MinValue), 0, plan.Shop.Shop.Horizon);
            foreach (var (center, busy) in minutes)
            {
                var open = plan.Plan.Load(center, midnight, Math.Min(midnight + Ahead * DayMinutes, plan.Shop.Shop.Horizon), DayMinutes).Where(d => d.Open > 0).ToList();
                if (open.Count > 0 && busy / open.Average(d => d.Open) is var taken && taken > days) (most, days) = (plan.Shop.Definition.WorkCenters[center].Name, taken);
            }
            return (most, days);
        }
    }
}
