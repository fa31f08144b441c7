using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Book.Asked;

/// <summary>What customers said they could buy.</summary>
internal static class AskedModule
{
    private static readonly string[] Told =
        [nameof(PotentialEstimate), nameof(PotentialEstimate.Source), nameof(PotentialEstimate.Amount), nameof(PotentialEstimate.GivenOn), nameof(PotentialEstimate.ExpiresOn),
            nameof(PotentialEstimate.Note), nameof(PotentialEstimate.RecordedBy)];

    public static void AddAsked(this IServiceCollection services)
    {
        services.AddScoped(all => new PartInHistory("potentialEstimate", (_, _) => all.GetRequiredService<EstimateRights>().Sees));
        services.AddScoped<EstimateRights>().AddScoped<RecordEstimate>().AddScoped<WithdrawEstimate>().AddScoped<ListEstimates>().AddScoped<ShowEstimates>();
        services.AddImportable(EstimatesImport.Potentials);
        services.AddSingleton(new Panel(EstimatesPanel.Place, EstimatesPanel.Key, Text.Of<Words>("panel"), typeof(EstimatesPanel), nameof(Right.SeeBook), 5, Lazy: true, Judgement: true));
        foreach (var name in Told)
            services.AddSingleton(new WordInHistory(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name), Text.Of<Words>($"history.{name}")));
    }
}
