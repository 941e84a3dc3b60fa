#pragma once
// The tables of a store, and the way to them from every version that was ever released.
#include <sqlite3.h>

#include <string>

#include "engine/core/result.h"

namespace saddle::store {

/// Makes the tables of a new file, brings those of an older one up to date in one transaction. Incompatible: a newer one.
Status bring_up_to_date(sqlite3* db, const std::string& path);

}  // namespace saddle::store
