using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Troth.Tests.Harness;

namespace Troth.Tests;

/// <summary>What somebody sees who starts Troth, above all where it cannot start.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateDirectory(Path.Combine(Setup.Folder, "start-" + Guid.CreateVersion7().ToString("N"))).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("TROTH_LISTEN", "localhost", "TROTH_LISTEN is “localhost”")]
    [InlineData("TROTH_DB", "/", "TROTH_DB is “/”")]
    [InlineData("TROTH_DB", "postgres://me:topsecret@127.0.0.1:many/troth", "TROTH_DB")]
    [InlineData("TROTH_DB", "Host=127.0.0.1;Port=1;Username=me;Password=topsecret", "TROTH_DB")]
    [InlineData("TROTH_DB", "noise.db", "noise.db")]
    [InlineData("TROTH_DB", "noise.db/troth.db", "noise.db")]
    public async Task A_setting_that_cannot_be_is_told_in_words(string name, string value, string told)
    {
        var noise = Enumerable.Range(0, 8192).Select(i => (byte)(i * 7 % 251)).ToArray();
        await File.WriteAllBytesAsync(Path.Combine(folder, "noise.db"), noise);
        var (exit, said) = await Fails((name, value));
        Assert.InRange(exit, 1, 2);
        Assert.Contains(told, said, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", said, StringComparison.Ordinal);
        Assert.Equal(noise, await File.ReadAllBytesAsync(Path.Combine(folder, "noise.db")));
    }

    [Fact]
    public async Task A_damaged_file_is_told_in_words()
    {
        var file = Path.Combine(folder, "troth.db");
        using (var first = Typed.Troth(["checksum"], folder, ("TROTH_DB", file))) Assert.Equal(0, await first.Ends());
        await using (var torn = File.Open(file, FileMode.Open))
        {
            torn.Position = 4096; // the first page stays, so that it still looks like a database
            await torn.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)torn.Length - 4096).ToArray());
        }
        var (exit, said) = await Fails();
        Assert.Equal(1, exit);
        Assert.Contains($"{file} is damaged", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_the_file_is_the_file()
    {
        var (file, link) = (Path.Combine(folder, "troth.db"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName, "link.db"));
        using (var first = Typed.Troth(["checksum"], folder, ("TROTH_DB", file))) Assert.Equal(0, await first.Ends());
        File.CreateSymbolicLink(link, file);
        await using var held = File.Open(file + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var second = Typed.Troth(["serve"], folder, ("TROTH_DB", link), ("PORT", "0"));
        Assert.Equal(3, await second.Ends());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(link)!, "*.lock"));
    }

    [Theory]
    [InlineData("", "is full")] // the file itself
    [InlineData("mount -o remount,ro tmpfs disk;", "Read-only file system")]
    public async Task A_disk_that_takes_nothing_is_told_in_words(string words, string told)
    {
        var disk = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        using var troth = SmallDisk.Run(disk, "128k", $"{words} troth serve", folder, ("TROTH_DB", Path.Combine(disk, "troth.db")), ("PORT", "0"));
        Assert.Equal(1, await troth.Ends());
        Assert.Contains(told, troth.Errors, StringComparison.Ordinal);
        Assert.Contains("TROTH_DB", troth.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", troth.Output + troth.Errors, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(troth.Errors, "\n"));
    }

    [Theory]
    [InlineData("Username", "nobody-of-that-name", "nobody-of-that-name")]
    [InlineData("Host", "/nowhere", "does not answer")]
    public async Task A_server_that_does_not_let_in_is_told_in_words(string part, string value, string told)
    {
        var database = new PostgresDatabase();
        database.Available();
        await database.InitializeAsync();
        try
        {
            var setting = new Npgsql.NpgsqlConnectionStringBuilder(database.Setting) { [part] = value, Password = "topsecret" }.ToString();
            var (exit, said) = await Fails(("TROTH_DB", setting), ("TROTH_DATA", folder));
            Assert.Equal(1, exit);
            Assert.Contains(told, said, StringComparison.Ordinal);
            Assert.Contains("correct TROTH_DB", said, StringComparison.Ordinal);
            Assert.DoesNotContain("topsecret", said, StringComparison.Ordinal);
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_words()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (exit, said) = await Fails(("PORT", port));
        Assert.Equal(1, exit);
        Assert.Contains("PORT", said, StringComparison.Ordinal);
        Assert.Contains(port, said, StringComparison.Ordinal);
    }

    /// <summary>An address that this machine does not have, so that the test opens nothing to anybody.</summary>
    [Fact]
    public async Task Who_can_be_reached_from_elsewhere_prints_the_code_for_set_up()
    {
        using var troth = Start(("TROTH_LISTEN", "192.0.2.1"));
        Assert.Equal(1, await troth.Ends());
        Assert.Matches(@"code: [a-z2-9]{8}\b", troth.Output);
        Assert.Contains("192.0.2.1", troth.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", troth.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_keeps_only_its_user_may_read()
    {
        using var troth = Start(("TROTH_DB", Path.Combine(folder, "new", "troth.db")));
        await troth.Hears(line => line.StartsWith("Troth answers at ", StringComparison.Ordinal) ? line : null);
        var kept = Directory.EnumerateFileSystemEntries(Path.Combine(folder, "new"), "*", SearchOption.AllDirectories).Prepend(Path.Combine(folder, "new")).ToList();
        Assert.InRange(kept.Count, 4, 100);
        foreach (var path in kept)
            if (!OperatingSystem.IsWindows()) Assert.True(((int)File.GetUnixFileMode(path) & 0b111111) == 0, $"{path} is {File.GetUnixFileMode(path)}");
        Assert.Equal(0, await troth.Stops());
    }

    [Fact]
    public async Task A_first_start_on_PostgreSQL_makes_its_folder()
    {
        var database = new PostgresDatabase();
        database.Available();
        await database.InitializeAsync();
        try
        {
            using var troth = Start(("TROTH_DB", database.Setting), ("TROTH_DATA", Path.Combine(folder, "not", "there")));
            await troth.Hears(line => line.StartsWith("Troth answers at ", StringComparison.Ordinal) ? line : null);
            Assert.Equal(0, await troth.Stops());
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    private Typed Start(params (string, string)[] environment) =>
        Typed.Troth(["serve"], folder, [("TROTH_DB", Path.Combine(folder, "troth.db")), ("PORT", "0"), .. environment]);

    private async Task<(int Exit, string Said)> Fails(params (string, string)[] environment)
    {
        using var troth = Start(environment);
        var exit = await troth.Ends();
        Assert.DoesNotContain("   at ", troth.Output + troth.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", troth.Errors, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(troth.Errors, "\n"));
        return (exit, troth.Errors);
    }
}
