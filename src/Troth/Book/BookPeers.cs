using Troth.Book.Figures;
using Troth.Evidence;

namespace Troth.Book;

/// <summary>
/// Who resembles whom, learnt once for each generation of figures and kept: the buyers only, however many other accounts there are, by
/// what the generation says they bought. After a restart the first who asks waits for it.
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

    /// <summary>What the account's peers spend on a family, brought to its size: by the line that its white space is read from.</summary>
    /// <param name="spends">Of peers whose purchases are known by family.</param>
    public async Task<IReadOnlyDictionary<Guid, double>> Sized(Guid account, BookState state, Dictionary<Guid, double> spends, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (learnt?.Generation != state.Generation) learnt = await Learn(state, cancel);
            if (learnt.Guide is not { } guide || (learnt.Buyers.GetValueOrDefault(account) ?? await Other(account, state, cancel)) is not { } asked) return spends;
            var space = new Evidence.WhiteSpace(guide, 1, peer => spends.TryGetValue(peer, out var spend) ? [new FamilySpend(0, spend)] : null, new WhiteSpaceSettings { ByKind = false });
            return space.Peers(ComputeBook.FactsOf(asked), 0).ToDictionary(p => p.Id, p => p.AtThisSize);
        }
        finally
        {
            turn.Release();
        }
    }

    private static PeerRow Row(BookAccount peer, Peer measured) => new(
        FormattableString.Invariant($"A-{peer.Number}"), peer.Name, peer.Industry, peer.Segment, peer.Country, peer.Employees,
        measured.Similarity, Math.Round(peer.Bought, 2), measured.Percentile) { AccountId = peer.Id };

    private async Task<BookAccount?> Other(Guid account, BookState state, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReadBook>().One(account, state, cancel);
    }

    private async Task<Learnt> Learn(BookState state, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var buyers = (await scope.ServiceProvider.GetRequiredService<ReadBook>().Buyers(state, cancel)).Where(ComputeBook.CanBeEstimated).ToList();
        var guide = buyers.Count == 0 ? null : PeerGuide.Learn([.. buyers.Select(ComputeBook.FactsOf)]);
        return new Learnt(state.Generation, guide, buyers.ToDictionary(a => a.Id));
    }

    public void Dispose() => turn.Dispose();

    private sealed record Learnt(int Generation, PeerGuide? Guide, Dictionary<Guid, BookAccount> Buyers);
}
