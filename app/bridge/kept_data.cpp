#include "app/bridge/kept_data.h"

#include <mutex>

#include "datasets/open.h"

namespace saddle::app {

train::DataOpener keptData() {
    struct Kept {
        std::mutex mutex;
        DataConfig config;
        std::string path;
        std::shared_ptr<const train::DataSource> source;
    };
    static const auto kept = std::make_shared<Kept>();
    return [](const DataConfig& config, const std::string& path) -> Result<std::shared_ptr<const train::DataSource>> {
        const std::lock_guard lock(kept->mutex);
        if (kept->source && kept->config == config && kept->path == path) return kept->source;
        kept->source.reset();   // two large sets need not fit at once
        TRY(kept->source, datasets::open_data(config, path));
        kept->config = config;
        kept->path = path;
        return kept->source;
    };
}

QThreadPool& lookingThread() {
    static QThreadPool pool;
    static const bool ends_with_the_application = [] {
        pool.setMaxThreadCount(1);
        qAddPostRoutine([] {
            pool.clear();
            pool.waitForDone();
        });
        return true;
    }();
    (void)ends_with_the_application;
    return pool;
}

}  // namespace saddle::app
