using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Book.WhiteSpace;

/// <summary>What similar accounts buy and one does not.</summary>
internal static class WhiteSpaceModule
{
    public static void AddWhiteSpace(this IServiceCollection services)
    {
        services.AddScoped<ListGaps>().AddScoped<GapFacts>();
        services.AddSingleton(new Panel(WhiteSpacePanel.Place, WhiteSpacePanel.Key, Text.Of<Words>("panel"), typeof(WhiteSpacePanel), nameof(Right.SeeBook), 6, Lazy: true, Judgement: true));
    }
}
