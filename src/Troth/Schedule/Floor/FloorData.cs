using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Schedule.Floor;

/// <summary>The sets of the shop floor.</summary>
public static class FloorData
{
    extension(TrothContext db)
    {
        public DbSet<FloorReport> FloorReports => db.Set<FloorReport>();
        public DbSet<Operator> Operators => db.Set<Operator>();
        public DbSet<FloorDevice> FloorDevices => db.Set<FloorDevice>();
        public DbSet<OperatorShift> OperatorShifts => db.Set<OperatorShift>();
    }
}
