using Troth.Import.Reading;

namespace Troth.Import.Contracts;

/// <summary>Imports a folder that brings its own recipe, for rooms that make data of their own.</summary>
public sealed class ImportFolder(RunImport import)
{
    /// <param name="folder">Where the files are.</param>
    /// <param name="recipe">The recipe's file name in it.</param>
    /// <param name="cancel">Stops it and removes what it has staged.</param>
    /// <exception cref="FileRefusedException">A file cannot be read; nothing was imported.</exception>
    /// <exception cref="Platform.Errors.BusinessRuleException">Another import is under way.</exception>
    public void Run(string folder, string recipe, CancellationToken cancel) =>
        import.Run(new ImportRequest(RecipeText.Load(Path.Combine(folder, recipe)), folder), cancel: cancel);
}
