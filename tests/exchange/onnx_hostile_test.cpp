// Broken and hostile ONNX files: each is refused with words that say where, within bounded memory, and none crashes.
#include <gtest/gtest.h>
#include <malloc.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>

#include "engine/core/file.h"
#include "engine/core/philox.h"
#include "engine/exchange/onnx_import.h"
#include "tests/exchange/node_cases.h"
#include "tests/exchange/wire_writer.h"

namespace {
std::atomic<int64_t> allocated{0}, peak{0};
}  // namespace

/// Every allocation of this program is counted, for the bound on an importer's memory.
void* operator new(size_t size) {
    void* memory = std::malloc(size);
    if (!memory) throw std::bad_alloc();
    const int64_t now = allocated += int64_t(malloc_usable_size(memory));
    for (int64_t seen = peak; now > seen && !peak.compare_exchange_weak(seen, now);) {}
    return memory;
}
void operator delete(void* memory) noexcept {
    allocated -= int64_t(malloc_usable_size(memory));
    std::free(memory);
}
void operator delete(void* memory, size_t) noexcept { operator delete(memory); }

namespace saddle::onnx_tests {
namespace {

Message dimension(int64_t size) { return Message().number(1, uint64_t(size)); }
Message info(const std::string& name, std::vector<int64_t> dims, int type = 1) {
    Message shape;
    for (const int64_t size : dims) shape.message(1, dimension(size));
    return Message().text(1, name).message(2, Message().message(1, Message().number(1, uint64_t(type)).message(2, shape)));
}
Message tensor(const std::string& name, std::vector<int64_t> dims, const std::string& raw, int type = 1) {
    Message t;
    for (const int64_t size : dims) t.number(1, uint64_t(size));
    return t.number(2, uint64_t(type)).text(8, name).text(9, raw);
}
Message external(const std::string& location) {
    return Message().number(1, 2).number(2, 1).text(8, "w").message(13, Message().text(1, "location").text(2, location)).number(14, 1);
}
Message integer(const std::string& name, int64_t value) { return Message().text(1, name).number(3, uint64_t(value)).number(20, 2); }
Message node(const std::string& op, std::vector<std::string> inputs, std::vector<std::string> outputs, std::vector<Message> attributes = {}) {
    Message n;
    for (const std::string& input : inputs) n.text(1, input);
    for (const std::string& output : outputs) n.text(2, output);
    n.text(3, "the_node").text(4, op);
    for (const Message& a : attributes) n.message(5, a);
    return n;
}
std::string int64s(std::vector<int64_t> values) { return std::string(reinterpret_cast<const char*>(values.data()), values.size() * 8); }

struct Graph {
    std::vector<Message> nodes, tensors, inputs{info("x", {2, 3})}, outputs{info("y", {})};
    uint64_t opset = 17;
    std::string model() const {
        Message graph;
        for (const Message& n : nodes) graph.message(1, n);
        for (const Message& t : tensors) graph.message(5, t);
        for (const Message& i : inputs) graph.message(11, i);
        for (const Message& o : outputs) graph.message(12, o);
        return Message().number(1, 8).message(7, graph).message(8, Message().number(2, opset)).bytes();
    }
};

Error refusal(const std::string& bytes, const std::string& folder = {}) {
    const auto result = exchange::import_onnx_model(bytes, folder);
    return result.ok() ? Error{ErrorKind::Internal, "it was accepted", "", {}} : result.error();
}

TEST(OnnxHostile, SoundModelIsAccepted) {
    const Graph good{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {3}, std::string(12, '\0'))}};
    const auto result = exchange::import_onnx_model(good.model(), "");
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->tensors.size(), 1u);
}

TEST(OnnxHostile, EachMistakeIsRefusedInWords) {
    Graph old{{node("Relu", {"x"}, {"y"})}};
    old.opset = 99;
    const std::string whole = Graph{{node("Relu", {"x"}, {"y"})}}.model();
    std::string many;
    for (int i = 0; i < 300000; ++i) many += std::string("\x0a\x00", 2);  // empty nodes
    const int64_t huge = int64_t(1) << 40;
    const struct { const char* what; std::string bytes, says; } wrong[] = {
        {"nothing", "", "has no graph"},
        {"cut off", whole.substr(0, whole.size() / 2), "cut off"},
        {"other bytes", "this is no protocol buffer", "cut off or damaged"},
        {"too new", old.model(), "opset 99"},
        {"cycle", Graph{{node("Add", {"x", "b"}, {"a"}), node("Relu", {"a"}, {"b"})}}.model(), "'b' is not made before it"},
        {"made twice", Graph{{node("Relu", {"x"}, {"y"}), node("Tanh", {"x"}, {"y"})}}.model(), "'y' is given twice"},
        {"an input made", Graph{{node("Relu", {"x"}, {"x"})}}.model(), "'x' is given twice"},
        {"two initializers", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {1}, "1234"), tensor("w", {1}, "1234")}}.model(), "'w' is given twice"},
        {"no output", Graph{{node("Relu", {"x"}, {"z"})}}.model(), "output 'y' is never made"},
        {"short data", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {3}, "12345678")}}.model(), "'w': its shape asks for 12 bytes of float, it has 8"},
        {"long data", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {3}, std::string(16, '\0'))}}.model(), "12 bytes"},
        {"huge tensor", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {huge, huge}, "")}}.model(), "1099511627776 is impossible"},
        {"product overflows", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {1 << 30, 1 << 30, 1 << 30}, "")}}.model(), "more than"},
        {"negative size", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {-3}, "")}}.model(), "-3 is impossible"},
        {"empty promise", Graph{{node("Identity", {"w"}, {"y"})}, {tensor("w", {1 << 30}, "")}}.model(), "the file holds 0 bytes"},
        {"many axes", Graph{{node("Add", {"x", "w"}, {"y"})}, {tensor("w", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, "1234")}}.model(), "10 axes"},
        {"wide integer", Graph{{node("Identity", {"w"}, {"y"})}, {tensor("w", {2}, int64s({1, huge}), 7)}}.model(), "element 1 is 1099511627776, outside 32 bits"},
        {"strings", Graph{{node("Identity", {"w"}, {"y"})}, {tensor("w", {1}, "1234", 8)}}.model(), "type string"},
        {"unknown type", Graph{{node("Identity", {"w"}, {"y"})}, {tensor("w", {1}, "1234", 77)}}.model(), "unknown type"},
        {"huge input", Graph{{node("Relu", {"x"}, {"y"})}, {}, {info("x", {huge})}}.model(), "input 'x'"},
        {"unknown operator", Graph{{node("Frobnicate", {"x"}, {"y"})}}.model(), "node 'the_node' (Frobnicate): there is no operator"},
        {"missing input", Graph{{node("Add", {"x"}, {"y"})}}.model(), "node 'the_node' (Add)"},
        {"too many inputs", Graph{{node("Relu", {"x", "x"}, {"y"})}}.model(), "2 inputs"},
        {"unknown attribute", Graph{{node("Relu", {"x"}, {"y"}, {integer("slope", 1)})}}.model(), "attribute 'slope'"},
        {"wrong kind", Graph{{node("Softmax", {"x"}, {"y"}, {Message().text(1, "axis").text(4, "last").number(20, 3)})}}.model(), "attribute 'axis' has the wrong kind"},
        {"far axis", Graph{{node("Softmax", {"x"}, {"y"}, {integer("axis", huge)})}}.model(), "attribute 'axis' of 1099511627776"},
        {"control flow", Graph{{node("If", {"x"}, {"y"}, {Message().text(1, "then_branch").text(6, "").number(20, 5)})}}.model(), "attribute 'then_branch': it runs a graph"},
        {"shape of the data", Graph{{node("Reshape", {"x", "s"}, {"y"})}, {}, {info("x", {2, 3}), info("s", {2}, 7)}}.model(), "must be a constant"},
        {"huge constant", Graph{{node("ConstantOfShape", {"w"}, {"y"})}, {tensor("w", {2}, int64s({1 << 20, 1 << 20}), 7)}}.model(), "too many elements"},
        {"endless range", Graph{{node("Range", {"a", "b", "c"}, {"y"})}, {tensor("a", {}, int64s({0}), 7), tensor("b", {}, int64s({huge}), 7), tensor("c", {}, int64s({1}), 7)}}.model(), "it asks for"},
        {"fine-grained", Message().number(1, 8).text(7, many).bytes(), "more than 250000 parts"}};
    for (const auto& w : wrong) {
        const Error error = refusal(w.bytes);
        EXPECT_EQ(error.kind, ErrorKind::Invalid) << w.what << ": " << to_string(error);
        EXPECT_EQ(exit_code(error.kind), 3) << w.what;
        EXPECT_NE(to_string(error).find(w.says), std::string::npos) << w.what << ": " << to_string(error);
    }
}

TEST(OnnxHostile, ExternalDataStayInTheFolder) {
    namespace fs = std::filesystem;
    const fs::path top = fs::temp_directory_path() / ("saddle-onnx-" + std::to_string(getpid())), folder = top / "model";
    fs::create_directories(folder);
    std::ofstream(top / "secret") << "12345678";
    std::ofstream(folder / "weights") << std::string(8, '\0');
    std::ofstream(folder / "short") << "1234";
    fs::create_symlink(top / "secret", folder / "link");
    const auto import = [&](const std::string& location) {
        return refusal(Graph{{node("Add", {"x", "w"}, {"y"})}, {external(location)}, {info("x", {2, 2})}}.model(), folder.string());
    };
    EXPECT_EQ(import("weights").message, "it was accepted");
    for (const std::string& location : {std::string("../secret"), (top / "secret").string(), std::string("link"), std::string("missing"), std::string(""), std::string("weights\0x", 9), std::string("short")}) {
        const Error error = import(location);
        EXPECT_EQ(error.kind, ErrorKind::Invalid) << location << ": " << to_string(error);
        EXPECT_NE(error.message.find("tensor 'w'"), std::string::npos) << to_string(error);
    }
    fs::remove_all(top);
}

/// One random damage: bits, bytes, runs removed, doubled or taken from another file.
std::string damaged(std::string bytes, const std::string& other, Random& random) {
    for (uint32_t k = 1 + random.below(4); k > 0 && !bytes.empty(); --k) {
        const size_t at = random.below(uint32_t(bytes.size())), length = std::min<size_t>(bytes.size() - at, 1 + random.below(16));
        switch (random.below(6)) {
            case 0: bytes[at] = char(bytes[at] ^ 1 << random.below(8)); break;
            case 1: bytes[at] = char(random.below(256)); break;
            case 2: bytes.erase(at, length); break;
            case 3: bytes.insert(at, bytes.substr(at, length)); break;
            case 4: bytes.resize(at); break;
            default: bytes.insert(at, other.substr(random.below(uint32_t(other.size())), length));
        }
    }
    return bytes;
}

TEST(OnnxHostile, DamagedModelsNeverCrashNorTakeMuchMemory) {
    if (data_folder().empty()) GTEST_SKIP() << "ONNX's test data are not installed (Debian package libonnx-testdata)";
    std::vector<std::string> seeds, problems;
    for (const Operator& o : declared_operators(problems))
        for (const NodeCase& c : o.cases)
            if (const auto bytes = read_file(data_folder() + "/" + c.name + "/model.onnx"); bytes.ok() && c.exclusion.empty()) seeds.push_back(*bytes);
    const char* const asked = std::getenv("SADDLE_FUZZ_SECONDS");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(asked ? std::atoi(asked) : 5);
    Random random(asked ? uint64_t(std::chrono::steady_clock::now().time_since_epoch().count()) : 1, 1);
    int64_t tried = 0, accepted = 0;
    while (std::chrono::steady_clock::now() < end) {
        const auto pick = [&]() -> const std::string& { return seeds[random.below(uint32_t(seeds.size()))]; };
        const std::string bytes = damaged(pick(), pick(), random);
        peak = allocated.load();
        const int64_t before = allocated;
        const auto result = exchange::import_onnx_model(bytes, "");
        if (!result.ok()) {
            ASSERT_EQ(result.error().kind, ErrorKind::Invalid) << to_string(result.error());
        }
        EXPECT_LT(peak - before, 8 * int64_t(bytes.size()) + (64 << 20));
        ++tried;
        accepted += result.ok();
    }
    std::printf("%lld damaged models, %lld still accepted\n", (long long)tried, (long long)accepted);
    EXPECT_GT(tried, 100);
    EXPECT_LT(accepted, tried);
}

}  // namespace
}  // namespace saddle::onnx_tests
