using System.Globalization;
using Troth.Simulation;

namespace Troth.Evidence.Tests.Simulation;

/// <summary>A written company in memory.</summary>
internal static class Folder
{
    public static Dictionary<string, string> Of(SimulationSettings settings) => Of(settings, out _);

    public static Dictionary<string, string> Of(SimulationSettings settings, out WrittenCompany written)
    {
        // Writers in the current culture on purpose: the files must not show it.
        var writers = new Dictionary<string, StringWriter>();
        written = CompanyFolder.Write(new CompanyStream(settings), name => writers[name] = new StringWriter(CultureInfo.CurrentCulture));
        return writers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }
}
