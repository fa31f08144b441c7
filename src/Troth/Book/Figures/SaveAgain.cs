using Microsoft.EntityFrameworkCore;

namespace Troth.Book.Figures;

/// <summary>People answer questions while figures are computed: what they changed is read again and the work done on that.</summary>
internal static class SaveAgain
{
    private const int Times = 5;

    /// <param name="work">Reads, changes and saves; starts from nothing each time.</param>
    public static async Task While(Func<Task> work)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await work();
                return;
            }
            catch (DbUpdateConcurrencyException) when (time < Times)
            {
                // Somebody saved one of the records in between.
            }
        }
    }
}
