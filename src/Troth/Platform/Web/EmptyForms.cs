using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Troth.Platform.Web;

/// <summary>
/// A form that brings none of a handler's fields binds to null, whatever the handler's signature says. It is refused here, once, as the
/// bad request that it is.
/// </summary>
public static class EmptyForms
{
    /// <summary>Comes after all routes are mapped.</summary>
    public static void RefuseEmptyForms(this WebApplication app)
    {
        var mapped = ((IEndpointRouteBuilder)app).DataSources.ToList();
        IEndpointRouteBuilder all = app.MapGroup("").AddEndpointFilterFactory(Refuse).AddEndpointFilterFactory(UnreadableBodies.RefuseNulls);
        foreach (var routes in mapped)
        {
            ((IEndpointRouteBuilder)app).DataSources.Remove(routes);
            all.DataSources.Add(routes);
        }
    }

    private static EndpointFilterDelegate Refuse(EndpointFilterFactoryContext handler, EndpointFilterDelegate next)
    {
        var nullability = new NullabilityInfoContext();
        var forms = handler.MethodInfo.GetParameters()
            .Where(p => p.GetCustomAttribute<FromFormAttribute>() is not null && !p.ParameterType.IsValueType && nullability.Create(p).WriteState == NullabilityState.NotNull)
            .Select(p => p.Position).ToArray();
        if (forms.Length == 0) return next;
        return call => forms.Any(position => call.Arguments[position] is null) ? throw new BadHttpRequestException(Words.Say("form.empty")) : next(call);
    }
}
