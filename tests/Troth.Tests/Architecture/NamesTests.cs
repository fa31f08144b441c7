using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;

namespace Troth.Tests.Architecture;

public sealed class NamesTests
{
    private static readonly string[] Banned = ["Manager", "Helper", "Helpers", "Service", "Services", "Util", "Utils", "Dto", "Impl", "Repository", "Mapper", "Mediator"];

    private static readonly Assembly[] Ours = [typeof(TrothServer).Assembly, Assembly.Load("Troth.Evidence"), Assembly.Load("Troth.Simulation")];

    [Fact]
    public void Names_are_business_words()
    {
        var types = Ours.SelectMany(a => ModuleDefinition.ReadModule(a.Location).GetTypes()).Where(t => t.Namespace.StartsWith("Troth", StringComparison.Ordinal)).ToList();
        Assert.True(types.Count > 100, $"only {types.Count} types were read");
        Assert.Empty(types.Where(t => Banned.Any(b => t.Name.EndsWith(b, StringComparison.Ordinal))).Select(t => t.FullName));
    }

    [Fact]
    public void Mappings_end_in_Table()
    {
        var mappings = CompiledCode.Types.Where(t => t.Interfaces.Any(i => i.InterfaceType.Name.StartsWith("IEntityTypeConfiguration", StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(mappings);
        Assert.Empty(mappings.Where(t => !t.Name.EndsWith("Table", StringComparison.Ordinal)).Select(t => t.FullName));
    }

    [Theory]
    [InlineData("Troth.Evidence")]
    [InlineData("Troth.Simulation")]
    public void Engines_know_nothing_of_ours(string engine)
    {
        var module = ModuleDefinition.ReadModule(Assembly.Load(engine).Location);
        Assert.NotEmpty(module.AssemblyReferences);
        Assert.DoesNotContain(module.AssemblyReferences, r => r.Name.StartsWith("Troth", StringComparison.Ordinal)
            || r.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || r.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }
}
