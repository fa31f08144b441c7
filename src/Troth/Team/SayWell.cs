using Microsoft.Extensions.Localization;
using Troth.Book.Contracts;
using Troth.Platform.Web;
using Troth.Promises.Contracts;

namespace Troth.Team;

/// <summary>Says what goes well in a seller's figures, the surest first: only what the figures bear, each with its interval and what it rests on.</summary>
public sealed class SayWell(IStringLocalizer<Words> words, Formats formats)
{
    public IReadOnlyList<GoingWell> Of(TeamRow row, string currency, (int Accounts, decimal Bought) assets, IReadOnlyList<SellersAccount> growing, DateOnly from, DateOnly to) =>
        [.. All(row, currency, assets, growing, from, to).Take(TeamSheet.MostWell)];

    private IEnumerable<GoingWell> All(TeamRow row, string currency, (int Accounts, decimal Bought) assets, IReadOnlyList<SellersAccount> growing, DateOnly from, DateOnly to)
    {
        var (word, growth, questions) = (row.Figures.Word, row.Figures.Growth, row.Figures.Questions);
        var list = $"/book?seller={row.SellerId}";
        if (word is { Share: >= .9 and var share, Low: { } least, High: { } most })
            yield return new(Well.KeepsWord, words["well.keepsWord", formats.Percent(share), formats.Number((decimal)word.Made), formats.Percent(least), formats.Percent(most)],
                WordOfSellers.Facts(row.SellerId, from, to));
        if (growth is { Value: { } value, Low: { } low } && (row.Figures.LeaveAlone || low > 0))
            yield return new(row.Figures.LeaveAlone ? Well.GrowsFastest : Well.Grows, words[row.Figures.LeaveAlone ? "well.growsFastest" : "well.grows",
                formats.Change(value), Between(low, growth.High), formats.Number((decimal)growth.Accounts)], list + "&sort=-growth");
        if (assets.Accounts > 0)
            yield return new(Well.Assets, words["well.assets", formats.Number((decimal)assets.Accounts), formats.Number((decimal)row.Figures.Accounts), formats.MoneyShort(assets.Bought, currency)], list + "&kind=asset");
        foreach (var account in growing)
            yield return new(Well.GrowingAccount, words["well.account", account.Name, formats.Change(account.Growth!.Value), Between(account.GrowthLow!.Value, account.GrowthHigh),
                formats.Number((decimal)account.GrowthOrders), formats.MoneyShort(account.Bought, currency)], $"/book/{account.Number}#orders");
        if (questions.Open > 0 && questions.Answered == questions.Open)
            yield return new(Well.Answers, words["well.answers", formats.Number((decimal)questions.Open)], "#questions");
    }

    private string Between(double low, double? high) => high is { } end ? words["between", formats.Change(low), formats.Change(end)] : words["orMore", formats.Change(low)];
}
