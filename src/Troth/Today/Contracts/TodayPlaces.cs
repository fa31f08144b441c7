namespace Troth.Today.Contracts;

/// <summary>Where other rooms may put panels on the Today page. The panel's subject is the reader's seller, or the empty id.</summary>
public static class TodayPlaces
{
    /// <summary>The narrow column: how it stands.</summary>
    public const string Side = "today-side";
}
