using Troth.Book.Figures;
using Troth.Evidence;

namespace Troth.Book;

/// <summary>
/// Who resembles whom, learnt once for each generation of figures and kept: a few thousand buyers at most. After a restart the first
/// who asks waits for it.
/// </summary>
public sealed class BookPeers(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private Learnt? learnt;

    public async Task<IReadOnlyList<PeerRow>> Of(Guid account, BookState state, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (learnt?.Generation != state.Generation) learnt = await Learn(state, cancel);
            if (learnt.Guide is not { } guide) return [];
            if (!learnt.Accounts.TryGetValue(account, out var asked) || !ComputeBook.CanBeEstimated(asked)) return [];
            return [.. guide.Of(ComputeBook.FactsOf(asked)).Select(peer => Row(learnt.Accounts[peer.Id], peer))];
        }
        finally
        {
            turn.Release();
        }
    }

    private static PeerRow Row(BookAccount peer, Peer measured) => new(
        FormattableString.Invariant($"A-{peer.Number}"), peer.Name, peer.Industry, peer.Segment, peer.Country, peer.Employees,
        measured.Similarity, Math.Round(peer.Bought, 2), measured.Percentile);

    private async Task<Learnt> Learn(BookState state, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var input = await scope.ServiceProvider.GetRequiredService<ReadBook>().Run(state.AsOf, cancel);
        var known = input.Accounts.Where(ComputeBook.CanBeEstimated).ToList();
        var guide = known.Count == 0 ? null : PeerGuide.Learn([.. known.Select(ComputeBook.FactsOf)]);
        return new Learnt(state.Generation, guide, known.ToDictionary(a => a.Id));
    }

    public void Dispose() => turn.Dispose();

    private sealed record Learnt(int Generation, PeerGuide? Guide, Dictionary<Guid, BookAccount> Accounts);
}
