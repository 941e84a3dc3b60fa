#pragma once
// The loss around a run: where the surface lies and how it bends.
#include "app/cli/commands.h"

namespace saddle::cli {

void add_landscape(CLI::App& app, int& code);
void add_hessian(CLI::App& app, int& code);

struct Values {
    Shape shape;                       ///< [points], or [rows, columns] from the lowest row up
    std::vector<float> values;
    std::string csv;
};
/// Nine significant digits.
std::string csv_number(double x);
/// By its name: .csv text, .npy an array of `shape`, .png a picture of `values`.
Status write_values(const Values& values, const std::string& path);

struct Colour { double r, g, b; };   ///< 0 to 255
/// Viridis (S. van der Walt and N. Smith, matplotlib 2015) between nine of its colours, from 0 to 1.
Colour viridis(double t);

/// That a file's name ends in one of `kinds`, else what is wrong; the user learns it before anything is computed.
std::string check_ending(const std::string& path, const std::vector<std::string>& kinds);
/// In .csv, .npy or .png.
std::string check_output(const std::string& path);

}  // namespace saddle::cli
