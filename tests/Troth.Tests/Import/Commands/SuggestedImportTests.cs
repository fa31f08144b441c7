using Troth.Import.Commands;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Commands;

/// <summary>Real files without a recipe.</summary>
public sealed class SuggestedImportTests
{
    [RealDataTheory]
    [InlineData("salesforce/sf_account_data.csv", "account")]
    [InlineData("salesforce/sf_contact_data.csv", "contact")]
    [InlineData("salesforce/sf_user_data.csv", "seller")]
    [InlineData("salesforce/sf_product_2_data.csv", "product")]
    [InlineData("salesforce/sf_order_data.csv", "order")]
    [InlineData("salesforce/sf_opportunity_line_item_data.csv", "orderLine")]
    [InlineData("adventureworks/Resellers.csv", "account")]
    [InlineData("adventureworks/Sales.vStoreWithDemographics.csv", "account")]
    [InlineData("adventureworks/Sales.vSalesPerson.csv", "seller")]
    [InlineData("adventureworks/Product.csv", "product")]
    [InlineData("adventureworks/FactResellerSales.csv", "orderLine")]
    public void A_file_is_known_by_its_columns_and_values(string file, string entity)
    {
        var request = SuggestedImport.Of(RealData.File(file.Split('/')), "files", null);
        Assert.Equal(entity, request.Recipe.Files.Single().Records[^1].Entity);
        Assert.Equal(RecipeText.Write(request.Recipe), RecipeText.Write(RecipeText.Parse(RecipeText.Write(request.Recipe)))); // what --suggest prints can be given back
    }

    [RealDataTheory]
    [InlineData("salesforce/sf_task_data.csv", "sf_task_data.csv: its columns tell nothing that is known here: referral_account_c, who_id, ")]
    [InlineData("salesforce/sf_opportunity_data.csv", "sf_opportunity_data.csv: its columns tell nothing that is known here: ")]
    [InlineData("adventureworks/FactSalesQuota.psv", "FactSalesQuota.psv: its columns tell nothing that is known here: Column 1, Column 2, Column 3, Column 4, Column 5, Column 6, Column 7. Write a recipe")]
    [InlineData("adventureworks/Sales.vStoreWithAddresses.csv", "Sales.vStoreWithAddresses.csv: it seems to hold account records, but no column is their key. Write a recipe")]
    public void What_cannot_be_told_is_said_in_a_sentence(string file, string said)
    {
        var refused = Assert.Throws<FileRefusedException>(() => SuggestedImport.Of(RealData.File(file.Split('/')), "files", null));
        Assert.Equal(FileRefusedException.Undecided, refused.Code);
        Assert.StartsWith(said, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Write a recipe (docs/guide/recipe.md) and give it with --recipe.", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 1, 500); // of hundreds of columns it names a dozen
    }
}
