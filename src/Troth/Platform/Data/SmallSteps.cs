using Microsoft.EntityFrameworkCore;

namespace Troth.Platform.Data;

/// <summary>Writes and clears many rows that nobody reads yet, or any more, in small transactions, so that whoever else writes gets in between.</summary>
public sealed class SmallSteps(IServiceScopeFactory scopes)
{
    public const int Rows = 500;

    /// <summary>A transaction for every so many rows.</summary>
    public async Task Add<T>(IEnumerable<T> rows, CancellationToken cancel) where T : class
    {
        foreach (var some in rows.Chunk(Rows))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TrothContext>().InsertRows(some, cancel);
        }
    }

    /// <param name="gone">What goes, in an order.</param>
    /// <param name="cancel">Stops between two steps.</param>
    public async Task Clear<T>(Func<TrothContext, IOrderedQueryable<T>> gone, CancellationToken cancel) where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        while (await gone(db).Take(4 * Rows).ExecuteDeleteAsync(cancel) > 0) cancel.ThrowIfCancellationRequested();
    }
}
