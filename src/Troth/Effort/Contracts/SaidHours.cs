using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Effort.Contracts;

/// <summary>Hours a month that an account takes of a seller, as that seller said.</summary>
public sealed record SaidHours
{
    public required Guid AccountId { get; init; }
    public required Guid SellerId { get; init; }
    public required decimal Hours { get; init; }
}

public static class SaidHoursReads
{
    extension(TrothContext db)
    {
        /// <summary>Only what was said; those of a former seller among them, so join by seller too.</summary>
        public IQueryable<SaidHours> SaidHours => from effort in db.AccountEfforts.AsNoTracking()
                                                  where effort.Hours != null && effort.SellerId != null
                                                  select new SaidHours { AccountId = effort.AccountId, SellerId = effort.SellerId!.Value, Hours = effort.Hours!.Value };
    }
}
