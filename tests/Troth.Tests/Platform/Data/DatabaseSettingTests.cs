using Npgsql;
using Troth.Platform.Data;

namespace Troth.Tests.Platform.Data;

public sealed class DatabaseSettingTests
{
    [Theory]
    [InlineData("postgres://ann:p%40ss@db.example:5433/troth?sslmode=require", "Host=db.example;Port=5433;Database=troth;Username=ann;Password=p@ss;SSL Mode=Require;Max Auto Prepare=100")]
    [InlineData("postgresql://db.example/troth?sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=troth&connect_timeout=5",
        "Host=db.example;Port=5432;Database=troth;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem;Application Name=troth;Timeout=5;Max Auto Prepare=100")]
    [InlineData("Server=db.example;Database=troth", "Host=db.example;Database=troth;Max Auto Prepare=100")]
    [InlineData("host = db.example ; SSL Mode=VerifyCA", "Host=db.example;SSL Mode=VerifyCA;Max Auto Prepare=100")]
    [InlineData("Host=db.example;MaxAutoPrepare=0", "Host=db.example;Max Auto Prepare=0")] // as a pool between us and the server may need
    public void An_address_of_postgres_keeps_all_it_says_and_has_statements_prepared(string setting, string expected)
    {
        var parsed = DatabaseSetting.Parse(setting);
        Assert.Equal((false, null), (parsed.IsSqlite, parsed.File));
        Assert.True(new NpgsqlConnectionStringBuilder(expected).EquivalentTo(new NpgsqlConnectionStringBuilder(parsed.ConnectionString)), parsed.ConnectionString);
    }

    [Theory]
    [InlineData("troth.db")]
    [InlineData("/data/a=b;c/troth.db")]
    [InlineData("/data/Host=server/troth.db")]
    public void Anything_else_is_a_file(string setting) => Assert.Equal((true, Path.GetFullPath(setting)), (DatabaseSetting.Parse(setting).IsSqlite, DatabaseSetting.Parse(setting).File));

    [Theory]
    [InlineData("")]
    [InlineData("postgres://db.example/troth?sslmode=perhaps")]
    [InlineData("postgres://db.example/troth?sslmodus=require")]
    [InlineData("postgres://db.example:port/troth")]
    [InlineData("Host=db.example;SSL Modus=Require")]
    public void What_is_not_understood_is_refused(string setting) => Assert.ThrowsAny<ArgumentException>(() => DatabaseSetting.Parse(setting));
}
