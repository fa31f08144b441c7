using System.Globalization;
using System.Runtime.CompilerServices;
using Troth.Platform.History;

namespace Troth.Team;

/// <summary>The list as rows of text, as its reader may see it; numbers and days in the invariant culture.</summary>
public sealed class ExportTeam(ReadTeam read)
{
    private const int All = 100_000;

    public static readonly string[] Columns =
        ["seller", "name", "team", "accounts", "from", "asOf", "currency", "penetration", "penetrationLow", "penetrationHigh", "estimatedAccounts", "bought", "potential",
         "growth", "growthLow", "growthHigh", "growthAccounts", "rank", "ranked", "typicalGrowth", "leaveAlone",
         "wordFrom", "wordTo", "promised", "kept", "wordLow", "wordHigh", "questions", "answered", "overdue"];

    public async IAsyncEnumerable<IReadOnlyList<string?>> Run(TeamFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var view = await read.Run(filter with { After = null }, cancel, All);
        foreach (var row in view.Sellers) yield return Cells(row, view);
    }

    private static string?[] Cells(TeamRow row, TeamView view)
    {
        var (share, growth, word, asked) = (row.Figures.Penetration, row.Figures.Growth, row.Figures.Word, row.Figures.Questions);
        return
        [
            row.Number, row.Name, row.Team, Recorder.Text(row.Figures.Accounts), Recorder.Text(view.From), Recorder.Text(view.AsOf), view.Currency,
            Share(share.Value), Share(share.Low), Share(share.High), Recorder.Text(share.Accounts), Recorder.Text(share.Bought), Recorder.Text(share.Potential),
            Share(growth.Value), Share(growth.Low), Share(growth.High), Recorder.Text(growth.Accounts), Recorder.Text(growth.Rank), Recorder.Text(growth.Ranked), Share(growth.Typical),
            row.Figures.LeaveAlone ? "yes" : null, Recorder.Text(view.WordFrom), Recorder.Text(view.WordTo), Recorder.Text(word?.Made), Recorder.Text(word?.Kept), Share(word?.Low), Share(word?.High),
            Recorder.Text(asked.Open), Recorder.Text(asked.Answered), Recorder.Text(row.Figures.Overdue),
        ];
    }

    private static string? Share(double? share) => share?.ToString("0.####", CultureInfo.InvariantCulture);
}
