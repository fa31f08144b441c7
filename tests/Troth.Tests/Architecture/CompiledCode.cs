using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Troth.Tests.Architecture;

/// <summary>One type of ours using another.</summary>
public sealed record Use(TypeDefinition From, TypeDefinition To)
{
    public override string ToString() => $"{From.FullName} uses {To.FullName}";
}

/// <summary>What the compiled program says of itself: which type uses which.</summary>
public static class CompiledCode
{
    private static readonly ModuleDefinition Module = ModuleDefinition.ReadModule(typeof(TrothServer).Assembly.Location);

    /// <summary>The types as written: those that the compiler made count for the type they were made in.</summary>
    public static IReadOnlyList<TypeDefinition> Types { get; } = [.. Module.Types.Where(t => t.Namespace.StartsWith("Troth", StringComparison.Ordinal))];

    public static IReadOnlyList<Use> Uses { get; } = [.. Types.SelectMany(type => Within(type).SelectMany(References).SelectMany(Parts)
        .Select(Outermost).Where(to => to is not null && to != type).Distinct().Select(to => new Use(type, to!)))];

    /// <summary>The folder it lies in: Accounts for Troth.Accounts.Contracts.Claims, empty for the program itself.</summary>
    /// <summary>How routes are mapped belongs to the platform, and stands in the namespace of the whole to come before the framework's.</summary>
    public static string Room(TypeDefinition type) => type.Name == nameof(LateRoutes) || type.DeclaringType?.Name == nameof(LateRoutes) ? "Platform" : type.Namespace.Split('.') is [_, var room, ..] ? room : "";

    public static bool InContracts(TypeDefinition type) => type.Namespace.Split('.').Contains("Contracts");

    private static IEnumerable<TypeDefinition> Within(TypeDefinition type) => type.NestedTypes.SelectMany(Within).Prepend(type);

    private static IEnumerable<TypeReference?> References(TypeDefinition type) =>
        type.Interfaces.Select(i => i.InterfaceType).Append(type.BaseType)
            .Concat(type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType))
            .Concat(Attributes(type)).Concat(type.Fields.Select(f => f.FieldType)).Concat(type.Fields.SelectMany(Attributes))
            .Concat(type.Properties.Select(p => p.PropertyType)).Concat(type.Properties.SelectMany(Attributes)).Concat(type.Methods.SelectMany(References));

    private static IEnumerable<TypeReference?> References(MethodDefinition method)
    {
        var signature = method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType).Concat(Attributes(method))
            .Concat(method.Parameters.SelectMany(Attributes)).Concat(method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
        return method.HasBody
            ? signature.Concat(method.Body.Variables.Select(v => v.VariableType)).Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType))
                .Concat(method.Body.Instructions.SelectMany(References))
            : signature;
    }

    private static IEnumerable<TypeReference?> References(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [.. method.GenericArguments, .. Of(method)],
        MethodReference method => Of(method),
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Of(MethodReference method) => method.Parameters.Select(p => p.ParameterType).Append(method.DeclaringType).Append(method.ReturnType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider of) =>
        of.CustomAttributes.SelectMany(a => a.ConstructorArguments.Select(p => p.Value).OfType<TypeReference>().Append(a.AttributeType));

    /// <summary>List&lt;Account[]&gt; is made of List and Account.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static TypeDefinition? Outermost(TypeReference reference)
    {
        if (reference.Scope != Module) return null;
        var type = reference.Resolve();
        while (type?.DeclaringType is { } outer) type = outer;
        return type is not null && type.Namespace.StartsWith("Troth", StringComparison.Ordinal) ? type : null;
    }
}
