namespace Troth.Platform.History;

/// <summary>Who acts, and through what. One per request, job, import or command.</summary>
public sealed class Actor
{
    public const string Itself = "Troth";

    public Guid? UserId { get; private set; }
    public string Name { get; private set; } = Itself;
    public string Through { get; private set; } = "job";
    public int BatchId { get; private set; }

    /// <summary>
    /// Tells apart who sign in otherwise than our people do, a customer's contact or a tablet: names repeat. The user for those who are.
    /// </summary>
    public Guid? Who { get; private set; }

    /// <param name="userId">The user; null for anybody else.</param>
    /// <param name="name">What the history calls them.</param>
    /// <param name="through">page, api, import, command, job or portal.</param>
    /// <param name="who">Which contact or tablet, where it is no user.</param>
    public void Is(Guid? userId, string name, string through, Guid? who = null) => (UserId, Name, Through, Who) = (userId, name, through, userId ?? who);

    /// <summary>Everything saved from now on is part of this import.</summary>
    public void Imports(int batchId) => (BatchId, Through) = (batchId, "import");
}
