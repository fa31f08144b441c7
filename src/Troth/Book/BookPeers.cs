using Troth.Book.Figures;
using Troth.Evidence;

namespace Troth.Book;

/// <summary>
/// Who resembles whom, learnt once for each generation of figures and kept: the buyers only, however many other accounts there are.
/// After a restart the first who asks waits for it.
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
            if ((learnt.Buyers.GetValueOrDefault(account) ?? await Other(account, state, cancel)) is not { } asked || !ComputeBook.CanBeEstimated(asked)) return [];
            return [.. guide.Of(ComputeBook.FactsOf(asked)).Select(peer => Row(learnt.Buyers[peer.Id], peer))];
        }
        finally
        {
            turn.Release();
        }
    }

    private static PeerRow Row(BookAccount peer, Peer measured) => new(
        FormattableString.Invariant($"A-{peer.Number}"), peer.Name, peer.Industry, peer.Segment, peer.Country, peer.Employees,
        measured.Similarity, Math.Round(peer.Bought, 2), measured.Percentile);

    private async Task<BookAccount?> Other(Guid account, BookState state, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReadBook>().One(account, state.AsOf, state.Currency, cancel);
    }

    private async Task<Learnt> Learn(BookState state, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var input = await scope.ServiceProvider.GetRequiredService<ReadBook>().Run(state.AsOf, cancel);
        var buyers = input.Accounts.Where(a => a.Bought > 0 && ComputeBook.CanBeEstimated(a)).ToList();
        var guide = buyers.Count == 0 ? null : PeerGuide.Learn([.. buyers.Select(ComputeBook.FactsOf)]);
        return new Learnt(state.Generation, guide, buyers.ToDictionary(a => a.Id));
    }

    public void Dispose() => turn.Dispose();

    private sealed record Learnt(int Generation, PeerGuide? Guide, Dictionary<Guid, BookAccount> Buyers);
}
