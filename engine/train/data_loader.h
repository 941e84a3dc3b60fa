#pragma once
// Batches of one epoch, in an order that depends on (seed, epoch) alone, read ahead by a thread of its own.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "engine/train/data_source.h"

namespace saddle::train {

struct Batch {
    int64_t index = 0;               ///< in its epoch
    int64_t samples = 0;             ///< the last one of an epoch may be smaller
    std::vector<Tensor> tensors;     ///< in the order of the signature's ports
};

/// Order of the samples of `split` in `epoch`: shuffled by Philox, or 0, 1, 2, ...
std::vector<uint32_t> sample_order(int64_t samples, uint64_t seed, int64_t epoch, bool shuffle);

/// Whether a data set is a text in windows side by side, ports "tokens" [T] and "targets" [T]: without a draw, each begins where
/// the one before it ended.
bool is_text(const ops::DataSignature& data);

/// Order of samples that follow one another, `streams` of them a batch: stream k reads its part from begin to end, so that each
/// batch goes on where the one before it ended. Samples that make no full batch are left out.
std::vector<uint32_t> stream_order(int64_t samples, int64_t streams);

/// Thread-safe for one consumer. Destruction stops the thread.
class DataLoader {
public:
    DataLoader(const DataSource& source, Split split, std::vector<uint32_t> order, int64_t batch_size, const std::optional<Draw>& draw = {}, int64_t first_batch = 0);
    ~DataLoader();
    DataLoader(const DataLoader&) = delete;
    DataLoader& operator=(const DataLoader&) = delete;

    int64_t batches() const { return batches_; }
    /// The next batch; nullopt after the last. Waits for the reader when it is behind.
    Result<std::optional<Batch>> next();

private:
    void read_ahead();

    const DataSource& source_;
    const Split split_;
    const std::vector<uint32_t> order_;
    const std::optional<Draw> draw_;
    const int64_t batch_size_, batches_;
    int64_t next_read_, next_given_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Batch> ready_;
    std::optional<Error> error_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace saddle::train
