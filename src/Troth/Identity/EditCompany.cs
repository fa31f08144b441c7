using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Identity;

public sealed record CompanyInput
{
    public string Name { get; init; } = "";
    public string BaseCurrency { get; init; } = "";
    public string Culture { get; init; } = "";
    public string TimeZone { get; init; } = "";

    /// <summary>In percent, 1 … 99: at 100 nothing could be above it.</summary>
    public int Threshold { get; init; }
    public int QuestionDays { get; init; }

    /// <summary>1 … 60; left as it is when not given.</summary>
    public int? EstimateMonths { get; init; }

    /// <summary>family or category; left as it is when not given.</summary>
    public FamilyLevel? FamiliesBy { get; init; }
    public int Version { get; init; }
}

/// <summary>Changes what holds for the whole company.</summary>
public sealed class EditCompany(TrothContext db, KnownCompany known)
{
    public async Task<Company> Run(CompanyInput input, CancellationToken cancel)
    {
        var company = await db.Companies.OrderBy(c => c.Id).FirstAsync(cancel);
        db.Expect(company, input.Version);
        if (input.Threshold is < 1 or > 99) throw new BadInputException(nameof(input.Threshold), Words.Say("company.thresholdWrong", input.Threshold));
        if (input.QuestionDays is < 0 or > 365) throw new BadInputException(nameof(input.QuestionDays), Words.Say("company.questionDaysWrong", input.QuestionDays));
        if (input.EstimateMonths is < 1 or > 60) throw new BadInputException(nameof(input.EstimateMonths), Words.Say("company.estimateMonthsWrong", input.EstimateMonths));
        company.Name = SetUpCompany.Need(input.Name, nameof(input.Name), Words.Say("company.nameless"), Company.NameMax);
        company.BaseCurrency = SetUpCompany.Currency(input.BaseCurrency);
        company.Culture = ReadingChoices.CultureOf(input.Culture);
        company.TimeZone = ReadingChoices.ZoneOf(input.TimeZone);
        company.PenetrationThreshold = input.Threshold / 100m;
        company.QuestionDays = input.QuestionDays;
        company.EstimateMonths = input.EstimateMonths ?? company.EstimateMonths;
        company.FamiliesBy = input.FamiliesBy ?? company.FamiliesBy;
        await db.SaveChangesAsync(cancel);
        known.Forget();
        return company;
    }
}

public static class CompanyEndpoints
{
    internal static void MapCompany(this IEndpointRouteBuilder app)
    {
        app.MapGet("/company", async (CurrentCompany company, CancellationToken cancel) => Show(Input(await company.Get(cancel)))).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/company", ([FromForm] CompanyInput input, EditCompany edit, IStringLocalizer<Words> words, CancellationToken cancel) => Pages.Submit(
            () => edit.Run(input, cancel), _ => Pages.SeeOther("/company", words["saved"]), refusal => Show(input, refusal))).May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/api/company", async (CurrentCompany company, CancellationToken cancel) => Input(await company.Get(cancel))).May(Right.OwnSettings).WithTags("Company");
        app.MapPut("/api/company", async (CompanyInput input, EditCompany edit, CancellationToken cancel) => Input(await edit.Run(input, cancel))).May(Right.Administer).WithTags("Company");
    }

    private static CompanyInput Input(Company c) => new()
    {
        Name = c.Name, BaseCurrency = c.BaseCurrency, Culture = c.Culture, TimeZone = c.TimeZone, Threshold = (int)(c.PenetrationThreshold * 100m),
        QuestionDays = c.QuestionDays, EstimateMonths = c.EstimateMonths, FamiliesBy = c.FamiliesBy, Version = c.Version,
    };

    private static IResult Show(CompanyInput input, Refusal? refusal = null) =>
        Pages.Show<CompanyPage>(new { Input = input, Refusal = refusal }, refusal?.Status ?? 200);
}
