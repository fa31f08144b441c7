using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

/// <summary>People for these tests, added and signed in as the program does it.</summary>
internal static class PeopleSamples
{
    /// <summary>Somebody new, with the password that an administrator would hand over.</summary>
    public static async Task<(Guid Id, string Email, string Password)> Person(this TestServer troth, params Role[] roles)
    {
        var email = $"{Guid.CreateVersion7():N}@test.example";
        var added = (await troth.As(Role.Administrator).Json(HttpMethod.Post, "/api/people", new { Name = "Pat Person", Email = email, Roles = roles.Select(role => role.ToString()) })).Json;
        return (added.GetProperty("id").GetGuid(), email, added.GetProperty("password").GetString()!);
    }

    /// <summary>Where the sign-in form leads: 303 when it lets in.</summary>
    public static async Task<(TestClient Client, HttpStatusCode Status)> SignsIn(this TestServer troth, string email, string password)
    {
        var client = troth.Visitor();
        var answer = await client.Submit(await client.Open("/sign-in"), "form[action='/sign-in']", ("Email", email), ("Password", password));
        return (client, answer.Status);
    }

    /// <summary>The fields that a person's history tells, newest entry first.</summary>
    public static Task<List<string>> History(this TestServer troth, Guid id) => troth.Database.Db(async db =>
        (await db.Changes.AsNoTracking().Where(c => c.RecordId == id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).ToListAsync())
            .Select(c => $"{c.ActorName} {c.Action} {JsonSerializer.Serialize(Recorder.Read(c.Fields).Select(f => $"{f.Field}: {f.From} → {f.To}"), Plain)}").ToList());

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
