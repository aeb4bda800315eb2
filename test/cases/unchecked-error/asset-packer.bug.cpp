// Stages the changed assets of a build with a handful of threads.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

struct Asset {
    fs::path source;
    fs::path name;
};

class Stage {
public:
    explicit Stage(fs::path root) : root_(std::move(root)) {}

    std::error_code place(const Asset& asset) const {
        const fs::path target = root_ / asset.name;
        std::error_code ec;
        const fs::file_time_type stamp = fs::last_write_time(asset.source, ec);
        if (ec)
            return ec;
        if (upToDate(target, stamp))
            return {};
        fs::create_directories(target.parent_path(), ec);
        if (ec)
            return ec;
        fs::copy_file(asset.source, target, fs::copy_options::overwrite_existing, ec);  // finding: ec
        fs::last_write_time(target, stamp, ec);
        return ec;
    }

private:
    static bool upToDate(const fs::path& target, fs::file_time_type stamp) {
        std::error_code ec;
        const fs::file_time_type have = fs::last_write_time(target, ec);
        return !ec && have == stamp;
    }

    const fs::path root_;
};

struct Failure {
    fs::path asset;
    std::error_code why;
};

std::vector<Failure> packAll(const Stage& stage, const std::vector<Asset>& assets,
                             unsigned jobs) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::vector<Failure> failures;

    auto work = [&] {
        for (;;) {
            const std::size_t i = next.fetch_add(1);
            if (i >= assets.size())
                return;
            if (std::error_code why = stage.place(assets[i])) {
                std::lock_guard<std::mutex> lock(mutex);
                failures.push_back({assets[i].name, why});
            }
        }
    };

    std::vector<std::thread> threads;
    for (unsigned j = 0; j < std::max(1u, jobs); ++j)
        threads.emplace_back(work);
    for (std::thread& t : threads)
        t.join();
    return failures;
}

int packMain(const fs::path& out, const std::vector<Asset>& assets) {
    const Stage stage(out);
    const std::vector<Failure> failures = packAll(stage, assets, 4);
    for (const Failure& f : failures)
        std::cerr << f.asset << ": " << f.why.message() << '\n';
    return failures.empty() ? 0 : 1;
}
