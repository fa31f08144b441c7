using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

/// <summary>In a company of their own: these tests are about who is the last.</summary>
public abstract class LastAdministratorTests(TestServer troth)
{
    [Fact]
    public async Task Of_two_who_demote_or_lock_each_other_at_the_same_moment_one_stays()
    {
        troth.Available();
        var nobody = Guid.CreateVersion7();
        var first = troth.UserOf(Role.Administrator).Id;
        for (var round = 0; round < 6; round++)
        {
            var second = (await troth.Somebody($"Second {round}", Role.Administrator)).Id;
            var done = await Task.WhenAll(
                Changes(people => round % 2 == 0 ? Demote(people, first) : people.Lock(first, true, nobody, default)),
                Changes(people => Demote(people, second)));
            Assert.Equal(1, done.Count(changed => changed));
            if (done[0]) (first, second) = (second, first);
            await Changes(people => people.Lock(second, true, nobody, default));
        }
    }

    private static async Task<User> Demote(People people, Guid id)
    {
        var user = await people.Get(id);
        return await people.Edit(id, new PersonInput { Name = user.Name, Email = user.Email!, Roles = [Role.Reader] }, Guid.Empty, default);
    }

    private Task<bool> Changes(Func<People, Task> change) => Task.Run(async () =>
    {
        await using var scope = troth.Services.CreateAsyncScope();
        try
        {
            await change(scope.ServiceProvider.GetRequiredService<People>());
            return true;
        }
        catch (BusinessRuleException refused) when (refused.Code == "person.last-administrator")
        {
            return false;
        }
    });
}

public sealed class LastAdministratorOnSqlite(SqliteServer troth) : LastAdministratorTests(troth), IClassFixture<SqliteServer>;

public sealed class LastAdministratorOnPostgres(PostgresServer troth) : LastAdministratorTests(troth), IClassFixture<PostgresServer>;
