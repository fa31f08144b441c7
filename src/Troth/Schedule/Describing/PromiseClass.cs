using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>A kind of promise and the time that protects it.</summary>
public sealed class PromiseClass : Record
{
    /// <summary>The class there is while nobody has made one.</summary>
    public static readonly Guid Standard = new("01900000-0000-7000-8000-000000000031");

    public const int NameMax = 120, UsualBuffer = 24 * 60;

    public required string Name { get; set; }
    public string NameKey { get; set; } = "";

    /// <summary>Minutes by the clock kept between planned finish and shipping.</summary>
    public int ShippingBuffer { get; set; } = UsualBuffer;

    /// <summary>Minutes of the production buffer, half of which stands behind the drum.</summary>
    public int ProductionBuffer { get; set; }

    /// <summary>No longer given to new orders; those that have it keep it.</summary>
    public bool Ended { get; set; }
}
