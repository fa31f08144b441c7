namespace Troth.Platform.History;

/// <summary>Who acts, and through what. One per request, job, import or command.</summary>
public sealed class Actor
{
    public const string Itself = "Troth";

    public Guid? UserId { get; private set; }
    public string Name { get; private set; } = Itself;
    public string Through { get; private set; } = "job";
    public int BatchId { get; private set; }

    public void Is(Guid? userId, string name, string through) => (UserId, Name, Through) = (userId, name, through);

    /// <summary>Everything saved from now on is part of this import.</summary>
    public void Imports(int batchId) => (BatchId, Through) = (batchId, "import");
}
