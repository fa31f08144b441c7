using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>A contact's fields as the form has them.</summary>
internal static class ContactForm
{
    private static readonly string[] Fields = ["firstName", "lastName", "name", "title", "email", "phone", "mobile", "salutation"];
    private static readonly string[] RoleFields = ["role", "department", "account"];

    public static Dictionary<string, string?> Saved(ContactInput c) => new()
    {
        ["firstName"] = c.FirstName, ["lastName"] = c.LastName, ["name"] = c.Name, ["title"] = c.Title, ["email"] = c.Email, ["phone"] = c.Phone, ["mobile"] = c.Mobile,
        ["salutation"] = c.Salutation,
    };

    public static Dictionary<string, string?> Typed(FormValues form) => Fields.ToDictionary(f => f, f => form[f]);

    public static Dictionary<string, string?> TypedRole(FormValues form) => Fields.Concat(RoleFields).ToDictionary(f => f, f => form[f]);

    public static ContactInput Read(FormValues form) => new()
    {
        FirstName = form.Text("firstName"), LastName = form.Text("lastName"), Name = form.Text("name"), Title = form.Text("title"), Email = form.Text("email"),
        Phone = form.Text("phone"), Mobile = form.Text("mobile"), Salutation = form.Text("salutation"), Version = form.Version,
    };
}
