using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Troth.Tests.Harness;

/// <summary>
/// Writes down the SQL that each request sends, so that a test can say how many queries a page may cost: all but that for the company, which is asked
/// once a second and not once a request.
/// </summary>
public sealed class QueryLog : DbCommandInterceptor, IStartupFilter
{
    public const string Header = "X-Test-Request";

    private readonly AsyncLocal<ConcurrentQueue<string>?> current = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IReadOnlyList<string>>> requests = new();

    public void Expect(string request) => requests[request] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the request sent, once the server is done with it.</summary>
    public async Task<IReadOnlyList<string>> Of(string request)
    {
        var queries = await requests[request].Task.WaitAsync(TimeSpan.FromSeconds(30));
        requests.TryRemove(request, out _);
        return queries;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, go) =>
        {
            var queries = current.Value = new ConcurrentQueue<string>();
            try
            {
                await go(http);
            }
            finally
            {
                if (requests.TryGetValue(http.Request.Headers[Header].ToString(), out var waiting)) waiting.TrySetResult([.. queries]);
            }
        });
        next(app);
    };

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) => Log(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken cancel = default) => new(Log(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result) => Log(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken cancel = default) => new(Log(command, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData data, InterceptionResult<object> result) => Log(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData data, InterceptionResult<object> result, CancellationToken cancel = default) => new(Log(command, result));

    private T Log<T>(DbCommand command, T result)
    {
        if (!command.CommandText.Contains("FROM \"company\"", StringComparison.Ordinal) && !command.CommandText.Contains("FROM company ", StringComparison.Ordinal))
            current.Value?.Enqueue(command.CommandText);
        return result;
    }
}
