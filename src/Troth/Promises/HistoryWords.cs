using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.History;
using Troth.Platform.Web;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Schedule.Describing;

namespace Troth.Promises;

/// <summary>What this room's records and their fields are called in the history of an account.</summary>
internal static class HistoryWords
{
    private static readonly string[] Records =
        [nameof(Promise), nameof(PromiseTalk), nameof(Quote), nameof(QuoteLine), nameof(InsertReview), nameof(InsertMove), nameof(ShopDecision)];

    private static readonly string[] Fields =
    [
        "DueOn", "DueAt", "ExpectedOn", "FirstQuantity", "DoneOn", "DoneAt", "BrokenOn", "WithdrawnOn", "WithdrawnAt", "Cause", "CauseText", "CauseCenter",
        "Delivered", "CameOn", "CameAt", "AtRisk", "ToldAt", "Notice", "DaysLate", "SentAt", "Ended", "EndedBy",
        "HeldUntil", "CustomerReference", "Consent", "AgreedOn", "Said", "Whom", "AskedBy", "DecidedBy",
        "DecidedAt", "Reason", "RequestedOn", "PromisedOn", "What", "State",
    ];

    public static void AddTo(IServiceCollection services)
    {
        foreach (var name in Records) services.AddSingleton(new WordInHistory(JsonNamingPolicy.CamelCase.ConvertName(name), Text.Of<Words>($"history.{name}")));
        services.AddSingleton(new NamesInHistory(["CauseCenter", "WorkCenter"], (db, ids, cancel) =>
            db.WorkCenters.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancel)));
        foreach (var field in Fields) services.AddSingleton(new WordInHistory(field, Text.Of<Words>($"history.{field}")));
    }
}
