using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Commands;

/// <summary>Servers on one machine, in one folder.</summary>
public sealed class SocketsTests(PostgresDatabase one) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Servers_of_two_databases_in_one_folder_each_answer_their_own_commands()
    {
        one.Available();
        var two = new PostgresDatabase();
        await two.InitializeAsync();
        try
        {
            await two.Db(db =>
            {
                db.Add(new Company { Name = "The other", BaseCurrency = "EUR", Culture = "en-GB", TimeZone = "UTC" });
                return db.SaveChangesAsync();
            });
            var (first, second) = (await one.Prints("checksum"), await two.Prints("checksum"));
            Assert.NotEqual(first, second);
            using var serverOne = await Serves(one.Setting, one.Folder);
            using (var serverTwo = await Serves(two.Setting, one.Folder))
            {
                Assert.Equal(2, Directory.GetFiles(one.Folder, "*.sock").Length);
                Assert.Equal(first, await Says(one.Setting, one.Folder));
                Assert.Equal(second, await Says(two.Setting, one.Folder));
                Assert.Equal(0, await serverTwo.Stops());
            }
            Assert.Single(Directory.GetFiles(one.Folder, "*.sock"));
            Assert.Equal(first, await Says(one.Setting, one.Folder));
            Assert.Equal(0, await serverOne.Stops());
        }
        finally
        {
            await two.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_on_an_empty_database_both_start()
    {
        one.Available();
        var empty = new Npgsql.NpgsqlConnectionStringBuilder(one.Setting) { Database = "start_" + Guid.CreateVersion7().ToString("N") }.ToString();
        var folders = new[] { "a", "b" }.Select(name => Directory.CreateDirectory(Path.Combine(one.Folder, name)).FullName).ToList();
        var servers = await Task.WhenAll(folders.Select(folder => Serves(empty, folder)));
        foreach (var server in servers)
            using (server) Assert.Equal(0, await server.Stops());
    }

    /// <summary>Several servers share a database on a server, each with a folder of its own; in one folder the second would take the first's socket.</summary>
    [Fact]
    public async Task A_second_server_of_one_database_is_refused_in_its_folder_and_works_in_another()
    {
        one.Available();
        using var server = await Serves(one.Setting, one.Folder);
        using (var second = Typed.Troth(["serve"], one.Folder, ("TROTH_DB", one.Setting), ("TROTH_DATA", one.Folder), ("PORT", "0")))
        {
            Assert.Equal(3, await second.Ends());
            Assert.Contains($"already runs on this PostgreSQL database with its files in {one.Folder}", second.Errors, StringComparison.Ordinal);
            Assert.Contains("TROTH_DATA", second.Errors, StringComparison.Ordinal);
        }
        var checksum = await Says(one.Setting, one.Folder);
        var other = Directory.CreateDirectory(Path.Combine(one.Folder, "other")).FullName;
        using var third = await Serves(one.Setting, other);
        Assert.Equal(checksum, await Says(one.Setting, other));
        Assert.Equal(0, await third.Stops());
        Assert.Equal(checksum, await Says(one.Setting, one.Folder));
        Assert.Equal(0, await server.Stops());
    }

    private static async Task<Typed> Serves(string setting, string folder)
    {
        var server = Typed.Troth(["serve"], folder, ("TROTH_DB", setting), ("TROTH_DATA", folder), ("PORT", "0"));
        await server.Hears(line => line.StartsWith("Troth answers at ", StringComparison.Ordinal) ? line : null);
        return server;
    }

    private static async Task<string> Says(string setting, string folder)
    {
        using var command = Typed.Troth(["checksum"], folder, ("TROTH_DB", setting), ("TROTH_DATA", folder));
        var exit = await command.Ends();
        Assert.True(exit == 0, command.Errors);
        return command.Output;
    }
}
