using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The account pages' routes.</summary>
internal static class AccountPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/accounts/export", (ExportAccounts export, [AsParameters] AccountFilter filter) => Csv(export, filter)).May(Right.SeeAccounts).ExcludeFromDescription();
    }

    internal static IResult Csv(ExportAccounts export, AccountFilter filter) => CsvAnswer.Of("accounts.csv", ExportAccounts.Columns, cancel => export.Run(filter, cancel));
}
