namespace Troth.Evidence.Duplicates.Spelling;

/// <summary>Words of names and addresses that are written in several ways, or say little. <see cref="Folding"/> spells them before they are looked up.</summary>
internal static class Vocabulary
{
    /// <summary>Legal forms, without dots; those of one word only, as the words of longer ones are all here.</summary>
    private static readonly HashSet<string> Forms = Set(
        "ab abp ag aps as asa ay bv bvba cia co company corp corporation cv cvba doo dd ead ek ev eg gbr ges gesmbh gmbh hb inc incorporated ivs kb kda kft kg kgaa " +
        "ks limited llc llp lp ltd ltda mbh nv nyrt ood oy oyj plc pte pty ptyltd oao ooo zao sa sarl sas sasu sca scs se sl slu snc sp spa spj spk spol sprl spzoo " +
        "srl sro ug vof zoo zrt ae epe ike oe");

    private static readonly HashSet<string> Small = Set("the and und et y e og och en i of der die das la le les el los de des du di da a an u");

    private static readonly Dictionary<string, string> Streets = Pairs(
        "street=st strasse=str str=str saint=st avenue=av ave=av aven=av road=rd boulevard=bd blvd=bd blv=bd boul=bd drive=dr place=pl lane=ln la=ln " +
        "square=sq court=ct circuit=cct cres=cr crescent=cr parade=pde terrace=tce close=cl highway=hwy parkway=pkwy platz=pl plaza=pl plz=pl weg=wg " +
        "allee=al ulica=ul via=v viale=vl piazza=pl calle=c carrer=c rua=r rue=r chemin=ch route=rte north=n south=s east=e west=w northeast=ne " +
        "northwest=nw southeast=se southwest=sw building=bldg floor=fl suite=ste apartment=apt mount=mt fort=ft village=vlge sts=st aves=av");

    private static readonly Dictionary<string, string> Numbers = Pairs(
        "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12");

    private static readonly Dictionary<string, string> Names = Pairs(
        "brothers=bros gebruder=gebr gebroders=gebr sohne=sohn sons=son manufacturing=mfg international=intl industries=ind industrie=ind industry=ind " +
        "company=co center=ctr centre=ctr associates=assoc technologies=tech technology=tech services=svc service=svc university=univ department=dept " +
        "association=assn national=natl saint=st mount=mt group=grp gruppe=grp holdings=holding delicatessen=deli");

    private static readonly HashSet<string> Mailboxes = new((
        "gmail.com googlemail.com hotmail.com outlook.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de " +
        "freenet.de mail.ru yandex.ru orange.fr free.fr wanadoo.fr laposte.net libero.it seznam.cz wp.pl onet.pl o2.pl proton.me protonmail.com mail.com " +
        "msn.com").Split(' '), StringComparer.Ordinal);

    public static bool IsLegalForm(string word) => Forms.Contains(word);

    /// <summary>Articles and what joins words in a name.</summary>
    public static bool IsSmall(string word) => Small.Contains(word);

    /// <summary>True of those who give mailboxes to everybody: the domain says nothing of who it is.</summary>
    public static bool GivesMailboxes(string domain) => Mailboxes.Contains(domain);

    /// <summary>The short way to write a word of a name.</summary>
    public static string InName(string word) => Names.GetValueOrDefault(word) ?? Numbers.GetValueOrDefault(word) ?? Ordinal(word);

    /// <summary>The short way to write a word of an address: street is st, Industriestrasse industriestr, fifth and 5th 5.</summary>
    public static string InAddress(string word)
    {
        if (Streets.GetValueOrDefault(word) is { } shorter) return shorter;
        if (Numbers.GetValueOrDefault(word) is { } number) return number;
        if (word.Length > 8 && word.EndsWith("strasse", StringComparison.Ordinal)) return word[..^4];
        return Ordinal(word);
    }

    /// <summary>True of 1st, 52nd, 3rd, 14th.</summary>
    public static bool IsOrdinal(string word) =>
        word.Length > 2 && char.IsAsciiDigit(word[^3]) && word[^2..] is "st" or "nd" or "rd" or "th" && word[..^2].All(char.IsAsciiDigit);

    private static string Ordinal(string word) => IsOrdinal(word) ? word[..^2] : word;

    private static HashSet<string> Set(string words) => new(words.Split(' ').Select(Folding.Fold), StringComparer.Ordinal);

    private static Dictionary<string, string> Pairs(string words) =>
        words.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => Folding.Fold(pair[0]), pair => pair[1], StringComparer.Ordinal);
}
