// Image comparison: helpers report to a local tally and notify it after unlocking; the waiting function joins the helpers before the tally goes away.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

struct image {
    std::size_t width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

struct diff_tally {
    std::mutex mtx;
    std::condition_variable progress;
    std::size_t rows_done = 0;
    std::size_t differing = 0;
    bool give_up = false;
};

// Returns false when the comparison was given up.
static bool report_row(diff_tally& tally, std::size_t differing) {
    bool go_on;
    {
        std::lock_guard<std::mutex> guard(tally.mtx);
        ++tally.rows_done;
        tally.differing += differing;
        go_on = !tally.give_up;
    }
    tally.progress.notify_one();
    return go_on;
}

static void compare_rows(const image& a, const image& b, std::size_t first, std::size_t step, diff_tally& tally) {
    for (std::size_t y = first; y < a.height; y += step) {
        std::size_t differing = 0;
        for (std::size_t x = 0; x < a.width; ++x)
            if (a.pixels[y * a.width + x] != b.pixels[y * a.width + x]) ++differing;
        if (!report_row(tally, differing)) return;
    }
}

// Number of differing pixels, or `limit` as soon as there are that many.
static std::size_t count_differences(const image& a, const image& b, std::size_t limit) {
    diff_tally tally;
    std::vector<std::thread> helpers;
    constexpr std::size_t n = 3;
    for (std::size_t i = 0; i < n; ++i)
        helpers.emplace_back([&a, &b, &tally, i] { compare_rows(a, b, i, n, tally); });

    std::size_t result;
    {
        std::unique_lock<std::mutex> guard(tally.mtx);
        tally.progress.wait(guard, [&] { return tally.rows_done == a.height || tally.differing >= limit; });
        tally.give_up = true;
        result = std::min(tally.differing, limit);
    }
    for (auto& h : helpers) h.join();
    return result;
}

static image gradient(std::size_t width, std::size_t height, std::size_t noise) {
    image img{width, height, std::vector<std::uint8_t>(width * height)};
    for (std::size_t i = 0; i < img.pixels.size(); ++i)
        img.pixels[i] = static_cast<std::uint8_t>(noise != 0 && i % noise == 0 ? 255 : i % 200);
    return img;
}

int main() {
    const image reference = gradient(320, 200, 0);
    const image same = gradient(320, 200, 0);
    const image noisy = gradient(320, 200, 50);
    const std::size_t none = count_differences(reference, same, 100);
    const std::size_t many = count_differences(reference, noisy, 100);
    std::printf("%zu and %zu differences\n", none, many);
    return none == 0 && many == 100 ? 0 : 1;
}
