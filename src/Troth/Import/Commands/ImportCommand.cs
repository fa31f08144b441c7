using System.CommandLine;
using System.CommandLine.Parsing;
using Troth.Identity;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Platform.Commands;
using Troth.Platform.Errors;

namespace Troth.Import.Commands;

/// <summary>./troth import, and ./troth import revert</summary>
public static class ImportCommand
{
    public static Command Build(CommandHost host)
    {
        var recipe = new Option<string?>("--recipe", "-r") { Description = "How the files are to be read. Without a recipe a single file is looked at and mapped by its columns and values." };
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var preview = new Option<bool>("--preview") { Description = "Only say what would be created, updated, left and refused." };
        var suggest = new Option<bool>("--suggest") { Description = "Only print the recipe that a single file would be read by, to be corrected." };
        var name = new Option<string?>("--as-name") { Description = "What to call this import; else the recipe's name." };
        var source = new Option<string>("--source") { Description = "Without a recipe: the short name of the system that the file comes from.", DefaultValueFactory = _ => Recipe.UsualSource };
        var files = new Argument<string>("files") { Description = "The folder with the files, or a single file." };
        var import = new Command("import", "Bring in accounts, people, orders and more from files.") { recipe, json, preview, suggest, name, source, files };
        import.Subcommands.Add(Revert(host));
        import.SetAction((parsed, cancel) => host.Run(services => Guarded(host, async () =>
        {
            var path = host.PathOf(parsed.GetValue(files)!);
            var request = parsed.GetValue(recipe) is { } file
                ? new ImportRequest(RecipeText.Load(Existing(host.PathOf(file))), Folder(path), parsed.GetValue(name))
                : SuggestedImport.Of(path, parsed.GetValue(source)!, parsed.GetValue(name));
            if (parsed.GetValue(suggest))
            {
                var currency = (await services.GetRequiredService<CurrentCompany>().Find(cancel))?.BaseCurrency;
                await host.Output.WriteLineAsync(RecipeText.Write(request.Recipe with { Currency = request.Recipe.Currency ?? currency }));
                return 0;
            }
            var run = services.GetRequiredService<RunImport>();
            var print = new ReportPrinter(host);
            ImportReport report;
            try
            {
                report = await print.WithProgress(progress => parsed.GetValue(preview) ? run.Preview(request, progress, cancel) : run.Run(request, null, progress, cancel));
            }
            catch (FileRefusedException open) when (open.Code == FileRefusedException.Undecided && parsed.GetValue(recipe) is null)
            {
                throw new FileRefusedException(open.Code, $"{open.Message}\n{SuggestedImport.Advice(parsed.GetValue(files)!)}");
            }
            catch (FileRefusedException missing) when (missing.Code == FileRefusedException.Missing)
            {
                throw new FileRefusedException(missing.Code, $"{missing.Message} The folder is {parsed.GetValue(files)}.");
            }
            if (parsed.GetValue(json)) await host.Output.WriteLineAsync(report.ToJson());
            else print.Print(report);
            // A file of which nothing was taken is nobody's intention: a script must learn of it.
            return report.Files.Any(one => one.Rows > 0 && one.Refused == one.Rows) ? 1 : 0;
        })));
        return import;
    }

    private static Command Revert(CommandHost host)
    {
        var id = new Argument<int>("id") { Description = "The import's number: 12 or I-12.", CustomParser = Number };
        var json = new Option<bool>("--json") { Description = "Print what was done as one JSON object." };
        var revert = new Command("revert", "Take an import back: what it made goes, what it changed gets its earlier values.") { id, json };
        revert.SetAction((parsed, cancel) => host.Run(services => Guarded(host, async () =>
        {
            var report = await Task.Run(() => services.GetRequiredService<RevertImport>().Run(parsed.GetValue(id)), cancel);
            if (parsed.GetValue(json)) await host.Output.WriteLineAsync(report.ToJson());
            else new ReportPrinter(host).Print(report);
            return 0;
        })));
        return revert;
    }

    private static int Number(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (Platform.Data.Reference.Parse("I", text).Number is >= 0 and <= int.MaxValue and var number) return (int)number;
        result.AddError($"“{text}” is no import. Give its number: 12 or I-12.");
        return 0;
    }

    /// <summary>What is wrong with the data or the request is said in a sentence; anything else is a bug and shows itself.</summary>
    internal static async Task<int> Guarded(CommandHost host, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is FileRefusedException or RecipeRefusedException or BusinessRuleException or NotFoundException or BadInputException or ImportStoppedException or IOException or UnauthorizedAccessException)
        {
            await host.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await host.Error.WriteLineAsync("Stopped. Nothing was imported.");
            return 130;
        }
    }

    private static string Existing(string file) =>
        File.Exists(file) ? file : throw new FileRefusedException(FileRefusedException.Missing, $"There is no recipe {file}.");

    private static string Folder(string path) => Directory.Exists(path) ? path
        : throw new FileRefusedException(FileRefusedException.Missing, File.Exists(path) ? $"{path} is a file. With a recipe, give the folder that its files are in." : $"There is no folder {path}.");
}
