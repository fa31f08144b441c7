namespace Troth.Platform.History;

/// <summary>What a library saves and so is no <see cref="Data.Record"/>, though people must be able to see who changed it.</summary>
public interface IHasHistory
{
    Guid Id { get; }

    /// <summary>Fields whose changes are kept.</summary>
    IReadOnlyList<string> Told { get; }

    /// <summary>Fields of which only is kept that they were changed.</summary>
    IReadOnlyList<string> Secret { get; }
}
