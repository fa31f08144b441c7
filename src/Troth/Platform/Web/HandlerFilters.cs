using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Troth.Platform.Web;

/// <summary>
/// What is looked at before any handler is called: only those of its parameters that it concerns, and for a handler that has none, nothing.
/// </summary>
internal static class HandlerFilters
{
    internal static IEnumerable<Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate>> Of(MethodInfo handler)
    {
        var parameters = handler.GetParameters();
        if (EmptyForms(parameters) is { Length: > 0 } forms) yield return (_, next) => RefuseEmpty(forms, next);
        if (UnreadableBodies.ListsWithoutNulls(parameters) is { Length: > 0 } lists) yield return (_, next) => UnreadableBodies.RefuseNulls(lists, next);
    }

    /// <summary>
    /// A form that brings none of a handler's fields binds to null, whatever the handler's signature says. It is refused here, once, as the
    /// bad request that it is.
    /// </summary>
    private static EndpointFilterDelegate RefuseEmpty(int[] forms, EndpointFilterDelegate next) =>
        call => forms.Any(position => call.Arguments[position] is null) ? throw new BadHttpRequestException(Words.Say("form.empty")) : next(call);

    private static int[] EmptyForms(ParameterInfo[] parameters)
    {
        var nullability = new NullabilityInfoContext();
        return [.. parameters.Where(p => p.GetCustomAttribute<FromFormAttribute>() is not null && !p.ParameterType.IsValueType && nullability.Create(p).WriteState == NullabilityState.NotNull)
            .Select(p => p.Position)];
    }
}
