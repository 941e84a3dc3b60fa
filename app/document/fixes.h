#pragma once
// One-click repairs: what can certainly be done about a mistake. Pure functions from a diagnostic to edits; each edit is
// one undo step and takes the diagnostic away (tests hold every kind of fix to that).
#include <QString>
#include <vector>

#include "engine/api/check.h"
#include "engine/api/document.h"

namespace saddle::app {

struct Fix {
    QString text;      ///< names the effect: "Set groups to 2"
    GraphEdit edit;
};

/// The best first; empty when there is nothing certain.
std::vector<Fix> fixes_for(const Diagnostic& diagnostic, const Project& project, const compile::TypedGraph& typed);

}  // namespace saddle::app
