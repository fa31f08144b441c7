using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>Serves the lazy panels, one frame each.</summary>
public static class PanelEndpoint
{
    internal static void MapPanels(this IEndpointRouteBuilder app) =>
        app.MapGet("/panels/{place}/{key}/{subject:guid}", (string place, string key, Guid subject, IEnumerable<Panel> panels, ReaderSettings reader) =>
            panels.FirstOrDefault(panel => panel.Place == place && panel.Key == key && panel.VisibleTo(reader)) is { } panel
                ? Pages.Show<PanelFrame>(new { Panel = panel, Subject = subject })
                : throw new NotFoundException(Words.Say("panel.named", key)))
            .ExcludeFromDescription();

    internal static bool VisibleTo(this Panel panel, ReaderSettings reader) =>
        (panel.Right is null || reader.May(panel.Right)) && !(panel.Judgement && reader.SafeView);
}
