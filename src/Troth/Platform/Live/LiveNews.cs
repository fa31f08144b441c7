using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Troth.Platform.Live;

/// <summary>
/// Tells open pages that something changed: a topic's name, nothing more, so the page fetches what its reader may see.
/// In this process only. A reader who falls behind is told to look at everything (<see cref="All"/>).
/// </summary>
public sealed class LiveNews
{
    public const string All = "*";
    private const int Capacity = 64;
    private readonly ConcurrentDictionary<Listener, byte> _listeners = new();

    /// <summary>Call after the transaction, with names such as "book" or "account:A-1042".</summary>
    public void Publish(string topic)
    {
        foreach (var listener in _listeners.Keys)
            listener.Hear(topic);
    }

    public Listener Listen()
    {
        var listener = new Listener(this);
        _listeners[listener] = 0;
        return listener;
    }

    public sealed class Listener(LiveNews news) : IDisposable
    {
        private readonly Channel<string> _topics = Channel.CreateBounded<string>(Capacity);
        private volatile bool _missed;

        public void Hear(string topic) => _missed |= !_topics.Writer.TryWrite(topic);

        /// <summary>Waits for news, then takes all there is, each topic once.</summary>
        public async ValueTask<IReadOnlySet<string>> Next(CancellationToken cancel)
        {
            await _topics.Reader.WaitToReadAsync(cancel);
            var topics = new HashSet<string>(StringComparer.Ordinal);
            while (_topics.Reader.TryRead(out var topic))
                topics.Add(topic);
            if (!_missed)
                return topics;
            _missed = false;
            return new HashSet<string>(StringComparer.Ordinal) { All };
        }

        public void Dispose() => news._listeners.TryRemove(this, out _);
    }
}
