#include "datasets/generators/sample_graphs.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "datasets/generators/whole_folder.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

constexpr uint32_t kSubjects = 7, kPapers = 1050, kOwnWords = 40, kCommonWords = 220;
const char* kSubjectNames[kSubjects] = {"Bridges", "Clouds", "Glaciers", "Languages", "Orchards", "Tides", "Volcanoes"};

std::string lines(const std::vector<uint32_t>& numbers) {
    std::string text;
    for (const uint32_t number : numbers) text += std::to_string(number) + "\n";
    return text;
}

Status write_citations(const std::string& folder) {
    Random random(20260101, stream_of("citations"));
    std::vector<std::vector<uint32_t>> of_subject(kSubjects);
    std::string labels, edges, words = "node,feature,value\n", names = "class,name\n";
    for (uint32_t k = 0; k < kSubjects; ++k) names += std::to_string(k) + "," + kSubjectNames[k] + "\n";
    for (uint32_t paper = 0; paper < kPapers; ++paper) {
        const uint32_t subject = random.below(kSubjects);
        labels += std::to_string(subject) + "\n";
        for (uint32_t left = paper == 0 ? 0 : 1 + random.below(3); left > 0; --left) {   // of earlier papers, mostly its own subject's
            const auto& own = of_subject[subject];
            const uint32_t cited = random.below(5) > 0 && !own.empty() ? own[random.below(uint32_t(own.size()))] : random.below(paper);
            edges += std::to_string(cited) + "," + std::to_string(paper) + "\n";
        }
        of_subject[subject].push_back(paper);
        std::set<uint32_t> used;
        while (used.size() < 14) used.insert(random.below(4) == 0 ? subject * kOwnWords + random.below(kOwnWords) : kSubjects * kOwnWords + random.below(kCommonWords));
        for (const uint32_t word : used) words += std::to_string(paper) + "," + std::to_string(word) + ",1\n";
    }
    std::vector<uint32_t> train, validation, test;
    std::vector<int> left(kSubjects, 20);
    std::vector<uint32_t> subject_of(kPapers);
    for (uint32_t k = 0; k < kSubjects; ++k)
        for (const uint32_t paper : of_subject[k]) subject_of[paper] = k;
    for (const uint32_t paper : random.permutation(kPapers)) {
        if (left[subject_of[paper]]-- > 0) train.push_back(paper);
        else if (validation.size() < 200) validation.push_back(paper);
        else if (test.size() < 500) test.push_back(paper);
    }
    std::error_code ignored;  // writing says what is wrong
    std::filesystem::create_directories(folder + "/split/drawn", ignored);
    for (const auto& [name, text] : {std::pair("edge.csv", &edges), std::pair("node-label.csv", &labels), std::pair("node-feat-sparse.csv", &words), std::pair("class-names.csv", &names)})
        TRY_STATUS(write_file(folder + "/" + name, *text));
    for (const auto& [name, list] : {std::pair("train", &train), std::pair("valid", &validation), std::pair("test", &test)}) TRY_STATUS(write_file(folder + "/split/drawn/" + name + ".csv", lines(*list)));
    return {};
}

enum Atom : uint32_t { Carbon, Nitrogen, Oxygen, Chlorine };

struct Molecule {
    std::vector<uint32_t> atoms;
    std::vector<std::pair<uint32_t, uint32_t>> bonds;

    uint32_t add(Atom atom, std::vector<uint32_t> to = {}) {
        atoms.push_back(atom);
        for (const uint32_t other : to) bonds.emplace_back(other, uint32_t(atoms.size()) - 1);
        return uint32_t(atoms.size()) - 1;
    }
    /// A ring of six carbons, two of which are given (a shared bond) or one (a bond to it), or none. Returns its atoms.
    std::vector<uint32_t> ring(std::vector<uint32_t> shared) {
        std::vector<uint32_t> atoms_of = shared.size() == 2 ? shared : std::vector<uint32_t>{add(Carbon, shared)};
        while (atoms_of.size() < 6) atoms_of.push_back(add(Carbon, {atoms_of.back()}));
        bonds.emplace_back(atoms_of.back(), atoms_of.front());
        return atoms_of;
    }
    void nitro(uint32_t on) {
        const uint32_t n = add(Nitrogen, {on});
        add(Oxygen, {n});
        add(Oxygen, {n});
    }
};

/// A pair of rings that share a bond and a ring apart, linked by a chain; a nitro group on one of them.
Molecule make_molecule(bool active, Random& random) {
    Molecule m;
    const auto first = m.ring({}), second = m.ring({first[2], first[3]});
    uint32_t at = second[4];
    for (uint32_t left = 1 + random.below(3); left > 0; --left) at = m.add(random.below(4) == 0 ? Oxygen : Carbon, {at});
    const auto apart = m.ring({at});
    m.nitro(active ? first[random.below(2) * 5] : apart[2 + random.below(3)]);   // on the pair, or on the other ring
    for (uint32_t left = random.below(3); left > 0; --left) m.add(random.below(2) ? Chlorine : Carbon, {active ? apart[2 + left] : first[left == 1 ? 0 : 5]});
    return m;
}

Status write_molecules(const std::string& folder) {
    Random random(20260101, stream_of("molecules"));
    std::string edges, graphs, labels, atoms;
    uint32_t nodes = 1;
    for (int number = 1; number <= 200; ++number) {
        const bool active = random.below(2) == 0;
        const Molecule m = make_molecule(active, random);
        for (const auto& [a, b] : m.bonds) edges += std::to_string(nodes + a) + ", " + std::to_string(nodes + b) + "\n" + std::to_string(nodes + b) + ", " + std::to_string(nodes + a) + "\n";
        for (const uint32_t atom : m.atoms) {
            graphs += std::to_string(number) + "\n";
            atoms += std::to_string(atom) + "\n";
        }
        labels += active ? "1\n" : "-1\n";
        nodes += uint32_t(m.atoms.size());
    }
    for (const auto& [name, text] : {std::pair("A", &edges), std::pair("graph_indicator", &graphs), std::pair("graph_labels", &labels), std::pair("node_labels", &atoms)})
        TRY_STATUS(write_file(folder + "/SAMPLE_" + name + ".txt", *text));
    return {};
}

}  // namespace

Status make_sample_citations(const std::string& folder) { return make_folder(folder, write_citations); }
Status make_sample_molecules(const std::string& folder) { return make_folder(folder, write_molecules); }

}  // namespace saddle::datasets
