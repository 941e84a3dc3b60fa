// Layers over graphs. Nodes are rows; every graph's structure comes from the loader as a sparse pattern without self loops,
// and layers whose definition has them add the node's own term.
#include "engine/core/philox.h"
#include "engine/ops/layers/attributes.h"
#include "engine/ops/layers/port.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

LayerPort graph_port() { return {"graph", PortKind::Graph, "the data set's edges, both ways where they have no direction"}; }
LayerPort nodes_port() { return {"x", PortKind::Features, "features of the nodes"}; }
LayerPort nodes_out() { return {"y", PortKind::Features, "a row a node"}; }
AttributeDef out_features(const char* help = "numbers a node has after it; the word classes follows the data set") { return {"out_features", int64_t(16), "Out features", help, "", 1, 1 << 20, {}, true}; }
AttributeDef bias() { return {"bias", true, "Bias", "add a learnt constant to every output"}; }
AttributeDef initializer() { return {"initializer", std::string("default"), "Initializer", "how weights begin; default: as the training says"}; }
AttributeDef aggregation(const char* fallback) { return {"aggregate", std::string(fallback), "Aggregate", "how what neighbours say is joined", "", 0, 0, {"sum", "mean", "max"}, true}; }

Attributes over(const SparsePattern& p, const char* by = "target") { return {{"pattern", p.sizes()}, {"by", std::string(by)}}; }
Attributes last_axis() { return {{"axes", List{-1}}, {"keepdims", int64_t(0)}}; }

/// Bound to one graph: what ops need of it.
struct Edges {
    LayerContext& c;
    ir::ValueId pattern;
    SparsePattern p;
    Term gather(Term x, const char* end) const { return x.then("GraphGather", {pattern}, over(p, end)); }
    Term aggregate(Term x, const std::string& how = "sum", ir::ValueId weights = {}, bool entries = false, const char* by = "target") const {
        Attributes a = over(p, by);
        a["reduction"] = how;
        if (entries) a["entries"] = true;
        std::vector<ir::ValueId> inputs{pattern};
        if (weights.present()) inputs.push_back(weights);
        return x.then("GraphAggregate", inputs, a);
    }
    /// A column of counts [V, 1] as real numbers.
    Term degree() const {
        Attributes a = over(p);
        a["batched"] = true;
        return Term(c.b, c.op("GraphDegree", {pattern}, a)).reshaped({p.rows, 1});
    }
    /// [V, 1]: 1 for nodes, 0 for padding.
    Term real_nodes() const {
        const Term ones(c.b, c.op("Expand", {c.b.constant(1)}, {{"shape", List{p.groups, 1}}}));
        return gather(ones, "group");
    }
};

/// The graph of the port, whose nodes must be the rows of `x`; nothing after a diagnostic.
std::optional<Edges> edges_of(LayerContext& c, const char* x = "x") {
    const auto p = c.pattern("graph");
    if (!p) return std::nullopt;
    if (p->groups == 0) {
        c.fail("graph", "", "expected a graph, got a table of sparse features", "wire the graph of the data set into it");
        return std::nullopt;
    }
    const Shape& rows = c.type(c.in(x)).shape;
    if (c.type(c.in(x)).dtype != DType::F32 || rows.rank() != 2 || rows[0] != p->rows) {
        c.fail(x, "", "expected features of " + std::to_string(p->rows) + " nodes, got " + to_string(c.type(c.in(x))), "wire the nodes' features of the same data set into it");
        return std::nullopt;
    }
    return Edges{c, c.in("graph"), *p};
}

/// The number of outputs; 0 after a diagnostic.
int64_t outputs_of(LayerContext& c, const char* attribute = "out_features") {
    const int64_t out = c.integer(attribute);
    if (out < 1) c.fail("", attribute, "the data set has no classes to follow", "write a number");
    return std::max<int64_t>(0, out);
}

/// x W with W [in, out].
Term linear(LayerContext& c, Term x, const std::string& name, int64_t out) {
    const int64_t in = c.type(x).shape[-1];
    return x.then("Gemm", {c.parameter(name, {in, out}, {"default", 1, in, out})});
}
Term with_bias(LayerContext& c, Term y, const std::string& name = "bias") {
    const Shape& shape = c.type(y).shape;
    return y + Term(c.b, c.parameter(name, {shape[-1]}, {"default", 1, shape[-1], shape[-1]}));
}
Term dropped(LayerContext& c, Term x, const std::string& attribute, const std::string& stream) {
    if (c.mode != Mode::Train || c.real(attribute) == 0) return x;
    return x.then("Dropout", {}, {{"ratio", c.real(attribute)}, {"stream", int64_t(stream_of((c.node.id + stream).c_str()) & 0x7fffffff)}});
}

/// Batch normalisation of node features over real nodes alone; running statistics as BatchNorm2d's.
Term normalised(LayerContext& c, const Edges& edges, Term x, const std::string& name) {
    const int64_t features = c.type(x).shape[-1];
    const Term scale(c.b, c.parameter(name + "weight", {features}, {"ones"})), shift(c.b, c.parameter(name + "bias", {features}, {"zeros"}));
    const Term old_mean(c.b, c.state(name + "running_mean", {features}, {"zeros"})), old_variance(c.b, c.state(name + "running_var", {features}, {"ones"}));
    const auto normal = [&](Term centred, Term variance) { return centred / (variance + c.real("epsilon")).then("Sqrt") * scale + shift; };
    if (c.mode != Mode::Train) return normal(x - old_mean, old_variance);
    const Term real = edges.real_nodes(), count = real.then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
    const auto mean_of = [&](Term values) { return values.then("ReduceSum", {}, {{"axes", List{0}}, {"keepdims", int64_t(0)}}) / count; };
    const Term mean = mean_of(x * real), centred = (x - mean) * real, variance = mean_of(centred * centred);
    const double share = c.real("momentum");
    const Term unbiased = variance * count / (count - 1).then("Max", {count.number(1)});
    c.b.entry().assigns.push_back({old_mean, old_mean * (1 - share) + mean * share});
    c.b.entry().assigns.push_back({old_variance, old_variance * (1 - share) + unbiased * share});
    return normal(centred, variance);
}
AttributeDef momentum() { return {"momentum", 0.1, "Momentum", "share of the batch in the running statistics", "", 0, 1}; }

}  // namespace

SADDLE_LAYER(GCNConv) {
    // T. N. Kipf and M. Welling, "Semi-supervised classification with graph convolutional networks", ICLR 2017.
    return LayerDef("GCNConv").about("graph", "Graph convolution: each node becomes the weighted mean of itself and its neighbours, weighted by their degrees.", "Y = D^{-1/2} (A + I) D^{-1/2} X W + b").stem("gcn")
        .input({"x", PortKind::Features, "features of the nodes; with words, the values of a sparse table"}).input(graph_port())
        .input({"words", PortKind::Graph, "which features each node has, where they are sparse", false}).input({"weights", PortKind::Features, "a weight an edge", false})
        .output(nodes_out()).attribute(out_features()).attribute(bias()).attribute(initializer())
        .expand([](LayerContext& c) {
            const int64_t out = outputs_of(c);
            if (out == 0) return;
            std::optional<Edges> edges;
            std::optional<Term> h;
            if (c.in("words").present()) {
                const auto graph = c.pattern("graph"), words = c.pattern("words");
                if (!graph || !words) return;
                if (words->groups > 0 || words->rows != graph->rows) return c.fail("words", "", "expected a table of features of " + std::to_string(graph->rows) + " nodes", "wire the words of the same data set into it");
                if (c.type(c.in("x")) != TensorType{DType::F32, {words->entries}}) return c.fail("x", "", "expected " + std::to_string(words->entries) + " values of the table, got " + to_string(c.type(c.in("x"))), "wire the values of the same data set into it");
                edges.emplace(Edges{c, c.in("graph"), *graph});
                const Term weight(c.b, c.parameter("weight", {words->columns, out}, {"default", 1, words->columns, out}));
                h.emplace(Edges{c, c.in("words"), *words}.aggregate(weight, "sum", c.in("x")));
            } else {
                const auto graph = edges_of(c);
                if (!graph) return;
                edges.emplace(*graph);
                h.emplace(linear(c, in(c, "x"), "weight", out));
            }
            const ir::ValueId weights = c.in("weights");
            if (weights.present() && c.type(weights) != TensorType{DType::F32, {edges->p.entries}})
                return c.fail("weights", "", "expected " + std::to_string(edges->p.entries) + " numbers, one an edge, got " + to_string(c.type(weights)), "wire weights of the same graph's edges into it");
            const Term degree = weights.present() ? edges->aggregate({c.b, weights}, "sum", {}, true).reshaped({edges->p.rows, 1}) : edges->degree();
            const Term scale = (degree + 1).then("Sqrt").then("Reciprocal"), scaled = *h * scale;
            const Term y = (edges->aggregate(scaled, "sum", weights) + scaled) * scale;
            c.out("y", c.flag("bias") ? with_bias(c, y) : y);
        });
}

SADDLE_LAYER(SAGEConv) {
    // W. L. Hamilton, R. Ying and J. Leskovec, "Inductive representation learning on large graphs", NeurIPS 2017.
    return LayerDef("SAGEConv").about("graph", "GraphSAGE: a weighted sum of a node's own features and of what its neighbours have in common.", "y_v = W_r x_v + W_n aggregate_{u \\to v} x_u + b").stem("sage")
        .input(nodes_port()).input(graph_port()).output(nodes_out()).attribute(out_features()).attribute(aggregation("mean")).attribute(bias()).attribute(initializer())
        .expand([](LayerContext& c) {
            const auto edges = edges_of(c);
            const int64_t out = outputs_of(c);
            if (!edges || out == 0) return;
            const Term x = in(c, "x"), around = linear(c, edges->aggregate(x, c.text("aggregate")), "weight_neighbours", out);
            const Term y = (c.flag("bias") ? with_bias(c, around) : around) + linear(c, x, "weight_root", out);
            c.out("y", y);
        });
}

SADDLE_LAYER(GATConv) {
    // P. Velickovic et al., "Graph attention networks", ICLR 2018.
    return LayerDef("GATConv").about("graph", "Graph attention: each node is the mean of itself and its neighbours, weighted by learnt attention, in several heads.",
                                     "y_v = \\sum_u \\alpha_{vu} W x_u, \\alpha_{vu} = softmax_u LeakyReLU(a_d W x_v + a_s W x_u)").stem("gat")
        .input(nodes_port()).input(graph_port()).output(nodes_out())
        .attribute(out_features("numbers a node has in each head; the word classes follows the data set")).attribute({"heads", int64_t(1), "Heads", "that attend independently", "", 1, 256, {}, true})
        .attribute({"concat", true, "Concatenate", "heads side by side; else their mean"}).attribute({"dropout", 0.0, "Dropout", "chance of an edge's attention to be zeroed while training", "", 0, 0.99})
        .attribute({"negative_slope", 0.2, "Negative slope", "of the LeakyReLU before softmax", "", 0, 1}).attribute(bias()).attribute(initializer())
        .expand([](LayerContext& c) {
            const auto edges = edges_of(c);
            const int64_t out = outputs_of(c), heads = c.integer("heads"), nodes = c.type(c.in("x")).shape[0];
            if (!edges || out == 0) return;
            const Term h = linear(c, in(c, "x"), "weight", heads * out).reshaped({nodes, heads, out});
            const auto score = [&](const char* name) { return (h * Term(c.b, c.parameter(name, {heads, out}, {"default", 1, out, heads}))).then("ReduceSum", {}, last_axis()); };
            const Term sent = score("attention_source"), received = score("attention_target");
            const auto leaky = [&](Term x) { return x.then("LeakyRelu", {}, {{"alpha", c.real("negative_slope")}}); };
            const Term along = leaky(edges->gather(sent, "source") + edges->gather(received, "target")), own = leaky(sent + received);
            auto shares = c.b.emit_all("SegmentSoftmax", {along, edges->pattern, own}, {{"pattern", edges->p.sizes()}}, 2);
            if (!shares.ok()) return c.fail("x", "", shares.error().message, shares.error().hint);
            const Term attention = dropped(c, {c.b, (*shares)[0]}, "dropout", ""), to_self = dropped(c, {c.b, (*shares)[1]}, "dropout", ".self");
            const Term mixed = edges->aggregate(h, "sum", attention) + h * to_self.reshaped({nodes, heads, 1});
            const Term y = c.flag("concat") ? mixed.reshaped({nodes, heads * out}) : mixed.then("ReduceMean", {}, {{"axes", List{1}}, {"keepdims", int64_t(0)}});
            c.out("y", c.flag("bias") ? with_bias(c, y) : y);
        });
}

SADDLE_LAYER(GINConv) {
    // K. Xu, W. Hu, J. Leskovec and S. Jegelka, "How powerful are graph neural networks?", ICLR 2019.
    return LayerDef("GINConv").about("graph", "Graph isomorphism network: a small network over the sum of a node and its neighbours; tells apart what such layers can tell apart.", "y_v = MLP((1 + \\epsilon) x_v + \\sum_{u \\to v} x_u)").stem("gin")
        .input(nodes_port()).input(graph_port()).output(nodes_out()).attribute({"hidden", int64_t(32), "Hidden", "width of the small network", "", 1, 1 << 16, {}, true}).attribute(out_features())
        .attribute({"self_weight", 0.0, "Epsilon", "a node counts for 1 more than this", "", -10, 10}).attribute({"learn_self_weight", false, "Learn epsilon", "train it, beginning at the given one"})
        .attribute({"batch_norm", true, "Batch norm", "normalise the hidden numbers over the batch's nodes"}).attribute(momentum()).attribute(epsilon()).attribute(initializer())
        .expand([](LayerContext& c) {
            const auto edges = edges_of(c);
            const int64_t out = outputs_of(c);
            if (!edges || out == 0) return;
            const Term x = in(c, "x");
            const Term own = c.flag("learn_self_weight") ? x * (Term(c.b, c.parameter("epsilon", {1}, {"constant", c.real("self_weight")})) + 1) : c.real("self_weight") == 0 ? x : x * (1 + c.real("self_weight"));
            Term h = with_bias(c, linear(c, own + edges->aggregate(x), "weight1", c.integer("hidden")), "bias1");
            if (c.flag("batch_norm")) h = normalised(c, *edges, h, "norm_");
            c.out("y", with_bias(c, linear(c, h.then("Relu"), "weight2", out), "bias2"));
        });
}

SADDLE_LAYER(EdgeConv) {
    // Y. Wang et al., "Dynamic graph CNN for learning on point clouds", ACM Transactions on Graphics 38 (2019).
    return LayerDef("EdgeConv").about("graph", "Looks at each edge, at a node and at how its neighbour differs from it, and keeps the strongest of all edges.", "y_v = max_{u \\to v} ReLU(W [x_v, x_u - x_v] + b)").stem("edgeconv")
        .input(nodes_port()).input(graph_port()).output(nodes_out()).attribute(out_features()).attribute(aggregation("max")).attribute(initializer())
        .expand([](LayerContext& c) {
            const auto edges = edges_of(c);
            const int64_t out = outputs_of(c);
            if (!edges || out == 0) return;
            const Term here = edges->gather(in(c, "x"), "target"), there = edges->gather(in(c, "x"), "source");
            const Term both = here.then("Concat", {there - here}, {{"axis", int64_t(1)}});
            c.out("y", edges->aggregate(with_bias(c, linear(c, both, "weight", out)).then("Relu"), c.text("aggregate"), {}, true));
        });
}

SADDLE_LAYER(MessagePassing) {
    return LayerDef("MessagePassing").about("graph", "Every node gets the sum, mean or maximum of its neighbours' features; nothing is learnt.", "y_v = aggregate_{u \\to v} w_{vu} x_u").stem("pass")
        .input(nodes_port()).input(graph_port()).input({"weights", PortKind::Features, "a weight an edge", false}).output(nodes_out()).attribute(aggregation("sum"))
        .expand([](LayerContext& c) {
            const auto edges = edges_of(c);
            if (!edges) return;
            const ir::ValueId weights = c.in("weights");
            if (weights.present() && c.text("aggregate") == "max") return c.fail("weights", "aggregate", "a maximum has no weights", "use sum or mean, or remove the wire");
            c.out("y", edges->aggregate(in(c, "x"), c.text("aggregate"), weights));
        });
}

SADDLE_LAYER(GatherNodes) {
    return LayerDef("GatherNodes").about("graph", "The features at one end of every edge: what messages are made of.", "m_e = x_{end(e)}").stem("gather")
        .input(nodes_port()).input(graph_port()).output({"y", PortKind::Features, "a row an edge"}).attribute({"end", std::string("source"), "End", "of the edge", "", 0, 0, {"source", "target"}, true})
        .expand([](LayerContext& c) {
            if (const auto edges = edges_of(c)) c.out("y", edges->gather(in(c, "x"), c.text("end").c_str()));
        });
}

SADDLE_LAYER(AggregateEdges) {
    return LayerDef("AggregateEdges").about("graph", "Brings the messages on the edges to the nodes that they lead to.", "y_v = aggregate_{e \\to v} m_e").stem("aggregate")
        .input({"x", PortKind::Features, "a row an edge"}).input(graph_port()).output(nodes_out()).attribute(aggregation("sum"))
        .expand([](LayerContext& c) {
            const auto p = c.pattern("graph");
            if (!p) return;
            if (c.type(c.in("x")).shape.rank() < 1 || c.type(c.in("x")).shape[0] != p->entries)
                return c.fail("x", "", "expected a row for each of " + std::to_string(p->entries) + " edges, got " + to_string(c.type(c.in("x"))), "make messages with GatherNodes of the same graph");
            c.out("y", Edges{c, c.in("graph"), *p}.aggregate(in(c, "x"), c.text("aggregate"), {}, true));
        });
}

SADDLE_LAYER(GraphPool) {
    return LayerDef("GraphPool").about("graph", "One row of features a graph: the sum, mean or maximum over its nodes.", "y_g = aggregate_{v \\in g} x_v").stem("pool")
        .input(nodes_port()).input(graph_port()).output({"y", PortKind::Features, "a row a graph"}).attribute(aggregation("mean"))
        .expand([](LayerContext& c) {
            if (const auto edges = edges_of(c)) c.out("y", edges->aggregate(in(c, "x"), c.text("aggregate"), {}, false, "group"));
        });
}

SADDLE_LAYER(NodeBatchNorm) {
    return LayerDef("NodeBatchNorm").about("graph", "Brings each feature to mean 0 and variance 1 over all nodes of the batch, then scales and shifts it; padding does not count.", "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta").stem("nbn")
        .input(nodes_port()).input(graph_port()).output(nodes_out()).attribute(momentum()).attribute(epsilon())
        .expand([](LayerContext& c) {
            if (const auto edges = edges_of(c)) c.out("y", normalised(c, *edges, in(c, "x"), ""));
        });
}

}  // namespace saddle::ops
