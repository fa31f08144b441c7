using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Schedule.Floor;

/// <summary>The door of this folder: what the floor reports, and its tablets.</summary>
public static class FloorModule
{
    public static IServiceCollection AddFloor(this IServiceCollection services)
    {
        services.AddDeviceScheme();
        services.AddSingleton<IPasswordHasher<Operator>, PasswordHasher<Operator>>();
        services.AddScoped<ReadReports>().AddScoped<TakeReports>().AddScoped<FloorWork>().AddScoped<ShowFloor>();
        services.AddScoped<FloorReader>().AddScoped<KeepOperators>().AddScoped<KeepTablets>().AddScoped<BeginShift>().AddScoped<FloorLists>();
        services.AddScoped<ReadAges>().AddScoped<ITodayItems, AgesToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("menu.floor"), "/floor", "device-tablet", nameof(Right.ReportFloor), 60));
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("menu.reports"), "/schedule/reports", "clipboard-list", nameof(Right.SeeSchedule), 61));
        services.AddSingleton(KindInHistory.Of<Operator>(nameof(Right.KeepSchedule), typeof(Words)) with
        {
            Find = async (db, ids, cancel) => (await db.Operators.AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToListAsync(cancel))
                .ToDictionary(o => o.Id, o => new RecordInHistory(o.Name, "/schedule/operators")),
        });
        services.AddSingleton(KindInHistory.Of<FloorDevice>(nameof(Right.KeepSchedule), typeof(Words)) with
        {
            Find = async (db, ids, cancel) => (await db.FloorDevices.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Name }).ToListAsync(cancel))
                .ToDictionary(d => d.Id, d => new RecordInHistory(d.Name, "/schedule/tablets")),
        });
        return services;
    }

    public static void MapFloor(this IEndpointRouteBuilder app)
    {
        FloorApi.Map(app);
        FloorRoutes.Map(app);
    }
}
