using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Effort.Contracts;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Trading;

/// <summary>Proposes trades from the Book as it is now, and keeps them as a board.</summary>
public sealed class MakeBoard(TrothContext db, BoardSight sight, Reader reader, TimeProvider time)
{
    public const int MostSellers = 60;

    /// <exception cref="NotFoundException">On a screen that is shared there are no trades.</exception>
    /// <exception cref="BadInputException">A term is wrong.</exception>
    /// <exception cref="BusinessRuleException">There is nothing to learn from, or there are too many sellers at once.</exception>
    public async Task<TradeBoard> Run(BoardTerms asked, CancellationToken cancel)
    {
        sight.NotOnASharedScreen();
        var terms = asked.Checked();
        var team = sight.TeamOf(terms.Team);
        var sellers = await Sellers(team, cancel);
        if (sellers.Count(s => s.Active) < 2) throw new BusinessRuleException("trades.fewSellers", Words.Say("make.fewSellers"));
        if (sellers.Count > MostSellers) throw new BusinessRuleException("trades.manySellers", Words.Say("make.manySellers", sellers.Count, MostSellers));
        var said = db.SaidHours;
        var rows = (await (from facts in db.BuyingFacts
                           join account in db.AccountFacts on facts.AccountId equals account.Id
                           where facts.SellerId != null
                           orderby facts.Number
                           select new
                           {
                               Facts = facts, account.SellerId, account.Industry,
                               Said = said.Where(h => h.AccountId == account.Id && h.SellerId == account.SellerId).Select(h => (decimal?)h.Hours).FirstOrDefault(),
                           }).ToListAsync(cancel))
            .ConvertAll(r => new InBook(r.Facts, r.SellerId ?? r.Facts.SellerId!.Value, r.Industry, r.Said));
        if (rows.FirstOrDefault() is not { Facts.AsOf: { } asOf }) throw new BusinessRuleException("trades.noBook", Words.Say("make.noBook"));
        var (all, accounts) = Accounts(rows, sellers, await LeftAlone(terms.LeftAlone, cancel));
        // Who has left and has no accounts any more takes no part.
        var taking = sellers.Where(s => s.Active || accounts.Any(a => a.SellerId == s.Id)).Select(s => new GroundSeller(s.Id, s.Active)).ToList();
        var ground = TradingGround.Of(all, taking, accounts, terms) ?? throw new BusinessRuleException("trades.fewAccounts", Words.Say("make.fewAccounts", all.Count, SellerFit.LeastAccounts));
        return await Keep(terms, team, (asOf, rows[0].Facts.Currency), taking, ground, cancel);
    }

    private async Task<TradeBoard> Keep(BoardTerms terms, Guid? team, (DateOnly AsOf, string Currency) book, List<GroundSeller> sellers, TradingGround ground, CancellationToken cancel)
    {
        var proposal = ground.Propose(cancel);
        var board = new TradeBoard
        {
            Number = await db.Take<TradeBoard>(cancel), Name = terms.Name!, TeamId = team, MadeBy = reader.Name, MadeAt = time.GetUtcNow(), AsOf = book.AsOf, Currency = book.Currency,
            MostMoves = terms.MostMoves!.Value, Stays = terms.Stays!.Value, Afresh = terms.Afresh!.Value, Least = terms.Least!.Value, Most = terms.Most!.Value, HourCosts = ground.HourCosts(),
            MinutesAnAccount = (int)(60 * terms.HoursAnAccount!.Value), MinutesAnOrder = (int)(60 * terms.HoursAnOrder!.Value),
            Accounts = ground.Accounts.Count(a => a.Stays is null), Staying = ground.Accounts.Count(a => a.Stays is not null), HoursSaid = ground.Accounts.Count(a => a.Said is not null),
            Now = Money(proposal.Now), Proposed = Money(proposal.Total), Bound = Money(proposal.Bound),
        };
        db.Add(board);
        var bands = ground.Bands();
        var carried = ground.Accounts.GroupBy(a => a.SellerId).ToDictionary(g => g.Key, g => (Accounts: g.Count(), Minutes: g.Sum(ground.Minutes)));
        db.AddRange(sellers.Select((seller, i) => new TradeLoad
        {
            BoardId = board.Id, SellerId = seller.Id, Accounts = carried.GetValueOrDefault(seller.Id).Accounts, Minutes = carried.GetValueOrDefault(seller.Id).Minutes,
            Least = bands[i].Least, Most = bands[i].Most,
        }));
        foreach (var move in proposal.Moves)
        {
            var account = ground.Accounts[move.Account];
            var made = new TradeMove
            {
                BoardId = board.Id, AccountId = account.Id, Field = account.Field, FromId = account.SellerId, ProposedToId = sellers[move.To].Id, Potential = account.Potential!.Value,
                Bought = account.Bought, Minutes = ground.Minutes(account), HoursSaid = account.Said is not null, ShareNow = ground.ShareOf(account),
            };
            made.Goes(sellers[move.To].Id, ground.ShareWith(account, sellers[move.To].Id));
            db.Add(made);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.SaveChangesAsync(cancel);
        await db.InsertRows([.. from seller in sellers
                                from field in ground.Fields
                                let share = ground.Expect(seller.Id, field)
                                select new TradeFit { BoardId = board.Id, SellerId = seller.Id, Field = field, Share = share.Share, Low = share.Range.Low, High = share.Range.High, Accounts = share.Accounts }], cancel);
        await transaction.CommitAsync(cancel);
        return board;
    }

    private async Task<List<SellerFacts>> Sellers(Guid? team, CancellationToken cancel)
    {
        var sellers = db.SellerFacts;
        if (team is not null) sellers = sellers.Where(s => s.TeamId == team);
        return await sellers.OrderBy(s => s.NameKey).ThenBy(s => s.Number).ToListAsync(cancel);
    }

    /// <summary>An account of the Book, with who looks after it by now.</summary>
    private sealed record InBook(BuyingFacts Facts, Guid SellerId, string? Industry, decimal? Said);

    private static (List<(Guid, string, double)> All, List<GroundAccount> Accounts) Accounts(List<InBook> rows, List<SellerFacts> sellers, HashSet<Guid> leftAlone)
    {
        var ours = sellers.Where(s => s.Active).Select(s => s.Id).ToHashSet();
        var here = sellers.Select(s => s.Id).ToHashSet();
        List<(Guid, string, double)> all = [];
        List<GroundAccount> accounts = [];
        foreach (var (facts, seller, industry, said) in rows)
        {
            var field = Field(industry);
            if (facts.Potential is > 0 and { } could) all.Add((seller, field, Math.Clamp((double)(facts.Bought / could), 0, 1)));
            if (!here.Contains(seller)) continue;
            // Nothing of who has left stays for their sake.
            Staying? stays = leftAlone.Contains(facts.AccountId) ? Staying.LeftAlone
                : facts.Potential is not > 0 ? Staying.NoPotential
                : !ours.Contains(seller) ? null
                : facts.IsAsset ? Staying.Asset : facts.SellerGrowsFast ? Staying.TopPerformer : null;
            accounts.Add(new GroundAccount(facts.AccountId, seller, field, facts.Bought, facts.Potential, facts.Orders, said, stays));
        }

        return (all, accounts);
    }

    /// <summary>As it is kept with a board.</summary>
    internal static string Field(string? industry) => industry is null ? "" : industry.Length <= TradeFit.FieldMax ? industry : industry[..TradeFit.FieldMax];

    private async Task<HashSet<Guid>> LeftAlone(string? typed, CancellationToken cancel)
    {
        HashSet<Guid> found = [];
        foreach (var one in typed?.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [])
            found.Add((await db.AccountCalled(one, cancel) ?? throw new BadInputException("leftAlone", Words.Say("leftAlone.unknown", one))).Id);
        return found;
    }

    internal static decimal Money(double amount) => Math.Round((decimal)Math.Clamp(amount, -1e14, 1e14), 2);
}

/// <summary>Who sees which boards: those who may give accounts see the boards of their team, sellers the moves of shared boards that concern them.</summary>
public sealed class BoardSight(Reader reader, ReaderSettings settings)
{
    /// <summary>Boards with everything on them, not just one's own accounts.</summary>
    public bool SeesWhole(Guid? team) => reader.May(Right.AssignAccounts) && (reader.Is(Role.Administrator) || reader.TeamId is null || reader.TeamId == team);

    /// <summary>Moves in an account's history, shared with its sellers or not.</summary>
    public bool SeesMoves(Guid? team) => !settings.SafeView && SeesWhole(team);

    public bool Manages => reader.May(Right.AssignAccounts);

    /// <summary>The team whose boards this reader sees; null: all.</summary>
    public Guid? OnlyTeam => reader.Is(Role.Administrator) ? null : reader.TeamId;

    /// <summary>A seller sees moves of accounts from and to themselves.</summary>
    public Guid? Seller => reader.SellerId;

    /// <exception cref="NotFoundException">On a screen that is shared there are no trades.</exception>
    public void NotOnASharedScreen()
    {
        if (settings.SafeView) throw new NotFoundException(Words.Say("boards.this"));
    }

    /// <summary>A manager of one team proposes within it, whatever was asked.</summary>
    /// <exception cref="NotAllowedException">Another team was asked for.</exception>
    public Guid? TeamOf(Guid? asked)
    {
        if (asked is not null && OnlyTeam is { } own && asked != own) throw new NotAllowedException(Words.Say("make.otherTeam"));
        return OnlyTeam ?? asked;
    }
}
