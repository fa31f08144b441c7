using Troth.Simulation;

namespace Troth.Evidence.Tests.Simulation;

/// <summary>What the evidence says of an account, beside what is true of it.</summary>
internal sealed record JudgedAccount(SimulatedAccount Account, TrueAccount Truth, AccountPotential Potential, RelationshipVerdict Verdict, bool ByRule)
{
    public bool IsSmokeScreen => Truth.Kind is TrueKind.SmokeScreen;

    public bool IsJudgedSmokeScreen => Verdict.Kind is RelationshipKind.SmokeScreen;
}

/// <summary>
/// Judges a simulated company from its orders and claims as the Book does: the same windows, features, peer groups and seller ranking.
/// Nothing hidden is looked at.
/// </summary>
internal static class JudgedCompany
{
    public static List<JudgedAccount> Judge(Company company)
    {
        var asOf = company.Accounts.SelectMany(account => account.Orders).Max(order => order.OrderedOn);
        var years = company.Accounts.Select(account => Years(company, account, asOf)).ToList();
        var ids = company.Accounts.Select((_, i) => Id(i, 1)).ToList();
        var sellers = company.Sellers.Select((seller, i) => (seller.Key, Id: Id(i, 2))).ToDictionary(seller => seller.Key, seller => seller.Id);

        var potentials = Potential.Estimate([.. company.Accounts.Select((account, i) => new AccountFacts(
            ids[i], years[i].Last, [(double)account.Revenue, account.Employees, account.YearFounded], [account.Industry, account.Segment, account.Country]))]);
        var growth = Growth.AgainstPeers([.. company.Accounts.Select((account, i) => new PurchaseChange(
            ids[i], years[i].Last, years[i].Before, account.Industry, years[i].LastSquares, years[i].BeforeSquares))]);
        var ranks = SellerRanking.ByGrowth(company.Accounts.Select((account, i) => new SellerAccount(sellers[account.SellerKey], years[i].Last, years[i].Before, years[i].Earlier)))
            .ToDictionary(rank => rank.Seller);

        var median = Companies.Quantile(years.Select(year => year.Last), .5);
        return [.. company.Accounts.Select((account, i) => new JudgedAccount(
            account, company.Truth.Accounts[account.Key], potentials[i],
            Relationship.Classify(new RelationshipFacts(years[i].Last, potentials[i], growth[i], account.Claim?.Step, ranks[sellers[account.SellerKey]])),
            ByRule: account.Claim is { Step: >= 4 } && years[i].Last < median))];
    }

    private static (double Last, double Before, double Earlier, double LastSquares, double BeforeSquares) Years(Company company, SimulatedAccount account, DateOnly asOf)
    {
        DateOnly from = asOf.AddDays(1).AddMonths(-12), before = asOf.AddDays(1).AddMonths(-24), earlier = asOf.AddDays(1).AddMonths(-36);
        var years = (Last: 0.0, Before: 0.0, Earlier: 0.0, LastSquares: 0.0, BeforeSquares: 0.0);
        foreach (var order in account.Orders.Where(order => order.OrderedOn >= earlier))
        {
            var net = (double)(order.Lines.Sum(line => line.Kind is SimulatedLineKind.Sale ? line.Amount : -line.Amount)
                * company.EuroPerUnit(order.Currency, order.OrderedOn));
            if (order.OrderedOn >= from) (years.Last, years.LastSquares) = (years.Last + net, years.LastSquares + net * net);
            else if (order.OrderedOn < before) years.Earlier += net;
            else (years.Before, years.BeforeSquares) = (years.Before + net, years.BeforeSquares + net * net);
        }

        return years;
    }

    private static Guid Id(int number, short kind) => new(number + 1, kind, 0, new byte[8]);
}
