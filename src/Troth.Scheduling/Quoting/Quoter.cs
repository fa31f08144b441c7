using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>
/// Capable to promise: reads a date from a plan. Keeps its working memory, so that a quote allocates nothing (except where operations
/// of the order itself compete for a machine); make one for each thread.
/// </summary>
public sealed class Quoter(Shop shop)
{
    private readonly Sourcing _sourcing = new(shop);

    /// <summary>The earliest date, the safe date and what decides them. O(operations × machines × log n), and the gaps looked at.</summary>
    /// <param name="plan">A plan of this shop.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="ShopRefusedException">The request is out of range; it names the value.</exception>
    public Quote Of(Plan plan, in QuoteRequest request)
    {
        RequestCheck.Check(shop, plan, request);
        WaitedFor = -1;
        var product = shop.Products[request.Product];
        if (product is { Stocked: false, Bought: false, Graph: null }) return None(plan, NoDate.NoSupply, request.Product);
        var supply = _sourcing.Best(plan, request.Product, request.Quantity, request.NotBefore);
        if (supply.Finish < 0) return Missing(plan, request);
        var (by, at) = Deciding(plan, product, request, supply);
        var safe = SafeDate(plan, product, request, supply);
        return new Quote(plan.Version, NoDate.None, supply.Finish, safe, by, at, plan.Spread.IsKnown);
    }

    /// <summary>The work center that the last quote waits for longest, also where a material decides; −1 when it waits for none.</summary>
    internal int WaitedFor { get; private set; }

    private static Quote None(Plan plan, NoDate why, int deciding) => new(plan.Version, why, -1, -1, default, deciding, false);

    private Quote Missing(Plan plan, in QuoteRequest request)
    {
        var product = shop.Products[request.Product];
        if (product.Graph is not { } graph)
            return product.Bought ? None(plan, NoDate.Horizon, -1) : None(plan, NoDate.Material, request.Product);
        // Said of making all of it: the last thing tried may have been a part.
        _sourcing.Make(plan, graph, request.Quantity, _sourcing.Earliest(plan, request.NotBefore));
        var at = _sourcing.Placer.ObstacleAt;
        return _sourcing.Placer.Obstacle switch
        {
            Obstacle.Material => None(plan, NoDate.Material, at),
            Obstacle.Quantity => None(plan, NoDate.Quantity, at),
            _ => None(plan, NoDate.Horizon, graph.CentersFrom[at] < graph.CentersFrom[at + 1] ? graph.Center[graph.CentersFrom[at]] : -1),
        };
    }

    /// <summary>What it waits for longest; where it waits for nothing, what takes longest.</summary>
    private (DecidedBy By, int At) Deciding(Plan plan, Product product, in QuoteRequest request, in Supply supply)
    {
        if (supply.Made == 0)
            return (supply.Bought > 0 || supply.Finish > Math.Max(plan.Now, request.NotBefore) ? DecidedBy.Material : DecidedBy.Stock, request.Product);
        if (supply.FromStock > 0 && supply.StockAt == supply.Finish) return (DecidedBy.Material, request.Product);
        var graph = product.Graph!;
        Remake(plan, graph, request, supply);
        var placer = _sourcing.Placer;
        var (longest, at, material) = (0, -1, -1);
        var waited = 0;
        for (var i = 0; i < graph.Count; i++)
        {
            if (placer.Wait[i] > waited && placer.Placed[i].Machine >= 0)
                (waited, WaitedFor) = (placer.Wait[i], shop.CenterOfMachine[placer.Placed[i].Machine]);
            if (placer.Wait[i] > longest) (longest, at, material) = (placer.Wait[i], i, -1);
            if (placer.MaterialWait[i] > longest) (longest, at, material) = (placer.MaterialWait[i], i, Latest(plan, graph, i));
        }
        if (material >= 0) return (DecidedBy.Material, material);
        if (at < 0)
            for (var i = 0; i < graph.Count; i++)
                if (placer.Placed[i].End - placer.Placed[i].Start is var takes && takes >= longest) (longest, at) = (takes, i);
        return placer.Placed[at].Machine is var machine and >= 0
            ? (DecidedBy.WorkCenter, shop.CenterOfMachine[machine]) : (DecidedBy.Outside, -1);
    }

    private int Latest(Plan plan, Graph graph, int i)
    {
        var (latest, product) = (-1, -1);
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var at = _sourcing.Placer.MaterialFrom(plan.Stock, graph.Material[m], _sourcing.Placer.MaterialPieces(graph, m, i), plan.Now);
            if (at > latest) (latest, product) = (at, graph.Material[m]);
        }
        return product;
    }

    /// <summary>
    /// The latest of three: planned finish + shipping buffer, in minutes of the clock; planned finish + what orders like it have
    /// slipped, in working time; and, for work that passes the drum, the end of the drum's planned load up to this order + half the
    /// production buffer (simplified drum-buffer-rope, Schragenheim &amp; Dettmer 2000). The buffer is not added to the measured slip:
    /// it is kept against the same troubles. Bought pieces count with the measured lead of their supplier at the confidence.
    /// </summary>
    private int SafeDate(Plan plan, Product product, in QuoteRequest request, in Supply supply)
    {
        var promise = shop.Definition.Classes[request.Class];
        var finish = (long)supply.Finish;
        if (supply.Bought > 0) finish = Math.Max(finish, (long)plan.Now + product.Lead(request.Confidence));
        if (supply.Made == 0) return InHorizon(finish + promise.ShippingBuffer);
        var graph = product.Graph!;
        Remake(plan, graph, request, supply);
        // Material that may come late makes everything after it late.
        var late = 0;
        for (var i = 0; i < graph.Count; i++)
            for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
                late = Math.Max(late, Late(plan, graph, m, i, request.Confidence));
        finish += late;
        if (finish > shop.Horizon) return -1;
        var safe = Math.Max(finish + promise.ShippingBuffer, plan.Spread.After((int)finish, plan.Now, request.Class, request.Confidence));
        for (var i = 0; i < graph.Count; i++)
            if (_sourcing.Placer.Placed[i].Machine is var machine and >= 0 && shop.Centers[shop.CenterOfMachine[machine]].Definition.Drum)
                safe = Math.Max(safe, (long)_sourcing.Placer.Placed[i].End + promise.ProductionBuffer / 2);
        return InHorizon(safe);
    }

    private int InHorizon(long minute) => minute > shop.Horizon ? -1 : (int)minute;

    /// <summary>Minutes by which a bought material may come after the operation that needs it is to start.</summary>
    private int Late(Plan plan, Graph graph, int m, int i, int confidence)
    {
        var product = shop.Products[graph.Material[m]];
        if (!product.Bought) return 0;
        var pieces = _sourcing.Placer.MaterialPieces(graph, m, i);
        var fromStock = plan.Stock[graph.Material[m]]?.FreeFrom(pieces, plan.Now) ?? -1;
        if (fromStock >= 0 && fromStock <= plan.Now + product.Definition.Purchase!.LeadMinutes) return 0;
        return Math.Max(0, plan.Now + product.Lead(confidence) - _sourcing.Placer.Placed[i].Start);
    }

    private void Remake(Plan plan, Graph graph, in QuoteRequest request, in Supply supply)
    {
        if (_sourcing.LastMade != supply.Made) _sourcing.Make(plan, graph, supply.Made, _sourcing.Earliest(plan, request.NotBefore));
    }
}
