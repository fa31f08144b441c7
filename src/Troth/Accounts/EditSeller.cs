using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>Adds somebody who looks after accounts, or changes what we know of them.</summary>
public sealed class EditSeller(TrothContext db)
{
    /// <param name="Team">By name; a team of a new name is made.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string Name, string? Title, string? Email, string? Phone, string? Team, bool Active = true, int Version = 0);

    public async Task<Seller> Add(Request request, CancellationToken cancel)
    {
        Check(request, new Seller(0, "rehearsal"));
        var seller = new Seller(await db.Take<Seller>(cancel), request.Name);
        db.Add(seller);
        await Fill(seller, request, cancel);
        await db.SaveChangesAsync(cancel);
        return seller;
    }

    public async Task<Seller> Run(string reference, Request request, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("S", reference);
        var seller = await db.Sellers.FirstOrDefaultAsync(s => id != null ? s.Id == id : s.Number == number, cancel) ?? throw new NotFoundException(Words.Say("seller.named", reference));
        if (seller.Version != request.Version) throw new StaleEditException();
        db.Expect(seller, request.Version);
        Check(request, seller);
        await Fill(seller, request, cancel);
        await db.SaveChangesAsync(cancel);
        return seller;
    }

    private static void Check(Request request, Seller seller)
    {
        var errors = new FieldErrors();
        errors.Longest("name", request.Name, int.MaxValue);
        errors.Longest("title", request.Title, Account.WordMax);
        errors.Longest("phone", request.Phone, Account.WordMax);
        errors.Longest("email", request.Email, Account.TextMax);
        errors.Longest("team", request.Team, Team.NameMax);
        try
        {
            seller.Rename(request.Name ?? "");
        }
        catch (BadInputException bad)
        {
            errors.Add(bad.Errors);
        }
        errors.ThrowIfAny();
    }

    private async Task Fill(Seller seller, Request request, CancellationToken cancel)
    {
        (seller.Title, seller.Email, seller.Phone, seller.Active) =
            (ContactInput.Given(request.Title), ContactInput.Given(request.Email), ContactInput.Given(request.Phone), request.Active);
        seller.TeamId = ContactInput.Given(request.Team) is { } name ? (await TeamOf(name, cancel)).Id : null;
    }

    private async Task<Team> TeamOf(string name, CancellationToken cancel)
    {
        var key = NameKey.Of(name);
        var team = await db.Teams.FirstOrDefaultAsync(t => t.NameKey == key, cancel);
        if (team is null) db.Add(team = new Team(name));
        return team;
    }
}
