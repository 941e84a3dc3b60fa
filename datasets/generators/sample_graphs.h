#pragma once
// Bundled graphs, made up by the program. Seeded: the same bytes everywhere.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// 1,050 papers on seven subjects, which mostly cite papers and use words of their own subject: the files of graph_csv.h, split
/// as Planetoid's sets are: 20 a class train, 200 validate, 500 test.
Status make_sample_citations(const std::string& folder);
/// 200 molecules of rings, chains and side groups in the TU Dortmund format; the class is whether a nitro group hangs on a ring that
/// is joined to another: neither the atoms alone nor their number tell.
Status make_sample_molecules(const std::string& folder);

}  // namespace saddle::datasets
