using Microsoft.AspNetCore.Components;

namespace Troth.Platform.Web.Components;

/// <summary>What every form field has: a name, a label, a hint, and the errors of its form's refusal, tied together for screen readers.</summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired] public required string Name { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    [Parameter] public string? Hint { get; set; }

    [Parameter] public bool Required { get; set; }

    /// <summary>Needed only where a page has two fields of one name.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>Keeps the label for screen readers only.</summary>
    [Parameter] public bool HideLabel { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? More { get; set; }

    [CascadingParameter] public Refusal? Refusal { get; set; }

    protected IReadOnlyList<string> Errors => Refusal?.For(Name) ?? [];

    protected string FieldId => Id ?? "field-" + Name;

    protected string? LabelClass => HideLabel ? "visually-hidden" : "form-label";

    protected string? DescribedBy =>
        (Hint is null ? "" : FieldId + "-hint ") + (Errors.Count == 0 ? "" : FieldId + "-error") is { Length: > 0 } ids ? ids.Trim() : null;

    protected string? Invalid => Errors.Count > 0 ? "true" : null;

    protected string InvalidClass => Errors.Count > 0 ? " is-invalid" : "";
}
