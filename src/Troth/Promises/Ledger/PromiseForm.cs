using System.Globalization;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Promises.Desk;

namespace Troth.Promises.Ledger;

/// <summary>The forms of this room as they are typed.</summary>
internal static class PromiseForm
{
    private static readonly string[] Fields =
        ["kind", "what", "account", "dueOn", "dueTime", "contact", "seller", "cause", "text", "channel", "answer", "laterOn", "laterTime", "whom", "said", "on", "quantity", "key"];

    public static Dictionary<string, string?> Typed(FormValues form) => Fields.ToDictionary(f => f, f => form[f]);

    public static MakePromise.Request Made(FormValues form)
    {
        var (day, hour) = (form.Day("dueOn"), Hour(form, "dueTime"));
        form.Errors.ThrowIfAny();
        return new(Word<PromiseKind>(form, "kind"), form.Text("what"), form.Text("account"), day, hour, form.Text("contact"), form.Text("seller"));
    }

    public static TellPromise.Request Told(FormValues form)
    {
        var (day, hour) = (form.Day("laterOn"), Hour(form, "laterTime"));
        form.Errors.ThrowIfAny();
        return new(Word<PromiseChannel>(form, "channel"), Word<PromiseAnswer>(form, "answer"), day, hour, form.Text("whom"), form.Text("said"));
    }

    public static Renegotiate.Request Renegotiated(FormValues form)
    {
        var on = form.Day("on");
        form.Errors.ThrowIfAny();
        return new(Word<PromiseChannel>(form, "channel"), Word<PromiseAnswer>(form, "answer"), on, form.Text("whom"), form.Text("said"));
    }

    /// <summary>How somebody said it; none where nobody did.</summary>
    public static PromiseChannel? Channel(FormValues form) => form.Text("channel") is null ? null : Word<PromiseChannel>(form, "channel");

    public static PromiseCause Cause(FormValues form) => Word<PromiseCause>(form, "cause");

    private static T Word<T>(FormValues form, string field) where T : struct, Enum => Enum.TryParse<T>(form.Text(field), ignoreCase: true, out var word) && Enum.IsDefined(word) ? word
        : throw new BadInputException(field, Words.Say("promise.choose"));

    private static TimeOnly? Hour(FormValues form, string field)
    {
        if (form.Text(field) is not { } text) return null;
        if (TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var hour)) return hour;
        form.Errors.Add(field, Words.Say("promise.hour", text));
        return null;
    }
}
