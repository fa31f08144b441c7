using System.Text;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <summary>The JSON side of the floor, for programs: machines that report themselves, another system's terminals.</summary>
internal static class FloorApi
{
    private const int MostBytes = 2_000_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        var plants = app.MapGroup("/api/plants/{plant:guid}").WithTags("Floor");
        plants.MapPost("reports", async (TakeReports take, ShopMaker shops, Reader reader, Guid plant, IReadOnlyList<Report?> reports, CancellationToken cancel) =>
        {
            await shops.Find(plant, cancel);
            return await take.Run(plant, reports!, new(reader.Name, reader.UserId), cancel);
        }).May(Right.ReportFloor).WithSummary("Takes reports of the floor into the plan")
            .WithDescription("Each carries a key of its own and is answered by itself: accepted, repeated (it counted before) or refused, with code and words. They count in the order of `at`.");
        plants.MapPost("reports/csv", async (HttpRequest request, TakeReports take, ShopMaker shops, Reader reader, Guid plant, CancellationToken cancel) =>
        {
            var (reports, refused) = ReportFile.Read(await Text(request, cancel), await shops.Find(plant, cancel));
            List<ReportAnswer> answers = [.. refused];
            foreach (var some in reports.Chunk(TakeReports.Most)) answers.AddRange(await take.Run(plant, some, new(reader.Name, reader.UserId), cancel));
            return answers.OrderBy(a => a.Line).ToList();
        }).May(Right.ReportFloor).WithSummary("The same as a table: center, order, operation, what, at, pieces, minutes, reason, key")
            .WithDescription("Moments without an offset are the plant's. A line without a key goes by what it says. Each line is answered with its number.");
        plants.MapGet("centers/{center}/work", (FloorWork work, Guid plant, string center, int? limit, CancellationToken cancel) => work.Run(plant, center, limit ?? FloorWork.Usual, cancel))
            .May(Right.SeeSchedule).WithSummary("What to do next at a work center (code or id), in its turn");
    }

    private static async Task<string> Text(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var file = request.HasFormContentType ? (await request.ReadFormAsync(cancel)).Files is [var first, ..] ? first : throw new BadInputException("file", Words.Say("file.empty")) : null;
        await using var from = file?.OpenReadStream() ?? request.Body;
        var buffer = new byte[81_920];
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > MostBytes) throw new BadInputException("file", Words.Say("file.tooBig", MostBytes / 1_000_000));
            body.Write(buffer, 0, read);
        }
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw new BadInputException("file", Words.Say("file.notUtf8"));
        }
    }
}
