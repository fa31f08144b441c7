using Troth.Import.Contracts;

namespace Troth.Accounts.Contracts;

/// <summary>Columns of this room's tables that other rooms fill when data is imported.</summary>
public static class AccountsImports
{
    /// <summary>Who looks after an account.</summary>
    public static ImportColumn Seller => AccountsImport.All.Single(one => one.Entity == "account").Main.Columns.Single(c => c.Property == nameof(Account.SellerId));
}
