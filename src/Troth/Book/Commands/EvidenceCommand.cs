using System.CommandLine;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>./troth evidence: the Book's models on files, for checking them against what others published.</summary>
public static class EvidenceCommand
{
    private const string Told = "The models behind the Book's figures on files of your own: what they learn from them, and how well it foretells.";

    public static Command Make(CommandHost host) => new("evidence", Told)
    {
        AllocateCommand.Make(host),
        LtvCommand.Make(host),
        DuplicatesCommand.Make(host),
    };
}
