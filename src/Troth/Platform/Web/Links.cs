using Microsoft.AspNetCore.Http.Extensions;

namespace Troth.Platform.Web;

public static class Links
{
    /// <summary>This page's address with some query values replaced; null takes one out. Pages of a list and sort order use it.</summary>
    public static string With(this HttpRequest request, params (string Name, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in request.Query)
            foreach (var value in values)
                if (value is not null && !changes.Any(change => change.Name == name))
                    query.Add(name, value);
        foreach (var (name, value) in changes)
            if (value is not null)
                query.Add(name, value);
        return request.Path + query.ToQueryString();
    }
}
