using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Troth.Evidence.Tests;

/// <summary>Debian's coinor-cbc on the same question, as a mixed-integer programme.</summary>
internal static class OutsideSolver
{
    public const string Program = "/usr/bin/cbc";

    /// <summary>What its best whole assignment is worth, and the bound it proved, by its own gap of one in ten thousand.</summary>
    public static double Best(DrawnTrades drawn)
    {
        var folder = Directory.CreateTempSubdirectory("troth-trades-");
        try
        {
            var (model, solution) = (Path.Combine(folder.FullName, "trades.lp"), Path.Combine(folder.FullName, "trades.txt"));
            File.WriteAllText(model, Model(drawn));
            using var cbc = Process.Start(new ProcessStartInfo(Program, [model, "ratio", "0.0001", "sec", "60", "solve", "solution", solution])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var said = cbc.StandardOutput.ReadToEnd();
            cbc.WaitForExit();
            var book = new TradeBook(drawn.Accounts, drawn.Sellers, drawn.Settings);
            var sellers = book.Home.ToArray();
            foreach (var words in File.ReadLines(solution).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                if (words[1].Split('_') is ["x", var account, var seller] && double.Parse(words[2], CultureInfo.InvariantCulture) > .5)
                    sellers[int.Parse(account, CultureInfo.InvariantCulture)] = int.Parse(seller, CultureInfo.InvariantCulture);
            }

            var moves = sellers.Where((seller, account) => seller != book.Home[account]).Count();
            Assert.True(moves <= book.MostMoves, said);
            return book.Total(sellers);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Model(DrawnTrades drawn)
    {
        var book = new TradeBook(drawn.Accounts, drawn.Sellers, drawn.Settings);
        StringBuilder worth = new("Maximize\n value:"), rows = new("Subject To\n"), whole = new("Binary\n");
        StringBuilder moves = new(" moves:");
        for (var seller = 0; seller < book.Sellers; seller++) worth.Append(Invariant($" - {book.Price} over_{seller} - {book.Price} under_{seller}\n"));
        for (var account = 0; account < book.Accounts; account++)
        {
            rows.Append(Invariant($" one_{account}:"));
            for (var seller = 0; seller < book.Sellers; seller++)
            {
                var value = book.Value(account, seller);
                if (double.IsNegativeInfinity(value)) continue;
                worth.Append(Invariant($" + {value} x_{account}_{seller}\n"));
                rows.Append(Invariant($" + x_{account}_{seller}"));
                whole.Append(Invariant($" x_{account}_{seller}\n"));
                if (seller != book.Home[account]) moves.Append(Invariant($" + x_{account}_{seller}\n"));
            }

            rows.Append(" = 1\n");
        }

        for (var seller = 0; seller < book.Sellers; seller++)
        {
            var load = string.Concat(Enumerable.Range(0, book.Accounts).Where(a => !double.IsNegativeInfinity(book.Value(a, seller)))
                .Select(a => Invariant($" + {book.Load[a]} x_{a}_{seller}\n")));
            rows.Append(Invariant($" most_{seller}: - over_{seller}{load} <= {book.Most[seller]}\n"));
            rows.Append(Invariant($" least_{seller}: under_{seller}{load} >= {book.Least[seller]}\n"));
        }

        rows.Append(moves).Append(Invariant($" <= {book.MostMoves}\n"));
        return $"{worth}{rows}{whole}End\n";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
