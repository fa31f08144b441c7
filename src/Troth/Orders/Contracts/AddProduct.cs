using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Orders.Contracts;

/// <summary>Makes a product by hand, where no order system brings it.</summary>
public sealed class AddProduct(TrothContext db)
{
    /// <param name="Code">What people call it by; nobody else's.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Code, string? Name);

    /// <returns>Its id.</returns>
    /// <exception cref="BadInputException">No code, one that is taken, or too long a name.</exception>
    public async Task<Guid> Run(Request request, CancellationToken cancel)
    {
        var code = request.Code?.Trim() ?? "";
        var name = string.IsNullOrWhiteSpace(request.Name) ? code : request.Name.Trim();
        var errors = new FieldErrors();
        if (code.Length == 0) errors.Add("code", Words.Say("product.codeless"));
        errors.Longest("code", code, Product.CodeMax);
        errors.Longest("name", name, Product.NameMax);
        if (await db.Products.AnyAsync(p => p.Code == code, cancel)) errors.Add("code", Words.Say("product.taken", code));
        errors.ThrowIfAny();
        var product = new Product { Code = code, Name = name, NameKey = NameKey.Of(name) };
        db.Add(product);
        await db.SaveChangesAsync(cancel);
        return product.Id;
    }
}
