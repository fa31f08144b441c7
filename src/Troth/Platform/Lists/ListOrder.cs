using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Platform.Lists;

/// <summary>
/// An order of a list by one or several keys, the last of them unique. A page is found by the keys of the row before it, so a deep page costs
/// what the first does, and rows that come or go meanwhile neither repeat nor hide others. Make one per order and keep it.
/// </summary>
public sealed class ListOrder<T>(bool descending = false)
{
    private readonly List<Key> keys = [];

    public ListOrder<T> By(Expression<Func<T, string>> key) => Add(key, text => text.Contains('\0', StringComparison.Ordinal) ? throw new FormatException() : text);
    public ListOrder<T> By(Expression<Func<T, long>> key) => Add(key, text => long.Parse(text, CultureInfo.InvariantCulture));
    public ListOrder<T> By(Expression<Func<T, int>> key) => Add(key, text => int.Parse(text, CultureInfo.InvariantCulture));
    public ListOrder<T> By(Expression<Func<T, Guid>> key) => Add(key, Guid.Parse);
    public ListOrder<T> By(Expression<Func<T, DateOnly>> key) => Add(key, text => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture));
    public ListOrder<T> By(Expression<Func<T, DateTimeOffset>> key) =>
        Add(key, text => new DateTimeOffset(long.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero));

    /// <summary>
    /// One page. <paramref name="parts"/> follow one another in ascending order: rows that have the first key, then those without it,
    /// say; each is one query, and only as many are asked as it takes to fill the page.
    /// </summary>
    public async Task<Listing<T>> Page(ListPlace place, CancellationToken cancel, params IQueryable<T>[] parts)
    {
        var down = descending ^ place.Backward;
        var values = place.Key is { } key ? Read(key, place.Backward ? "before" : "after") : null;
        var rows = new List<T>();
        foreach (var part in down ? parts.Reverse() : parts)
        {
            if (rows.Count > place.Limit) break;
            var from = values is not null ? part.Where(Beyond(values, down)) : keys[0].All() is { } all ? part.Where(all) : part;
            rows.AddRange(await Ordered(from, down).Take(place.Limit + 1 - rows.Count).ToListAsync(cancel));
        }
        var more = rows.Count > place.Limit;
        if (more) rows.RemoveAt(rows.Count - 1);
        if (place.Backward) rows.Reverse();
        return new(rows,
            After: rows.Count > 0 && (place.Backward || more) ? Write(rows[^1]) : null,
            Before: rows.Count > 0 && (place.Backward ? more : place.Key is not null) ? Write(rows[0]) : null);
    }

    private ListOrder<T> Add<TKey>(Expression<Func<T, TKey>> key, Func<string, TKey> read)
    {
        keys.Add(new Key<TKey>(key, read));
        return this;
    }

    private IQueryable<T> Ordered(IQueryable<T> rows, bool down)
    {
        foreach (var key in keys) rows = key.Order(rows, down, first: key == keys[0]);
        return rows;
    }

    /// <summary>a ≥ x and (a > x or (b ≥ y and (b > y or …))): written so, a database can seek to a ≥ x in an index.</summary>
    private Expression<Func<T, bool>> Beyond(object[] values, bool down)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var condition = keys[^1].Beyond(row, values[^1], down, orEqual: false);
        for (var i = keys.Count - 2; i >= 0; i--)
            condition = Expression.AndAlso(keys[i].Beyond(row, values[i], down, orEqual: true),
                Expression.OrElse(keys[i].Beyond(row, values[i], down, orEqual: false), condition));
        return Expression.Lambda<Func<T, bool>>(condition, row);
    }

    private string Write(T row) => string.Join('~', keys.Select(key => Uri.EscapeDataString(key.Write(row)).Replace("~", "%7E", StringComparison.Ordinal)));

    private object[] Read(string text, string field)
    {
        var parts = text.Split('~');
        try
        {
            if (parts.Length == keys.Count) return [.. parts.Select((part, i) => keys[i].Read(Uri.UnescapeDataString(part)))];
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            // Told below, like a wrong number of parts.
        }
        throw new BadInputException(field, Words.Say("list.place", text));
    }

    private abstract class Key
    {
        public abstract IQueryable<T> Order(IQueryable<T> rows, bool down, bool first);
        public abstract Expression Beyond(ParameterExpression row, object value, bool down, bool orEqual);

        /// <summary>A condition that all rows meet, which leads a database to walk an index, either way, rather than sort everything it finds.</summary>
        public abstract Expression<Func<T, bool>>? All();
        public abstract string Write(T row);
        public abstract object Read(string text);
    }

    private sealed class Key<TKey>(Expression<Func<T, TKey>> key, Func<string, TKey> read) : Key
    {
        private readonly Func<T, TKey> value = key.Compile();

        public override IQueryable<T> Order(IQueryable<T> rows, bool down, bool first) => (first, down) switch
        {
            (true, false) => rows.OrderBy(key),
            (true, true) => rows.OrderByDescending(key),
            (false, false) => ((IOrderedQueryable<T>)rows).ThenBy(key),
            (false, true) => ((IOrderedQueryable<T>)rows).ThenByDescending(key),
        };

        public override Expression Beyond(ParameterExpression row, object value, bool down, bool orEqual)
        {
            var left = new Rename(key.Parameters[0], row).Visit(key.Body);
            // A property of an object, not a constant: so it becomes a parameter and the query is compiled once.
            Expression right = Expression.Property(Expression.Constant(new Boxed((TKey)value)), nameof(Boxed.Value));
            if (typeof(TKey) == typeof(string))
                (left, right) = (Expression.Call(typeof(string), nameof(string.Compare), null, left, right), Expression.Constant(0));
            return (down, orEqual) switch
            {
                (false, false) => Expression.GreaterThan(left, right),
                (false, true) => Expression.GreaterThanOrEqual(left, right),
                (true, false) => Expression.LessThan(left, right),
                (true, true) => Expression.LessThanOrEqual(left, right),
            };
        }

        public override Expression<Func<T, bool>>? All() => typeof(TKey) != typeof(string) ? null
            : Expression.Lambda<Func<T, bool>>(Beyond(key.Parameters[0], "", down: false, orEqual: true), key.Parameters[0]);

        public override string Write(T row) => value(row) switch
        {
            DateOnly day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
            Guid id => id.ToString("N"),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var text => text?.ToString() ?? "",
        };

        public override object Read(string text) => read(text)!;

        private sealed record Boxed(TKey Value);
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
