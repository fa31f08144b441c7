using System.CommandLine;
using Troth.Import.Reading;
using Troth.Platform.Commands;
using Troth.Platform.Errors;

namespace Troth.Import;

/// <summary>./troth import</summary>
public static class ImportCommand
{
    public static Command Build(CommandHost host)
    {
        var recipe = new Option<string?>("--recipe", "-r") { Description = "The recipe: how the files are to be read. Without one, a single file is looked at and mapped by its headers and values." };
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var preview = new Option<bool>("--preview") { Description = "Only say what would be created, updated, left and refused." };
        var name = new Option<string?>("--as-name") { Description = "What to call this import; else the recipe's name." };
        var source = new Argument<string>("files") { Description = "The folder with the files, or a single file." };
        var import = new Command("import", "Bring in accounts, people, orders and more from files.") { recipe, json, preview, name, source };
        import.SetAction((parsed, cancel) => host.Run(async services =>
        {
            var run = services.GetRequiredService<RunImport>();
            return await Guarded(host, async () =>
            {
                var request = new ImportRequest(RecipeText.Load(host.PathOf(parsed.GetValue(recipe)!)), host.PathOf(parsed.GetValue(source)!), parsed.GetValue(name));
                var report = await Task.Run(() => parsed.GetValue(preview) ? run.Preview(request, null, cancel) : run.Run(request, null, null, cancel), cancel);
                await host.Output.WriteLineAsync(report.ToJson());
                return 0;
            });
        }));
        return import;
    }

    private static async Task<int> Guarded(CommandHost host, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is FileRefusedException or RecipeRefusedException or BusinessRuleException or BadInputException or IOException)
        {
            await host.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
