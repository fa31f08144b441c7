using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>Somebody of ours who looks after accounts; may or may not sign in.</summary>
public sealed class Seller : ImportableRecord
{
    public const int NameMax = 200;

    public long Number { get; init; }
    public string Name { get; private set; } = "";
    public string NameKey { get; private set; } = "";
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? Title { get; set; }
    public Guid? TeamId { get; set; }
    public bool Active { get; set; } = true;

    public string Label => $"S-{Number}";

    private Seller() { }

    public Seller(long number, string name)
    {
        Number = number;
        Rename(name);
    }

    public void Rename(string name)
    {
        name = name.Trim();
        if (name.Length == 0) throw new BadInputException(nameof(Name), Words.Say("seller.nameless"));
        if (name.Length > NameMax) throw new BadInputException(nameof(Name), Words.Say("name.tooLong", name.Length, NameMax));
        (Name, NameKey) = (name, Platform.Data.NameKey.Of(name));
    }
}

/// <summary>Sellers who work together under one manager.</summary>
public sealed class Team : ImportableRecord
{
    public const int NameMax = 120;

    public string Name { get; private set; } = "";
    public string NameKey { get; private set; } = "";

    private Team() { }

    public Team(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameMax) throw new BadInputException(nameof(Name), Words.Say("team.name", NameMax));
        (Name, NameKey) = (name, Platform.Data.NameKey.Of(name));
    }
}
