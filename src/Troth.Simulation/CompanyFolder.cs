using System.Globalization;
using System.Text.Json;
using Troth.Simulation.Files;

namespace Troth.Simulation;

/// <summary>How much was written.</summary>
/// <param name="Accounts">Rows of accounts.csv.</param>
/// <param name="Contacts">Rows of contacts.csv; a person at two accounts has two.</param>
/// <param name="Orders">Rows of orders.csv, returns included.</param>
/// <param name="OrderLines">Rows of order_lines.csv.</param>
/// <param name="Claims">Rows of claims.csv.</param>
public readonly record struct WrittenCompany(int Accounts, int Contacts, int Orders, int OrderLines, int Claims);

/// <summary>
/// A simulated company as a folder of CSV files and the recipe that imports them, so that it enters by the door everybody's data enters
/// by. Files are UTF-8 text with line feeds; their headers are the import's own field names.
/// </summary>
public static class CompanyFolder
{
    /// <summary>The recipe's file name.</summary>
    public const string Recipe = "recipe.json";

    /// <summary>
    /// Writes every file in one pass over the accounts; memory does not grow with orders. <paramref name="open"/> gives a writer for a file
    /// name; each is disposed here. For the same bytes everywhere, give writers of UTF-8 without a byte order mark.
    /// </summary>
    public static WrittenCompany Write(CompanyStream company, Func<string, TextWriter> open)
    {
        WriteSellers(company, open);
        WriteProducts(company, open);
        WriteRates(company, open);
        var written = WriteAccounts(company, open);
        using var recipe = open(Recipe);
        recipe.Write(RecipeFile.Text(company.Settings));
        return written;
    }

    /// <summary>
    /// The hidden truth, one row an account: account, kind, potential and penetration (expected purchases ÷ potential) of the last twelve
    /// months, log growth over the twelve before (empty when new or gone). Never part of the folder: no import may see it.
    /// </summary>
    public static void WriteTruth(Company company, TextWriter to)
    {
        using var rows = new CsvRows(to, "account,kind,potential,penetration,growth");
        foreach (var account in company.Accounts)
        {
            var truth = company.Truth.Accounts[account.Key];
            rows.Cell(account.Key).Cell(JsonNamingPolicy.CamelCase.ConvertName(truth.Kind.ToString()))
                .Cell(decimal.Round((decimal)truth.Potential, 2)).Cell(decimal.Round((decimal)truth.Penetration, 4));
            if (double.IsFinite(truth.Growth)) rows.Cell(decimal.Round((decimal)truth.Growth, 4)).End();
            else rows.Cell("").End();
        }
    }

    private static void WriteSellers(CompanyStream company, Func<string, TextWriter> open)
    {
        using var rows = new CsvRows(open("sellers.csv"), RecipeFile.Header("seller"));
        foreach (var seller in company.Sellers)
            rows.Cell(seller.Key).Cell(seller.Name).Cell(seller.Email).Cell(seller.Phone).Cell(seller.Title).Cell(seller.Team).Cell(true).End();
    }

    private static void WriteProducts(CompanyStream company, Func<string, TextWriter> open)
    {
        using var rows = new CsvRows(open("products.csv"), RecipeFile.Header("product"));
        foreach (var product in company.Products)
        {
            rows.Cell(product.Key).Cell(product.Name).Cell(product.Family).Cell(product.Category).Cell(product.Unit)
                .Cell(product.ListPrice).Cell(product.Cost).Cell("EUR").Cell(product.Active).End();
        }
    }

    private static void WriteRates(CompanyStream company, Func<string, TextWriter> open)
    {
        using var rows = new CsvRows(open("rates.csv"), RecipeFile.Header("rate"));
        foreach (var rate in company.Rates) rows.Cell(rate.Currency).Cell(rate.ValidFrom).Cell(rate.EuroPerUnit).End();
    }

    private static WrittenCompany WriteAccounts(CompanyStream company, Func<string, TextWriter> open)
    {
        using var accounts = new CsvRows(open("accounts.csv"), RecipeFile.Header("account"));
        using var contacts = new CsvRows(open("contacts.csv"), RecipeFile.Header("contact"));
        using var orders = new CsvRows(open("orders.csv"), RecipeFile.Header("order"));
        using var lines = new CsvRows(open("order_lines.csv"), RecipeFile.Header("orderLine"));
        using var claims = new CsvRows(open("claims.csv"), RecipeFile.Header("claim"));
        var written = new WrittenCompany();
        foreach (var account in company.Accounts())
        {
            Write(accounts, account);
            foreach (var contact in account.Contacts) Write(contacts, contact);
            foreach (var order in account.Orders)
            {
                Write(orders, order);
                foreach (var line in order.Lines) Write(lines, order, line);
            }

            if (account.Claim is { } claim)
                claims.Cell(claim.AccountKey).Cell(claim.SellerKey).Cell(claim.Step).Cell(claim.ClaimedOn).End();
            written = new WrittenCompany(
                written.Accounts + 1, written.Contacts + account.Contacts.Count, written.Orders + account.Orders.Count,
                written.OrderLines + account.Orders.Sum(order => order.Lines.Count), written.Claims + (account.Claim is null ? 0 : 1));
        }

        return written;
    }

    private static void Write(CsvRows rows, SimulatedAccount account) =>
        rows.Cell(account.Key).Cell(account.Name).Cell(account.ParentKey).Cell(account.Segment).Cell(account.Industry)
            .Cell(account.Employees).Cell(account.Revenue).Cell("EUR").Cell(account.Website).Cell(account.Website["https://www.".Length..])
            .Cell(account.Phone).Cell(account.Street).Cell(account.City).Cell(account.Region).Cell(account.PostalCode).Cell(account.Country)
            .Cell(string.Join(';', account.Tags)).Cell(account.SellerKey)
            .Cell(account.YearFounded.ToString(CultureInfo.InvariantCulture)).End();

    private static void Write(CsvRows rows, SimulatedContact contact) =>
        rows.Cell(contact.Key).Cell(contact.AccountKey).Cell(contact.FirstName).Cell(contact.LastName).Cell(contact.Title).Cell(contact.Role)
            .Cell(contact.Email).Cell(contact.Phone).Cell(contact.Department).End();

    private static void Write(CsvRows rows, SimulatedOrder order) =>
        rows.Cell(order.Key).Cell(order.AccountKey).Cell(order.SellerKey).Cell(order.OrderedOn).Cell(order.Currency).Cell(order.Status)
            .Cell(order.Channel).Cell(order.CustomerReference).Cell(order.RequestedOn).Cell(order.PromisedOn).Cell(order.ShippedOn).End();

    private static void Write(CsvRows rows, SimulatedOrder order, SimulatedOrderLine line) =>
        rows.Cell(line.Key).Cell(order.Key).Cell(line.ProductKey).Cell(line.Quantity).Cell(line.UnitPrice).Cell(line.Discount).Cell(line.Amount)
            .Cell(line.RequestedOn).Cell(line.PromisedOn).Cell(line.ShippedOn)
            .Cell(line.Kind switch { SimulatedLineKind.Sale => "sale", SimulatedLineKind.Return => "return", _ => "cancellation" }).End();
}
