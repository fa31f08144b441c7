using System.IO.Compression;
using Troth.Schedule;
using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Bench;

/// <summary>The make-to-order shops of the shared data, beside what is recorded there of frePPLe's engine (community, -O3, two shared cores) and what dispatching rules leave.</summary>
internal static class ShopBench
{
    private static readonly (string File, double? FrePPLeSeconds, int? FrePPLeLate, double? FrePPLeQuoteMs)[] Shops =
        [("mto-10000.txt", 1.94, 5, 2.95), ("mto-25000.txt.gz", 7.79, 176, 24.7), ("mto-10000-tight.txt", null, null, null), ("mto-25000-tight.txt.gz", null, null, null)];

    public static Task<bool> Run(string root)
    {
        var folder = Path.GetFullPath(Path.Combine(root, "..", "shared", "data", "shop"));
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no {folder} with shops to plan.");
            return Task.FromResult(false);
        }
        var measured = new List<Measured>();
        foreach (var shop in Shops)
        {
            var name = shop.File.Split('.')[0];
            var tight = name.EndsWith("-tight", StringComparison.Ordinal);
            var figures = ShopFigures.Measure(Read(Path.Combine(folder, shop.File)), new ShopMeasuring(1, TimeSpan.FromSeconds(5), 1, tight ? 600 : 0, tight), CancellationToken.None);
            if (figures.Checker != "ok") throw new InvalidOperationException($"{shop.File}: {figures.Checker}");
            measured.Add(new($"{name}: plan anew", figures.ReplanMs, "ms", name == "mto-25000" ? 150 : null));
            if (shop.FrePPLeSeconds is { } seconds) measured.Add(new($"{name}: frePPLe's", seconds * 1000, "ms"));
            measured.Add(new($"{name}: late", figures.Late, "orders", name == "mto-25000" ? 0 : null));
            if (shop.FrePPLeLate is { } late) measured.Add(new($"{name}: frePPLe's", late, "orders"));
            measured.Add(new($"{name}: quote, median", figures.QuoteP50Us, "µs"));
            if (shop.FrePPLeQuoteMs is { } quote) measured.Add(new($"{name}: frePPLe's", quote * 1000, "µs"));
            if (!tight) continue;
            measured.Add(new($"{name}: tardiness after 5 s", figures.TardinessHours, "h"));
            measured.Add(new($"{name}: earliest due date", figures.EddTardinessHours, "h"));
            measured.Add(new($"{name}: apparent tardiness cost", figures.AtcTardinessHours, "h"));
            measured.Add(new($"{name}: no plan can be below", figures.TardinessFloorHours ?? 0, "h"));
            measured.Add(new($"{name}: against the better rule (.9 is proved out of reach: decision 11)", figures.TardinessHours / Math.Min(figures.EddTardinessHours, figures.AtcTardinessHours), "x", .95));
            measured.Add(new($"{name}: against what no plan can be below", figures.TardinessHours / (figures.TardinessFloorHours ?? 1), "x", 1.1));
        }
        return Task.FromResult(Results.Show(root, "schedule-shop", measured));
    }

    private static ShopFile Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var text = new StreamReader(plain);
        return ShopFile.Read(text);
    }
}
