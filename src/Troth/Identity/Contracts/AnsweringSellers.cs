using Troth.Platform.Data;

namespace Troth.Identity.Contracts;

/// <summary>Sellers as whom somebody signs in: what waits for the others waits for nobody.</summary>
public static class AnsweringSellers
{
    /// <summary>A lock after wrong passwords passes by itself and keeps nobody from answering.</summary>
    private const int LockedHours = 24;

    extension(TrothContext db)
    {
        public IQueryable<Guid?> Answering(DateTimeOffset now)
        {
            var passes = now.AddHours(LockedHours);
            return db.Users.Where(u => u.SellerId != null && (u.LockoutEnd == null || u.LockoutEnd <= passes)).Select(u => u.SellerId);
        }
    }
}
