#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace photos {

struct Summary {
    std::vector<std::string> imported;
    std::size_t skipped = 0;
};

struct ImportJob {
    std::mutex mutex;
    std::condition_variable finishedCond;
    Summary summary;
    bool finished = false;
};

bool isPhoto(const fs::path& file) {
    static constexpr std::array<std::string_view, 4> kSuffixes{".jpg", ".jpeg", ".heic", ".dng"};
    const std::string suffix = file.extension().string();
    return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

void copyInto(const fs::path& library, const fs::path& file, ImportJob& job) {
    std::error_code ec;
    const bool copied = isPhoto(file) && fs::copy_file(file, library / file.filename(), ec) && !ec;
    std::lock_guard<std::mutex> lock(job.mutex);
    if (copied) {
        job.summary.imported.push_back(file.filename().string());
    } else {
        ++job.summary.skipped;
    }
}

void walk(const fs::path& card, const fs::path& library, ImportJob& job) {
    std::error_code ec;
    fs::recursive_directory_iterator it(card, fs::directory_options::skip_permission_denied, ec);
    while (!ec && it != fs::recursive_directory_iterator()) {
        std::error_code statError;
        if (it->is_regular_file(statError)) copyInto(library, it->path(), job);
        it.increment(ec);
    }
    {
        std::lock_guard<std::mutex> lock(job.mutex);
        job.finished = true;
    }
    job.finishedCond.notify_all();
}

std::shared_ptr<ImportJob> startImport(fs::path card, fs::path library) {
    auto job = std::make_shared<ImportJob>();
    std::thread([job, card = std::move(card), library = std::move(library)] {
        walk(card, library, *job);
    }).detach();
    return job;
}

Summary collect(ImportJob& job) {
    std::unique_lock<std::mutex> lock(job.mutex);
    job.finishedCond.wait(lock, [&] { return job.finished; });
    return std::move(job.summary);
}

class Library {
public:
    explicit Library(fs::path root) : root_(std::move(root)) {}

    std::size_t importCard(const fs::path& card) {
        const std::shared_ptr<ImportJob> job = startImport(card, root_);
        Summary summary = collect(*job);
        std::move(summary.imported.begin(), summary.imported.end(), std::back_inserter(names_));
        return summary.imported.size();
    }

    const std::vector<std::string>& names() const { return names_; }

private:
    const fs::path root_;
    std::vector<std::string> names_;
};

}  // namespace photos
