// Tile renderer: a local mutex is captured by reference by the threads that the same function starts and joins.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Tile {
    int x = 0;
    int y = 0;
    unsigned checksum = 0;
};

struct RenderReport {
    std::vector<Tile> tiles;
    std::vector<std::string> problems;
};

static Tile renderTile(int x, int y)
{
    unsigned value = 2166136261u;
    for (int i = 0; i < 256; ++i)
        value = (value ^ static_cast<unsigned>(x * 17 + y * 31 + i)) * 16777619u;
    return {x, y, value};
}

RenderReport renderScene(int columns, int rows, unsigned threadCount)
{
    RenderReport report;
    std::mutex reportMutex;
    std::atomic<int> nextTile{0};

    auto renderSome = [&] {
        for (;;) {
            const int index = nextTile.fetch_add(1);
            if (index >= columns * rows)
                return;
            const Tile tile = renderTile(index % columns, index / columns);
            std::lock_guard<std::mutex> lock(reportMutex);
            report.tiles.push_back(tile);
            if (tile.checksum % 97 == 0)
                report.problems.push_back("suspicious tile " + std::to_string(index));
        }
    };

    std::vector<std::thread> threads;
    for (unsigned i = 1; i < threadCount; ++i)
        threads.emplace_back(renderSome);
    renderSome();

    std::size_t early = 0;
    {
        std::lock_guard<std::mutex> lock(reportMutex);
        early = report.tiles.size();
    }
    std::clog << early << " tiles when the caller ran out of work\n";

    for (auto& thread : threads)
        thread.join();

    std::sort(report.tiles.begin(), report.tiles.end(), [](const Tile& a, const Tile& b) {
        return a.y != b.y ? a.y < b.y : a.x < b.x;
    });
    return report;
}

int main()
{
    const RenderReport report = renderScene(12, 8, 3);
    for (const auto& problem : report.problems)
        std::cout << problem << '\n';
    std::cout << report.tiles.size() << " tiles\n";
    return report.tiles.size() == 96 ? 0 : 1;
}
