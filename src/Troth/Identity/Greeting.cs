using System.Globalization;
using Microsoft.Extensions.Localization;
using Troth.Platform.Web;

namespace Troth.Identity;

/// <summary>Tells the pages who reads them, and in which culture and zone: the reader's own, else the company's.</summary>
internal static class Greeting
{
    public static void Fill(ReaderSettings settings, Reader reader, Company? company, IServiceProvider services)
    {
        if (company is not null)
        {
            settings.Company = company.Name;
            settings.SampleCompany = company.IsSample;
            settings.Culture = CultureInfo.GetCultureInfo(reader.Culture ?? company.Culture);
            if (TimeZoneInfo.TryFindSystemTimeZoneById(reader.TimeZone ?? company.TimeZone, out var zone)) settings.TimeZone = zone;
        }
        if (!reader.SignedIn) return;
        var words = services.GetRequiredService<IStringLocalizer<Words>>();
        settings.Name = reader.Name;
        settings.Role = string.Join(", ", reader.Roles.Select(r => words[$"role.{r}"].Value));
        settings.May = right => Enum.TryParse<Right>(right, out var known) && reader.May(known);
    }
}
