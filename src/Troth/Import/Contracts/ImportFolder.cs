using Microsoft.EntityFrameworkCore;
using Troth.Import.Reading;
using Troth.Platform.Data;

namespace Troth.Import.Contracts;

/// <summary>Imports a folder that brings its own recipe, for rooms that make data of their own.</summary>
public sealed class ImportFolder(RunImport import, RevertImport revert, TrothContext db)
{
    /// <param name="folder">Where the files are.</param>
    /// <param name="recipe">The recipe's file name in it.</param>
    /// <param name="cancel">Stops it and removes what it has staged.</param>
    /// <exception cref="FileRefusedException">A file cannot be read; nothing was imported.</exception>
    /// <exception cref="Platform.Errors.BusinessRuleException">Another import is under way.</exception>
    public void Run(string folder, string recipe, CancellationToken cancel) =>
        import.Run(new ImportRequest(RecipeText.Load(Path.Combine(folder, recipe)), folder), cancel: cancel);

    /// <summary>Whether an import stands that was started under this name.</summary>
    public Task<bool> Stands(string startedBy, CancellationToken cancel) => Standing(startedBy).AnyAsync(cancel);

    /// <summary>Takes back all imports that stand and were started under this name.</summary>
    /// <exception cref="Platform.Errors.BusinessRuleException">Another import is under way.</exception>
    public async Task TakeBack(string startedBy, CancellationToken cancel)
    {
        foreach (var run in await Standing(startedBy).OrderByDescending(r => r.Id).Select(r => r.Id).ToListAsync(cancel))
            revert.Run(run);
    }

    private IQueryable<ImportRun> Standing(string startedBy) => db.ImportRuns.Where(r => r.StartedBy == startedBy && r.State == ImportState.Published);
}
