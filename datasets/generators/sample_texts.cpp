#include "datasets/generators/sample_texts.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <numbers>

#include "datasets/generators/words.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {


constexpr size_t kPlayLength = 200000;
const Words kSpeakers{"ALBRECHT", "BEATRIX", "CORDULA", "DUKE OF FENWICK", "EZRA", "GRETA", "HUGO", "IMOGEN", "JASPER", "KONRAD", "LYDIA", "MAXIM", "NORA", "OLD PETER", "QUENTIN", "ROSWITHA", "SEXTON", "THE KEEPER",
                      "URSULA", "VIOLA", "WALTER", "XAVER", "YORICK", "ZELDA"};
const Words kNouns{"harbour", "lantern", "winter", "orchard", "king", "river", "quarrel", "voyage", "bridge", "promise", "sword", "letter", "garden", "shadow", "jewel", "fox", "storm", "daughter", "keeper", "bell", "zephyr", "bread", "mirror", "road"};
const Words kAdjectives{"quiet", "bitter", "golden", "faithful", "idle", "broken", "gentle", "proud", "weary", "lazy", "exact", "narrow", "brave", "cold", "honest", "joyful"};
const Words kVerbs{"keeps", "forgets", "follows", "breaks", "praises", "seeks", "mends", "judges", "questions", "warms", "betrays", "carries", "honours", "amazes", "vexes", "finds"};
const Words kPlaces{"by the sea", "at Yarrow's gate", "in Zurich", "before dawn", "under the elms", "on Quill Hill", "beyond the Xanthe", "in Verona", "near Jutland", "at the Isle of Kay", "within these walls", "till Friday", "on Monday night", "at Upper Wells", "in God's name", "past Lower Elmstead", "since Palm Sunday"};
const Words kOpenings{"O", "Alas", "Come", "Nay", "Hark", "Good sir", "My lord", "Believe me", "Ride, then", "Enough", "Then tell me"};

std::string phrase(Random& random) {
    const bool plain = random.below(2) == 0;
    return std::string(random.below(3) == 0 ? "my " : "the ") + (plain ? "" : std::string(one_of(kAdjectives, random)) + " ") + one_of(kNouns, random);
}

std::string line(Random& random) {
    std::string text = phrase(random) + " " + one_of(kVerbs, random) + " " + phrase(random);
    if (random.below(2) == 0) text += std::string(" ") + one_of(kPlaces, random);
    if (random.below(3) == 0) text = std::string(one_of(kOpenings, random)) + ", " + text;
    text[0] = char(std::toupper(text[0]));
    switch (random.below(24)) {
        case 0: text += " - and well"; break;
        case 1: text += ": so 'tis said"; break;
        case 2: text += ", at $3 a yard"; break;
        case 3: text += ", Fox & Daughter's word upon it"; break;
        default: break;
    }
    const char* ends[] = {".", ".", ",", ",", ";", "?", "!"};
    return text + ends[random.below(7)];
}

/// Unless the file is there: writes what `make` returns.
Status write_once(const std::string& folder, const char* name, const std::function<std::string()>& make) {
    std::error_code ignored;  // writing says what is wrong
    std::filesystem::create_directories(folder, ignored);
    const std::string path = folder + "/" + name;
    return std::filesystem::exists(path, ignored) ? Status() : write_file(path, make());
}

std::string number(double value) {
    char text[24];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string dated(int year, int part, int digits) {
    char text[24];
    std::snprintf(text, sizeof text, "%d-%0*d", year, digits, part);
    return text;
}

}  // namespace

Status make_sample_play(const std::string& folder) {
    return write_once(folder, "play.txt", [] {
        Random random(20260101, stream_of("play"));
        std::string text;
        while (text.size() < kPlayLength) {
            text += std::string(one_of(kSpeakers, random)) + ":\n";
            for (uint32_t left = 1 + random.below(5); left > 0; --left) text += line(random) + "\n";
            text += "\n";
        }
        text.resize(kPlayLength);
        return text;
    });
}

Status make_sample_temperatures(const std::string& folder) {
    return write_once(folder, "temperatures.csv", [] {
        Random random(20260101, stream_of("temperatures"));
        std::string text = "date,degrees\n";   // dates as year and day of the year
        double weather = 0;
        for (int day = 0; day < 3650; ++day) {
            weather = 0.6 * weather + 2.2 * double(random.normal());
            text += dated(1991 + day / 365, day % 365 + 1, 3) + "," + number(11 + 4.5 * std::cos(2 * std::numbers::pi * (day - 30) / 365) + weather) + "\n";
        }
        return text;
    });
}

Status make_sample_sunspots(const std::string& folder) {
    return write_once(folder, "sunspots.csv", [] {
        Random random(20260101, stream_of("sunspots"));
        std::string text = "date,spots\n";
        double at = 0, length = 132, height = 110, noise = 0;
        for (int month = 0; month < 2400; ++month, ++at) {
            if (at >= length) {
                at = 0;
                length = 132 + 10 * double(random.normal());
                height = std::max(40.0, 110 + 35 * double(random.normal()));
            }
            const double rise = std::sin(std::numbers::pi * std::pow(at / length, 0.75));
            noise = 0.5 * noise + double(random.normal());
            text += dated(1801 + month / 12, month % 12 + 1, 2) + "," + number(std::max(0.0, height * rise * rise + noise * (4 + 12 * rise))) + "\n";
        }
        return text;
    });
}

Status make_sample_load(const std::string& folder) {
    return write_once(folder, "load.csv", [] {
        constexpr int kHours = 24 * 150, kClean = kHours * 8 / 10 + 24, kAnomalies = 12, kApart = (kHours - kClean) / kAnomalies;
        Random random(20260101, stream_of("load"));
        std::vector<double> load(kHours);
        std::vector<bool> wrong(kHours, false);
        double noise = 0;
        for (int hour = 0; hour < kHours; ++hour) {
            const int day = hour / 24 % 7;
            noise = 0.5 * noise + double(random.normal());
            load[size_t(hour)] = 40 + (day < 5 ? 22 : 9) * std::sin(2 * std::numbers::pi * (hour % 24 - 8) / 24) + (day < 5 ? 0 : -8) + 1.5 * noise;
        }
        for (int k = 0; k < kAnomalies; ++k) {
            const int begin = kClean + k * kApart + int(random.below(uint32_t(kApart - 40))), hours = 4 + int(random.below(5));
            const double sign = load[size_t(begin)] > 45 ? -1 : 1;
            for (int hour = begin; hour < begin + hours; ++hour) {
                wrong[size_t(hour)] = true;
                if (k % 3 == 2) load[size_t(hour)] = sign > 0 ? 95 : 2;                                       // hangs
                else load[size_t(hour)] += sign * (k % 3 == 0 ? 45 : 35) + 4 * double(random.normal());   // a peak or a drop
            }
        }
        std::string text = "date,percent,anomaly\n";   // dates as year, day of the year and hour
        for (int hour = 0; hour < kHours; ++hour) {
            char date[32];
            std::snprintf(date, sizeof date, "2026-%03d %02d:00", hour / 24 + 1, hour % 24);
            text += std::string(date) + "," + number(std::clamp(load[size_t(hour)], 0.0, 100.0)) + "," + (wrong[size_t(hour)] ? "1" : "0") + "\n";
        }
        return text;
    });
}

}  // namespace saddle::datasets
