namespace Troth.Identity;

/// <summary>What somebody may do. Every route names one.</summary>
public enum Right
{
    /// <summary>Read accounts, contacts, orders, products.</summary>
    SeeAccounts,
    /// <summary>Change accounts and contacts.</summary>
    EditAccounts,
    /// <summary>Say who looks after an account.</summary>
    AssignAccounts,
    /// <summary>See the Book: what accounts buy and could buy.</summary>
    SeeBook,
    /// <summary>Say how one's own relationships are, and answer questions about them.</summary>
    Claim,
    /// <summary>Put down what customers say they could buy: of one's own accounts, or one's team's.</summary>
    EstimatePotential,
    /// <summary>See what sellers claim; never in the customer-safe view.</summary>
    SeeClaims,
    /// <summary>See questioned claims and their answers, once they are open to managers.</summary>
    SeeQuestions,
    /// <summary>See how sellers stand: one's own sheet, and others' as the company has settled.</summary>
    SeeTeam,
    /// <summary>See where a seller's hours go and where they pay, and say how accounts answer to them: one's own, managers their team's.</summary>
    PlanHours,
    /// <summary>Bring data in and take imports back; not for managers of one team.</summary>
    Import,
    /// <summary>See what was promised to whom, and how well we keep our word.</summary>
    SeePromises,
    /// <summary>Make promises, say what became of them, tell customers.</summary>
    KeepPromises,
    /// <summary>Change rates, the company's settings and who may sign in.</summary>
    Administer,
    /// <summary>See the shop, its plan and the dates it gives.</summary>
    SeeSchedule,
    /// <summary>Describe the shop and decide about its plan.</summary>
    KeepSchedule,
    /// <summary>Report what happens on the floor, and see the floor's page; tablets that were paired may too.</summary>
    ReportFloor,
    /// <summary>Invite contacts to the customer's own page, see it as they do, answer what they say there.</summary>
    KeepPortal,
    /// <summary>Settle by which rules orders count as ordinary, and what taking one costs.</summary>
    SortOrders,
    /// <summary>Hand promises and their changes to the order system, and take its answers.</summary>
    FeedOrders,
    /// <summary>See proposals to move accounts between sellers: managers their team's, sellers what concerns their own accounts.</summary>
    SeeTrades,
    /// <summary>See which tier accounts are in and what is proposed: managers their team's, sellers their own accounts'.</summary>
    SeeTiers,
    /// <summary>Decide the tiers of one's team's accounts.</summary>
    DecideTiers,
    /// <summary>Look through what was changed anywhere in the company, as far as one may see the records themselves.</summary>
    SeeHistory,
    /// <summary>One's own settings; everybody signed in.</summary>
    OwnSettings,
}

/// <summary>Which role holds which rights: the one table.</summary>
public static class Rights
{
    private static readonly Right[] Everybody = [Right.SeeAccounts, Right.SeeBook, Right.SeePromises, Right.SeeSchedule, Right.OwnSettings];

    private static readonly Dictionary<Role, HashSet<Right>> ByRole = new()
    {
        [Role.Reader] = [.. Everybody],
        [Role.Scheduler] = [.. Everybody, Right.KeepPromises, Right.KeepSchedule, Right.ReportFloor, Right.Import, Right.FeedOrders],
        [Role.Marketer] = [.. Everybody, Right.EditAccounts],
        [Role.Seller] = [.. Everybody, Right.EditAccounts, Right.KeepPromises, Right.Claim, Right.EstimatePotential, Right.SeeClaims, Right.SeeTeam, Right.PlanHours, Right.KeepPortal, Right.SeeTrades, Right.SeeTiers],
        [Role.Manager] = [.. Everybody, Right.EditAccounts, Right.KeepPromises, Right.AssignAccounts, Right.EstimatePotential, Right.SeeClaims, Right.SeeQuestions, Right.SeeTeam, Right.PlanHours, Right.Import, Right.KeepPortal, Right.SortOrders, Right.SeeTrades, Right.SeeTiers, Right.DecideTiers, Right.SeeHistory],
        [Role.Administrator] = [.. Enum.GetValues<Right>().Except([Right.Claim])],
    };

    public static bool May(this IEnumerable<Role> roles, Right right) => roles.Any(role => ByRole[role].Contains(right));
}
