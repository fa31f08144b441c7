using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Book;

/// <summary>
/// A way to order the Book that a long list can be read in, page by page, each at the cost of the first. Accounts without the figure
/// come last, whichever way it is ordered.
/// </summary>
public sealed class BookOrder
{
    public const string Usual = "-potential";
    public static readonly IReadOnlyList<string> Judgements = ["growth", "potential", "penetration", "ahead", "overdue", "claimed"];

    private static readonly Dictionary<string, IColumn> Columns = new()
    {
        ["name"] = new Column<string>(f => f.NameKey, Key, value => value),
        ["seller"] = new Column<string>(f => f.SellerNameKey, Key, value => value) { Gap = new(ExpressionType.LessThan, NameKey.Last) },
        ["bought"] = new Column<decimal>(f => f.Bought, Decimal, value => value.ToString(CultureInfo.InvariantCulture)),
        ["growth"] = new Column<double?>(f => f.GrowthAgainstPeers, Double, value => value!.Value.ToString("R", CultureInfo.InvariantCulture)),
        ["potential"] = new Column<decimal?>(f => f.Potential, text => Decimal(text), value => value!.Value.ToString(CultureInfo.InvariantCulture)),
        ["penetration"] = new Column<double?>(f => f.Penetration, Double, value => value!.Value.ToString("R", CultureInfo.InvariantCulture)),
        ["ahead"] = new Column<decimal?>(f => f.NextWorth, text => Decimal(text), value => value!.Value.ToString(CultureInfo.InvariantCulture)),
        ["overdue"] = new Column<int?>(f => f.OverdueDays, text => Step(text), value => value!.Value.ToString(CultureInfo.InvariantCulture)),
        ["claimed"] = new Column<int>(f => f.Claimed, Step, value => value.ToString(CultureInfo.InvariantCulture)) { Gap = new(ExpressionType.GreaterThan, 0) },
    };

    private const decimal Most = long.MaxValue / ColumnConventions.AmountScale;

    private readonly IColumn column;
    private readonly bool descending;

    private BookOrder(string name, IColumn column, bool descending) => (Name, this.column, this.descending) = ((descending ? "-" : "") + name, column, descending);

    /// <summary>As in the address: name, −bought.</summary>
    public string Name { get; }

    /// <summary>The order asked for, if its reader may have it: an order tells what it orders by.</summary>
    public static BookOrder Of(BookFilter filter, BookEyes eyes)
    {
        var asked = string.IsNullOrEmpty(filter.Sort) ? eyes.SafeView ? "-bought" : Usual : filter.Sort;
        var name = asked.TrimStart('-');
        if (!Columns.TryGetValue(name, out var column) || asked.Length - name.Length > 1)
            throw new BadInputException("sort", Words.Say("sort.wrong", asked, string.Join(", ", Columns.Keys)));
        if (eyes.SafeView && Judgements.Contains(name)) return Of(filter with { Sort = null }, eyes);
        if (name == "claimed" && !MaySeeAllClaims(filter, eyes))
            throw new BadInputException("sort", Words.Say("sort.claims"));
        return new BookOrder(name, column, asked != name);
    }

    public static bool MaySeeAllClaims(BookFilter filter, BookEyes eyes) => !eyes.SafeView
        && (eyes.AllTeams || (eyes.Seller is not null && (filter.Mine == true || filter.SellerAsked == eyes.Seller)) || (eyes.Team is not null && filter.TeamAsked == eyes.Team));

    /// <summary>Up to <paramref name="count"/> figures after a place, or before it (then the nearest ones, in order).</summary>
    public async Task<List<BookFigure>> Take(IQueryable<BookFigure> figures, string? from, bool backwards, int count, CancellationToken cancel)
    {
        var place = from is null ? null : BookPlace.Parse(from);
        var found = new List<BookFigure>(count);
        foreach (var known in column.HasGaps ? backwards ? [false, true] : new[] { true, false } : [true])
        {
            // The other part lies wholly behind this place, or wholly before it.
            if (place is not null && known != place.Known && known != backwards) continue;
            if (found.Count == count) break;
            var part = column.Part(figures, known, descending != backwards, known == place?.Known ? place : null, backwards);
            found.AddRange(await part.Take(count - found.Count).ToListAsync(cancel));
        }
        if (backwards) found.Reverse();
        return found;
    }

    public string PlaceOf(BookFigure figure) => new BookPlace(column.TextOf(figure), figure.Number).ToString();

    /// <summary>A crafted address may hold what no database keeps: more than fits, or a NUL.</summary>
    private static string Key(string text) => text.Contains('\0', StringComparison.Ordinal) ? throw BookPlace.Wrong() : text;

    private static int Step(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var step) ? step : throw BookPlace.Wrong();

    private static decimal Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= Most && decimal.Round(value, 4) == value
            ? value : throw BookPlace.Wrong();

    private static double? Double(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw BookPlace.Wrong();

    private interface IColumn
    {
        bool HasGaps { get; }
        IQueryable<BookFigure> Part(IQueryable<BookFigure> figures, bool known, bool descending, BookPlace? from, bool backwards);
        string? TextOf(BookFigure figure);
    }

    private sealed class Column<T>(Expression<Func<BookFigure, T>> key, Func<string, T> parse, Func<T, string> text) : IColumn
    {
        private readonly Func<BookFigure, T> read = key.Compile();

        /// <summary>What stands for “none” where the column is never null; null where it is, and where there always is a figure.</summary>
        public Nothing<T>? Gap { get; init; }

        public bool HasGaps => Gap is not null || (default(T) is null && typeof(T) != typeof(string));

        public string? TextOf(BookFigure figure) => read(figure) is { } value && !(Gap is { } gap && value.Equals(gap.Value)) ? text(value) : null;

        public IQueryable<BookFigure> Part(IQueryable<BookFigure> figures, bool known, bool descending, BookPlace? from, bool backwards)
        {
            if (!known)
            {
                figures = figures.Where(Is(ExpressionType.Equal, Gap is { } gap ? gap.Value : null));
                if (from is not null) figures = backwards ? figures.Where(f => f.Number < from.Number) : figures.Where(f => f.Number > from.Number);
                return backwards ? figures.OrderByDescending(f => f.Number) : figures.OrderBy(f => f.Number);
            }
            if (HasGaps) figures = figures.Where(Gap is { } gap ? Is(gap.Known, gap.Value) : Is(ExpressionType.NotEqual, null));
            if (from is not null) figures = figures.Where(Beyond(new Held(parse(from.Text!), from.Number), descending));
            return descending ? figures.OrderByDescending(key).ThenByDescending(f => f.Number) : figures.OrderBy(key).ThenBy(f => f.Number);
        }

        private Expression<Func<BookFigure, bool>> Is(ExpressionType how, object? with) =>
            Expression.Lambda<Func<BookFigure, bool>>(Compare(how, Expression.Constant(with, typeof(T))), key.Parameters);

        private BinaryExpression Compare(ExpressionType how, Expression with) => typeof(T) == typeof(string)
            ? Expression.MakeBinary(how, Expression.Call(typeof(string), nameof(string.Compare), null, key.Body, with), Expression.Constant(0))
            : Expression.MakeBinary(how, key.Body, with);

        // key ≥ x and (key > x or number > n): written so, a database can seek to x. Values are held in an object, so that they become parameters.
        private Expression<Func<BookFigure, bool>> Beyond(Held held, bool descending)
        {
            var how = descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
            var value = Expression.Property(Expression.Constant(held), nameof(Held.Value));
            var number = Expression.MakeBinary(how, Expression.Property(key.Parameters[0], nameof(BookFigure.Number)), Expression.Property(Expression.Constant(held), nameof(Held.Number)));
            var orAt = descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual;
            return Expression.Lambda<Func<BookFigure, bool>>(Expression.AndAlso(Compare(orAt, value), Expression.OrElse(Compare(how, value), number)), key.Parameters);
        }

        private sealed record Held(T Value, long Number);
    }

    /// <param name="Known">How figures that are known compare with it: on one side of it only, so that a database can seek past it.</param>
    /// <param name="Value">Stands for none: nobody, nothing claimed.</param>
    private sealed record Nothing<T>(ExpressionType Known, T Value);
}

/// <summary>A place in an ordered list, as it stands in an address: the figure there, if known, and the account's number.</summary>
public sealed record BookPlace(string? Text, long Number)
{
    public bool Known => Text is not null;

    public override string ToString() => $"{(Text is null ? "" : "k" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Text)))}.{Number.ToString(CultureInfo.InvariantCulture)}";

    public static BookPlace Parse(string place)
    {
        var parts = place.Split('.');
        if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Wrong();
        if (parts[0].Length == 0) return new(null, number);
        try
        {
            return new(Encoding.UTF8.GetString(Convert.FromHexString(parts[0].AsSpan(1))), number);
        }
        catch (FormatException)
        {
            throw Wrong();
        }
    }

    internal static BadInputException Wrong() => new("after", Words.Say("list.place"));
}
