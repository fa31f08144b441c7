using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Troth.Platform.Live;

/// <summary>
/// Tells open pages that something changed: a topic's name, nothing more, so the page fetches what its reader may see.
/// A reader who falls behind is told to look at everything (<see cref="All"/>). Other nodes hear it through <see cref="LiveRelay"/>.
/// </summary>
public sealed class LiveNews
{
    public const string All = "*";
    private const int Capacity = 64;
    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();

    /// <summary>Call after the transaction, with names such as "book" or "account:A-1042".</summary>
    public void Publish(string topic)
    {
        foreach (var listener in _listeners.Keys) listener.Hear(topic);
    }

    /// <summary>To this node's pages only: other nodes find it out by themselves, or it came from there.</summary>
    public void PublishHere(string topic)
    {
        foreach (var (listener, ofOthers) in _listeners)
            if (!ofOthers) listener.Hear(topic);
    }

    public Listener Listen() => Listen(forOthers: false);

    /// <summary>What is to be told to other nodes.</summary>
    public Listener ListenForOthers() => Listen(forOthers: true);

    private Listener Listen(bool forOthers)
    {
        var listener = new Listener(this);
        _listeners[listener] = forOthers;
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
