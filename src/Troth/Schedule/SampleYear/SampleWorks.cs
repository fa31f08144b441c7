namespace Troth.Schedule.SampleYear;

/// <summary>A work center of the sample company.</summary>
/// <param name="UpHours">Mean working hours of a machine between a repair and the next breakdown.</param>
/// <param name="RepairMinutes">Mean working minutes of a repair.</param>
internal sealed record SampleCenter(string Code, string Name, int Machines, bool TwoShifts, int UpHours, int RepairMinutes)
{
    public bool Drum { get; init; }
    public int? ChangeoverMinutes { get; init; }
}

/// <summary>A step of making a product of one family. What is bigger takes longer.</summary>
/// <param name="Center">Where; null for work outside the house.</param>
/// <param name="Run">Minutes a piece of the smallest size.</param>
/// <param name="More">Minutes a piece more with each size.</param>
internal sealed record SampleStep(string Name, string? Center, int Setup, double Run, double More)
{
    public int OutsideDays { get; init; }
    public int WaitAfter { get; init; }

    /// <summary>From this size on, counted from 0.</summary>
    public int FromSize { get; init; }

    /// <summary>What is changed over between: the colour, by the size.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];
}

/// <summary>Something that is bought, and the families that need it: pieces of it for one.</summary>
internal sealed record SampleMaterial(string Code, string Name, string Unit, decimal Cost, int LeadDays, IReadOnlyList<(string Family, int Step, int Pieces)> For);

/// <summary>
/// The works of the sample company: nine work centers that make its cylinders, pumps, valves, blocks and power units to order. Minutes are
/// set so that a year of its orders fills the machining centers to about six sevenths; docs/guide/simulated-company.md says more.
/// </summary>
internal static class SampleWorks
{
    public const string Zone = "Europe/Berlin";

    /// <summary>When its one truck a day leaves: what is promised reckons with it.</summary>
    public static readonly TimeOnly Truck = new(15, 20);

    public static readonly IReadOnlyList<SampleCenter> Centers =
    [
        new("SAW", "Sawing", 1, false, 160, 90), new("TURN", "CNC turning", 2, false, 110, 180),
        new("MILL", "Machining centers", 2, true, 120, 240) { Drum = true }, new("HONE", "Honing", 1, false, 140, 120),
        new("GRIND", "Grinding", 2, false, 130, 150), new("WELD", "Welding", 1, false, 220, 90),
        new("PAINT", "Painting", 1, false, 200, 120) { ChangeoverMinutes = 25 }, new("ASSY", "Assembly", 5, false, 600, 60),
        new("TEST", "Test stands", 2, false, 180, 120),
    ];

    private static readonly string[] s_colours = ["black", "grey", "black", "blue"];

    /// <summary>By the first letters of the product's code.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<SampleStep>> Routings = new Dictionary<string, IReadOnlyList<SampleStep>>
    {
        ["CY"] =
        [
            new("saw tube and rod", "SAW", 10, 5, .6), new("turn rod and heads", "TURN", 30, 11, 1.6), new("hard chrome the rod", null, 0, 0, 0) { OutsideDays = 4, FromSize = 5 },
            new("hone the tube", "HONE", 20, 10, 1.4), new("weld", "WELD", 25, 8, 1), new("paint", "PAINT", 20, 8, .6) { Families = s_colours, WaitAfter = 240 },
            new("assemble", "ASSY", 20, 20, 3), new("test", "TEST", 15, 6, 1),
        ],
        ["AP"] = [new("turn", "TURN", 50, 34, 3), new("machine the housing", "MILL", 65, 65, 7), new("grind", "GRIND", 60, 62, 5), new("assemble", "ASSY", 30, 58, 6), new("test run", "TEST", 30, 28, 2)],
        ["MB"] = [new("saw the block", "SAW", 10, 4, .5), new("machine the block", "MILL", 60, 35, 8.5), new("assemble", "ASSY", 25, 28, 5), new("test", "TEST", 20, 11, 2)],
        ["PV"] = [new("turn the spool", "TURN", 40, 19, 1), new("machine the body", "MILL", 40, 33, 2.8), new("grind and lap", "GRIND", 45, 43, 2), new("assemble", "ASSY", 20, 38, 2), new("calibrate", "TEST", 20, 18, 1)],
        ["HPU"] = [new("weld the tank", "WELD", 60, 80, 18), new("paint", "PAINT", 30, 28, 5) { Families = ["blue", "grey"], WaitAfter = 480 }, new("assemble", "ASSY", 90, 320, 45), new("test run", "TEST", 45, 75, 8)],
    };

    public static readonly IReadOnlyList<SampleMaterial> Materials =
    [
        new("M-TUBE", "Cylinder tube, cut lengths", "piece", 31m, 18, [("CY", 0, 1)]), new("M-ROD", "Piston rod bar", "piece", 22m, 15, [("CY", 0, 1)]),
        new("M-BLOCK", "Steel block, sawn", "piece", 58m, 20, [("MB", 0, 1), ("PV", 1, 1)]), new("M-CAST", "Pump housing, casting", "piece", 140m, 42, [("AP", 1, 1)]),
        new("M-SPOOL", "Spool steel", "piece", 9.5m, 12, [("PV", 0, 1), ("MB", 2, 3)]), new("M-ROTOR", "Cylinder block, sintered", "piece", 85m, 35, [("AP", 2, 1)]),
        new("M-SEAL", "Seal set", "set", 6.2m, 8, [("CY", 6, 1), ("AP", 3, 1)]), new("M-MOTOR", "Electric motor", "piece", 410m, 28, [("HPU", 2, 1)]),
        new("M-TANK", "Tank sheets, laser cut", "set", 120m, 10, [("HPU", 0, 1)]),
    ];

    /// <summary>The category of what is made here; all else is kept and bought.</summary>
    public const string Made = "Made to order";

    /// <summary>People on the floor. The guide names them with their PINs.</summary>
    public static readonly IReadOnlyList<(string Name, string Pin, string[] Centers)> Operators =
    [
        ("Marek Lis", "2580", ["SAW", "TURN"]), ("Petra Nowak", "1470", ["MILL"]), ("Jonas Weber", "3690", ["HONE", "GRIND"]), ("Sofia Brandt", "1590", ["WELD", "PAINT"]),
        ("Emre Aydin", "7530", ["ASSY"]), ("Katrin Vogel", "9510", ["TEST"]),
    ];

    public static readonly IReadOnlyList<(string Name, string[] Centers)> Tablets =
        [("Tablet machining hall", ["SAW", "TURN", "MILL", "HONE", "GRIND"]), ("Tablet welding and paint", ["WELD", "PAINT"]), ("Tablet assembly", ["ASSY", "TEST"])];

    /// <summary>Why machines stand still.</summary>
    public static readonly IReadOnlyList<string> Causes =
        ["Spindle too warm", "Tool changer stuck", "No coolant pressure", "Fixture broken", "Hydraulic leak", "Sensor fault", "Operator ill", "Control restarted"];
}
