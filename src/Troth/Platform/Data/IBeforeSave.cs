namespace Troth.Platform.Data;

/// <summary>What a room does within every save: registered, so that the rooms upstream need not know of it.</summary>
public interface IBeforeSave
{
    /// <summary>Sees what is about to be saved and may add to it; all of it is one transaction.</summary>
    ValueTask Run(TrothContext db, CancellationToken cancel);
}
