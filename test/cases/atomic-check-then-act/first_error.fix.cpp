// Parallel file verification that reports the first error.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

enum error_kind : int { ok = 0, bad_magic = 1, bad_length = 2, bad_checksum = 3 };

struct file_image {
    std::string name;
    std::string bytes;
    unsigned checksum;
};

class outcome {
public:
    bool failed() const noexcept { return first_.load() != ok; }

    void fail(error_kind kind) noexcept {
        total_.fetch_add(1);
        int none = ok;
        first_.compare_exchange_strong(none, kind);
    }

    int first() const noexcept { return first_.load(); }
    int total() const noexcept { return total_.load(); }

private:
    std::atomic<int> first_{ok};
    std::atomic<int> total_{0};
};

static unsigned sum_of(const std::string& bytes) {
    unsigned sum = 0;
    for (unsigned char c : bytes) sum = sum * 33u + c;
    return sum;
}

static error_kind verify(const file_image& f) {
    if (f.bytes.compare(0, 4, "ARC1") != 0) return bad_magic;
    if (f.bytes.size() < 8) return bad_length;
    if (sum_of(f.bytes) != f.checksum) return bad_checksum;
    return ok;
}

static void verify_range(const std::vector<file_image>& files, std::size_t begin, std::size_t end, outcome& result) {
    for (std::size_t i = begin; i < end && !result.failed(); ++i) {
        const error_kind kind = verify(files[i]);
        if (kind != ok) result.fail(kind);
    }
}

int main() {
    std::vector<file_image> files;
    for (int i = 0; i < 30; ++i) {
        file_image f{"part-" + std::to_string(i), "ARC1 body " + std::to_string(i), 0};
        f.checksum = sum_of(f.bytes);
        files.push_back(std::move(f));
    }
    files[7].bytes = "ZIP1 body";
    files[18].checksum ^= 1u;
    files[26].bytes = "ARC1";

    outcome result;
    std::vector<std::thread> verifiers;
    for (std::size_t b = 0; b < files.size(); b += 10)
        verifiers.emplace_back([&files, &result, b] { verify_range(files, b, b + 10, result); });
    for (auto& t : verifiers) t.join();
    std::printf("first error %d, %d in total\n", result.first(), result.total());
    return result.failed() ? 1 : 0;
}
