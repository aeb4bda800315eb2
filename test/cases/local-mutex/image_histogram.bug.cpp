// Parallel luminance histogram of a media pipeline; the mutex for merging is declared inside the lambda that all threads run.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

using Histogram = std::array<std::uint32_t, 256>;

struct Frame {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> luma;
};

Frame makeTestFrame(int width, int height)
{
    Frame frame{width, height, {}};
    frame.luma.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (std::size_t i = 0; i < frame.luma.size(); ++i)
        frame.luma[i] = static_cast<std::uint8_t>((i * 31) ^ (i >> 5));
    return frame;
}

Histogram computeHistogram(const Frame& frame, unsigned threadCount)
{
    Histogram total{};
    std::size_t bandsDone = 0;

    auto processRows = [&](int firstRow, int lastRow) {
        Histogram partial{};
        for (int y = firstRow; y < lastRow; ++y) {
            const auto* row = frame.luma.data() + static_cast<std::ptrdiff_t>(y) * frame.width;
            for (int x = 0; x < frame.width; ++x)
                ++partial[row[x]];
        }

        std::mutex mergeMutex;
        std::lock_guard<std::mutex> lock(mergeMutex); // finding: 'mergeMutex'
        for (std::size_t bin = 0; bin < partial.size(); ++bin)
            total[bin] += partial[bin];
        ++bandsDone;
    };

    const int rowsPerBand = (frame.height + static_cast<int>(threadCount) - 1) / static_cast<int>(threadCount);
    std::vector<std::thread> threads;
    for (int row = 0; row < frame.height; row += rowsPerBand)
        threads.emplace_back(processRows, row, std::min(row + rowsPerBand, frame.height));
    for (auto& thread : threads)
        thread.join();

    std::clog << bandsDone << " bands\n";
    return total;
}

int main()
{
    const Frame frame = makeTestFrame(320, 240);
    const Histogram histogram = computeHistogram(frame, 4);
    std::uint64_t pixels = 0;
    for (auto count : histogram)
        pixels += count;
    std::cout << pixels << " pixels counted\n";
    return pixels == frame.luma.size() ? 0 : 1;
}
