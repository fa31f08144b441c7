using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Troth.Doubles;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Doubles;

/// <summary>Lets a test do something between what a search reads and what it keeps.</summary>
public sealed class MidSearch : DbTransactionInterceptor
{
    private readonly AsyncLocal<Func<Task>?> meanwhile = new();

    /// <summary>Searches accounts once, and does this before the search keeps what it found.</summary>
    public async Task<bool> Run(SearchDoubles search, Func<Task> work)
    {
        meanwhile.Value = work;
        return await search.Run(DoubleKind.Accounts, default);
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (meanwhile.Value is { } work)
        {
            meanwhile.Value = null; // for what it does itself
            await work();
        }

        return result;
    }

    /// <summary>To a server's services.</summary>
    public static void AddTo(IServiceCollection services)
    {
        var here = new MidSearch();
        services.AddSingleton(here);
        services.ConfigureDbContext<TrothContext>(options => options.AddInterceptors(here));
    }
}

public sealed class SqliteSearchedByHand : SqliteServer
{
    protected override void Change(IServiceCollection services)
    {
        base.Change(services);
        MidSearch.AddTo(services);
    }
}

public sealed class PostgresSearchedByHand : PostgresServer
{
    protected override void Change(IServiceCollection services)
    {
        base.Change(services);
        MidSearch.AddTo(services);
    }
}
