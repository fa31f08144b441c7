using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Troth.Tests.Architecture;

/// <summary>What people read stands in the rooms' Words.resx, where it can be translated, and not between the lines of code.</summary>
public sealed partial class SentencesTests
{
    /// <summary>What tells a person no; its last argument is what they read.</summary>
    private static readonly string[] Refusals =
        ["BusinessRuleException", "NotFoundException", "NotAllowedException", "StaleEditException", "BadInputException",
            "BadHttpRequestException", "FileRefusedException", "RecipeRefusedException", "RecipeProblem", "FieldErrors"];

    /// <summary>
    /// For who runs the program or writes one: the command line, what keeps it from starting, the description of the API; and for databases
    /// and browsers.
    /// </summary>
    private static readonly string[] ForOperators =
        ["Troth.Rooms", "Troth.TrothServer", "Troth.Sample.", "Troth.Import.Commands.", "Troth.Book.BookCommand", "Troth.Book.Commands.", "Troth.Integrations.Outbox.OutboxCommand", "Troth.Schedule.",
            "Troth.Platform.Commands.", "Troth.Platform.Data.DatabaseSetting", "Troth.Platform.Data.Migrations.",
            "Troth.Platform.Errors.StartFailure", "Troth.Platform.Mail.MailSettings", "Troth.Platform.Mail.Postman", "Troth.Platform.TrothSettings",
            "Troth.Platform.Web.ApiDocument", "Troth.Platform.Web.SecurityHeaders", "Troth.Import.Storing."];

    /// <summary>Said to no person: summaries in the API's description, the log, the terminal of who started the program.</summary>
    private static readonly string[] ToNobody = ["WithSummary", "WithDescription", "LogError", "LogWarning", "LogInformation", "WriteLine"];

    /// <summary>A bug's words go to the log.</summary>
    private static readonly string[] Bugs =
        ["InvalidOperationException", "ArgumentException", "ArgumentOutOfRangeException", "UnreachableException", "OverflowException",
            "InvalidDataException"];

    /// <summary>Looks like a sentence and is none: patterns of days, headers, the seal behind unpacked bytes, a column's name.</summary>
    private static readonly string[] NotRead =
        ["MMM yyyy", "dddd d MMMM", "max-age=", "filename=", "the file is whole", "still here", "refused line", "nobody has this one"];

    [Fact]
    public void No_refusal_is_worded_in_the_code()
    {
        var refusing = Instructions().Where(one => Refuses(one.At)).ToList();
        Assert.True(refusing.Count > 100, $"only {refusing.Count} refusals were read");
        Nothing(refusing.Where(one => IsWorded(one.At.Previous)).Select(one => $"{one.Method.FullName}: {Literal(one.At.Previous)}"));
    }

    [Fact]
    public void No_sentence_stands_in_the_code()
    {
        var literals = Instructions().Where(one => one.At.OpCode == OpCodes.Ldstr).ToList();
        Assert.True(literals.Count > 2000, $"only {literals.Count} literals were read");
        Nothing(literals.Where(one => IsShown(one.Method, one.At) && IsSentence((string)one.At.Operand) && !IsForOthers(one.At))
            .Select(one => $"{one.Method.FullName}: {one.At.Operand}"));
    }

    private static void Nothing(IEnumerable<string> wrong)
    {
        var list = string.Join('\n', wrong);
        Assert.True(list.Length == 0, list);
    }

    /// <summary>Of a page's markup only what stands between the tags.</summary>
    private static bool IsShown(MethodDefinition method, Instruction at) =>
        !method.Name.Contains("BuildRenderTree", StringComparison.Ordinal)
        || at.Next.Operand is MethodReference { Name: "AddContent" or "AddMarkupContent" };

    private static IEnumerable<(MethodDefinition Method, Instruction At)> Instructions() => CompiledCode.Types
        .Where(type => !ForOperators.Any(start => type.FullName.StartsWith(start, StringComparison.Ordinal)))
        .SelectMany(Within).SelectMany(type => type.Methods).Where(method => method.HasBody)
        .SelectMany(method => method.Body.Instructions.Select(at => (method, at)));

    private static IEnumerable<TypeDefinition> Within(TypeDefinition type) => type.NestedTypes.SelectMany(Within).Prepend(type);

    private static bool Refuses(Instruction at) =>
        at.Operand is MethodReference { Parameters: [.., { ParameterType.FullName: "System.String" }] } called
        && Refusals.Contains(called.DeclaringType.Name) && (at.OpCode == OpCodes.Newobj || called.Name == "Add");

    /// <summary>Pushed as a literal, or put together from literals.</summary>
    private static bool IsWorded(Instruction last) => last.OpCode == OpCodes.Ldstr || last.Operand is MethodReference made
        && (made.Name is "ToStringAndClear" or "Invariant"
            || made.DeclaringType.FullName == "System.String" && made.Name is "Concat" or "Format");

    private static string Literal(Instruction at)
    {
        while (at.OpCode != OpCodes.Ldstr && at.Previous is not null) at = at.Previous;
        return at.Operand as string ?? "";
    }

    private static bool IsSentence(string text) =>
        Prose().IsMatch(Tag().Replace(text, "")) && !Sql().IsMatch(text) && !NotRead.Any(text.Contains)
        && !text.Contains("; charset=", StringComparison.Ordinal);

    /// <summary>Does the text go, before anything is kept or decided, to the log, a description or a bug?</summary>
    private static bool IsForOthers(Instruction from)
    {
        for (var at = from.Next; at is not null && at.OpCode.FlowControl is not (FlowControl.Throw or FlowControl.Return); at = at.Next)
            if (at.Operand is MethodReference called
                && (ToNobody.Contains(called.Name) || at.OpCode == OpCodes.Newobj && Bugs.Contains(called.DeclaringType.Name))) return true;
        return false;
    }

    // Two words in a row, the second of them small.
    [GeneratedRegex("""[\p{L}\d]{2,}[”"',:;.…)]* [“"(]?\p{Ll}{2,}""")]
    private static partial Regex Prose();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\b(SELECT|UPDATE|INSERT|DELETE|PRAGMA|CREATE|DROP|FROM|WHERE|AND|ORDER|LIMIT|SET|LOCK|AS|IN|NOT NULL)\b|^[a-z_]+ = ")]
    private static partial Regex Sql();
}
