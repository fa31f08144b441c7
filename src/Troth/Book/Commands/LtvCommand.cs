using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Troth.Evidence;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>./troth evidence ltv: a purchase model learnt from a file's orders up to a day, and how it foretells those after it.</summary>
public static class LtvCommand
{
    /// <summary>The first fit of a process also waits for its code to be made; the shortest of these is the fit's own time.</summary>
    private const int Timings = 5;

    public static Command Make(CommandHost host)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A line an order, in columns set apart by comma, semicolon, tab, bar or blanks. Orders of a customer on one day count as one. Packed (.gz) too.",
        };
        var columns = new Option<string>("--columns")
        {
            Description = "Customer, date and amount by their names in the first row, or by their places from 1.",
            DefaultValueFactory = _ => "customer,date,amount",
        };
        var until = new Option<string>("--calibrate-until")
        {
            Description = "The last day that is learnt from, yyyy-MM-dd; what comes after it in the file is foretold and compared.", Required = true,
        };
        var model = new Option<string>("--model")
        {
            Description = "mbg (MBG/NBD), bg (BG/NBD) or pareto (Pareto/NBD).", DefaultValueFactory = _ => "mbg",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new FileCommand("ltv", "Learns how customers buy, and what orders bring, up to a day, and foretells the orders after it. Times are in weeks.")
        {
            file, columns, until, model, json,
        };
        command.SetAction((parsed, _) =>
        {
            try
            {
                var kind = Kind(parsed.GetValue(model)!);
                var day = Day(parsed.GetValue(until)!);
                var given = parsed.GetValue(file)!;
                var learnt = Learn(given, OrderFile.Read(host, given, parsed.GetValue(columns)!), day, kind);
                host.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(learnt, JsonSerializerOptions.Web) : Table(learnt));
                return Task.FromResult(0);
            }
            catch (FormatException wrong)
            {
                host.Error.WriteLine(wrong.Message);
                return Task.FromResult(2);
            }
        });
        return command;
    }

    private static BuyingKind Kind(string given) => given switch
    {
        "mbg" => BuyingKind.ModifiedBetaGeometric,
        "bg" => BuyingKind.BetaGeometric,
        "pareto" => BuyingKind.Pareto,
        _ => throw new FormatException($"--model is “{given}”; give mbg, bg or pareto."),
    };

    private static DateOnly Day(string given) =>
        DateOnly.TryParseExact(given, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new FormatException($"--calibrate-until is “{given}”; give a day as yyyy-MM-dd.");

    private static string Said(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Learnt Learn(string given, OrderFile orders, DateOnly until, BuyingKind kind)
    {
        var customers = orders.Days.Where(days => days[0].Day <= until).ToArray();
        if (customers.Length == 0)
            throw new FormatException($"{given}: nobody bought up to {Said(until)}; give a later day with --calibrate-until.");
        BuyingHistory[] histories = [.. customers.Select(days =>
            BuyingHistory.Of([.. days.Select(d => d.Day.DayNumber)], until.DayNumber)!.Value)];
        if (histories.All(h => h.Repeats == 0))
            throw new FormatException($"{given}: nobody bought a second time up to {Said(until)}; give a later day with --calibrate-until.");
        var (needed, again) = (new ForecastSettings(), histories.Count(h => h.Repeats > 0));
        if (customers.Length < needed.LeastCustomers || again < needed.LeastRepeatBuyers)
            throw new FormatException($"{given}: {customers.Length} customers bought up to {Said(until)}, {again} of them a second time: too few to learn from. "
                + $"Give at least {needed.LeastCustomers}, {needed.LeastRepeatBuyers} of them with a second order, or a later day with --calibrate-until.");
        var (fit, milliseconds) = Timed(() => BuyingFit.Of(kind, histories));
        return new Learnt(
            fit.Model.Parameters.ToDictionary(p => p.Name, p => p.Value), fit.LogLikelihood, fit.Customers, Math.Round(milliseconds, 1),
            orders.Last > until ? Compare(fit.Model, customers, histories, until, orders.Last) : null, Value(customers, until));
    }

    private static HeldOut Compare(BuyingModel model, (DateOnly Day, double)[][] customers, BuyingHistory[] histories, DateOnly until, DateOnly last)
    {
        var (_, expected) = model.Score(histories, (last.DayNumber - until.DayNumber) / 7.0);
        int[] came = [.. customers.Select(days => days.Count(d => d.Day > until))];
        return new HeldOut(came.Sum(), expected.Sum(), expected.Zip(came, (e, c) => Math.Abs(e - c)).Average());
    }

    /// <summary>From repeats alone, as published; customers whose repeats came to nothing say nothing of values.</summary>
    private static Values? Value((DateOnly Day, double Amount)[][] customers, DateOnly until)
    {
        OrderValue[] values = [.. customers.Select(days => days.Where(d => d.Day <= until).Skip(1).Select(d => d.Amount).ToArray())
            .Where(repeats => repeats.Sum() > 0).Select(repeats => new OrderValue(repeats.Length, repeats.Average()))];
        return values.Length < 2 ? null : GammaGamma.Fit(values) is var fit ? new Values(fit.P, fit.Q, fit.V, fit.LogLikelihood) : null;
    }

    private static (T Made, double Milliseconds) Timed<T>(Func<T> make)
    {
        var (made, best) = (default(T)!, double.MaxValue);
        for (var time = 0; time < Timings; time++)
        {
            var started = TimeProvider.System.GetTimestamp();
            made = make();
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        return (made, best);
    }

    private static string Table(Learnt learnt)
    {
        List<(string Name, string Figure)> rows = [("customers", Figure(learnt.Customers, "N0")),
            .. learnt.Parameters.Select(p => (p.Key, Figure(p.Value, "0.0000"))), ("log-likelihood", Figure(learnt.LogLikelihood, "0.000")),
            ("fit, ms", Figure(learnt.FitMs, "0.0"))];
        if (learnt.Holdout is { } held)
            rows.AddRange([("orders after it", Figure(held.Actual, "N0")), ("foretold", Figure(held.Predicted, "N1")), ("off by, a customer", Figure(held.Mae, "0.0000"))]);
        if (learnt.Value is { } value)
            rows.AddRange([("value p", Figure(value.P, "0.0000")), ("value q", Figure(value.Q, "0.0000")), ("value v", Figure(value.V, "0.0000")),
                ("value log-likelihood", Figure(value.LogLikelihood, "0.000"))]);
        return string.Join(Environment.NewLine, rows.Select(row => $"{row.Name,-20} {row.Figure,14}"));
    }

    private static string Figure(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The command's fixed form.</summary>
    private sealed record Learnt(
        IReadOnlyDictionary<string, double> Parameters, double LogLikelihood, int Customers, double FitMs, HeldOut? Holdout, Values? Value);

    private sealed record HeldOut(int Actual, double Predicted, double Mae);

    private sealed record Values(double P, double Q, double V, double LogLikelihood);
}
