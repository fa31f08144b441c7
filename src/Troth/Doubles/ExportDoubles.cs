using System.Runtime.CompilerServices;
using Troth.Platform.History;
using Troth.Platform.Lists;

namespace Troth.Doubles;

/// <summary>The list as rows of text, all pages of it; numbers and instants in the invariant culture.</summary>
public sealed class ExportDoubles(ReadDoubles read)
{
    public static readonly string[] Columns = ["group", "first", "firstName", "second", "secondName", "probability", "reason", "decision", "why", "by", "at"];

    public async IAsyncEnumerable<IReadOnlyList<string?>> Run(DoublesFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (string? after = null; ;)
        {
            var view = await read.Run(filter, after, null, ListPlace.Most, cancel, int.MaxValue);
            foreach (var group in view.Groups)
            {
                foreach (var p in group.Pairs)
                    yield return [Recorder.Text(group.Rank), p.First.Record, p.First.Name, p.Second.Record, p.Second.Name, Share(p.Probability), p.Reason, null, null, null, null];
            }

            foreach (var d in view.Decisions)
                yield return [null, d.First.Record, d.First.Name, d.Second.Record, d.Second.Name, Share(d.Probability), null, d.Same ? "same" : "different", d.Why, d.By, Recorder.Text(d.At)];
            if (view.After is null) yield break;
            after = view.After;
        }
    }

    private static string? Share(double share) => Recorder.Text(Math.Round((decimal)share, 4));
}
