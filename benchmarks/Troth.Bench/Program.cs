using Troth.Bench;

// Program.cs lists the measurements: name, what it measures, how. The first two arguments are the project's root and the built product.
var (root, program) = (args[0], args[1]);
Benchmark[] all =
[
    new("import", "the retail lines against sqlite3's own .import", () => ImportBench.Run(root, program)),
    new("schedule-plan", "planning and quoting on 100,000 and 1,000,000 operations", () => ScheduleBench.Run(root)),
    new("schedule-shop", "make-to-order shops from files, beside frePPLe's engine and dispatching rules", () => ShopBench.Run(root)),
    new("schedule-simulate", "promises kept in a simulated shop by three ways of promising", () => SimulateBench.Run(root)),
    new("schedule-jobshop", "published job shops, a minute each, against the best known", () => JobShopBench.Run(root), Named: true),
    new("promise", "the promise desk over 100,000 planned operations: quotes, confirmations, open pages, restarts", () => PromiseBench.Run(root, program)),
    new("evidence", "the models behind the Book's figures", () => EvidenceBench.Run(root)),
    new("web", "pages at 10,000 and 100,000 accounts", () => WebBench.Run(root, program)),
];
// “schedule” is all that measures the planning engine.
var wanted = args.Skip(2).SelectMany(name => name == "schedule" ? all.Select(b => b.Name).Where(b => b.StartsWith("schedule-", StringComparison.Ordinal)) : [name]).ToArray();
if (wanted.FirstOrDefault(name => all.All(b => b.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no measurement “{unknown}”. There are: {string.Join(", ", all.Select(b => b.Name))}.");
    return 2;
}
var failed = 0;
foreach (var benchmark in all.Where(b => wanted.Length == 0 ? !b.Named : wanted.Contains(b.Name)))
    failed += await benchmark.Measure() ? 0 : 1;
return failed == 0 ? 0 : 1;

/// <summary>A measurement; it answers whether its bounds held. One that takes very long is made only when it is named.</summary>
internal sealed record Benchmark(string Name, string What, Func<Task<bool>> Measure, bool Named = false);
