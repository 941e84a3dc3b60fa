#pragma once
// Formulas of the catalogue as rich text: sub- and superscripts, Greek letters and signs of the TeX subset used there.
#include <QString>
#include <string>

namespace saddle::app {

/// "y_{i} = \\sum_k x^2" as HTML; what is not understood stays as it is written.
QString formulaHtml(const std::string& tex);

}  // namespace saddle::app
