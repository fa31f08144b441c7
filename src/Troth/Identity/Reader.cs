using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Troth.Identity;

/// <summary>Who is reading this page or calling this API: read from the sign-in cookie, no query.</summary>
public sealed class Reader
{
    public const string RoleClaim = "role", SellerClaim = "seller", TeamClaim = "team", CultureClaim = "culture", ZoneClaim = "zone";

    public Reader(IHttpContextAccessor http) : this(http.HttpContext?.User ?? new ClaimsPrincipal()) { }

    public Reader(ClaimsPrincipal user)
    {
        SignedIn = user.Identity?.IsAuthenticated == true;
        UserId = Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;
        Name = user.FindFirstValue(ClaimTypes.GivenName) ?? "";
        Roles = [.. user.FindAll(RoleClaim).Select(c => Enum.Parse<Role>(c.Value))];
        SellerId = Guid.TryParse(user.FindFirstValue(SellerClaim), out var seller) ? seller : null;
        TeamId = Guid.TryParse(user.FindFirstValue(TeamClaim), out var team) ? team : null;
        Culture = user.FindFirstValue(CultureClaim);
        TimeZone = user.FindFirstValue(ZoneClaim);
    }

    public bool SignedIn { get; }
    public Guid UserId { get; }
    public string Name { get; }
    public IReadOnlyList<Role> Roles { get; }

    /// <summary>The seller this reader is, if any.</summary>
    public Guid? SellerId { get; }

    /// <summary>The team a manager manages; null: all.</summary>
    public Guid? TeamId { get; }
    public string? Culture { get; }
    public string? TimeZone { get; }

    /// <summary>An import may touch every team's records, so a manager of one team does not have that right.</summary>
    public bool May(Right right) => SignedIn && Roles.May(right) && (right != Right.Import || TeamId is null || Is(Role.Administrator));
    public bool Is(Role role) => Roles.Contains(role);
}

/// <summary>Puts what pages ask about the reader into the cookie.</summary>
public sealed class ReaderClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.GivenName, user.Name));
        foreach (var role in user.Roles) identity.AddClaim(new Claim(Reader.RoleClaim, role.ToString()));
        if (user.SellerId is { } seller) identity.AddClaim(new Claim(Reader.SellerClaim, seller.ToString()));
        if (user.TeamId is { } team) identity.AddClaim(new Claim(Reader.TeamClaim, team.ToString()));
        if (user.Culture is { } culture) identity.AddClaim(new Claim(Reader.CultureClaim, culture));
        if (user.TimeZone is { } zone) identity.AddClaim(new Claim(Reader.ZoneClaim, zone));
        return identity;
    }
}
