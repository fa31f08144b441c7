namespace Troth.Evidence;

/// <summary>
/// The chances of 0, 1, 2 … orders in a time by customers who do not leave, whose intervals are gamma with a given regularity. An order is every
/// k-th of events that come by chance (Chatfield &amp; Goodhardt 1973 for k = 2); these are negative-binomial where the rate is gamma. From a
/// moment like any other the next order is anywhere between 0 and k events away, so P(at least n) = 1/k · ∫ P(events &gt; z) dz from k(n−1) to kn.
/// With k = 1 these are the purchase models' own counts; other k need not be whole.
/// </summary>
internal sealed class RenewalCounts(double shape, double scale, double time, double regularity)
{
    private readonly double _ratio = Math.Log(time * regularity / (scale + time * regularity));
    private double _next = shape * Math.Log(scale / (scale + time * regularity));
    private double _upTo;
    private int _events = -1;
    private double _integral;
    private double _atLeast = 1;
    private int _count;

    /// <summary>The chance of the next count, from 0 on.</summary>
    public double Next()
    {
        var before = _integral;
        MoveTo(regularity * ++_count);
        var atLeast = Math.Min(_atLeast, (_integral - before) / regularity);
        return (_atLeast, _atLeast = atLeast).Item1 - atLeast;
    }

    private double _at;

    private void MoveTo(double end)
    {
        while (_at < end)
        {
            if (_events < (int)_at) AddEvent();
            var until = Math.Min(end, _events + 1);
            _integral += (until - _at) * Math.Max(0, 1 - _upTo);
            _at = until;
        }
    }

    private void AddEvent()
    {
        _upTo += Math.Exp(_next);
        _events++;
        _next += Math.Log((shape + _events) / (_events + 1)) + _ratio;
    }
}
