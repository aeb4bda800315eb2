// PDF page rasterizer: the page is handed over before the cache accounting, which can throw into a handler that answers once more.
#include <cstdint>
#include <future>
#include <iostream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace raster {

struct bitmap {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

class cache_full : public std::runtime_error {
public:
    cache_full() : std::runtime_error("raster cache budget exceeded") {}
};

class bad_page : public std::runtime_error {
public:
    bad_page() : std::runtime_error("page has no area") {}
};

class ledger {
public:
    explicit ledger(std::size_t budget) : budget_(budget) {}

    void record(int page, std::size_t bytes)
    {
        std::lock_guard<std::mutex> hold(mutex_);
        if (used_ + bytes > budget_)
            throw cache_full();
        used_ += bytes;
        sizes_[page] = bytes;
    }

    std::size_t used() const
    {
        std::lock_guard<std::mutex> hold(mutex_);
        return used_;
    }

private:
    mutable std::mutex mutex_;
    const std::size_t budget_;
    std::size_t used_ = 0;
    std::map<int, std::size_t> sizes_;
};

bitmap rasterize(int page, int dpi)
{
    bitmap out;
    out.width = dpi * (page % 7);
    out.height = dpi;
    if (out.width == 0)
        throw bad_page();
    out.pixels.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height), 0xff);
    return out;
}

void render_page(int page, int dpi, ledger& book, std::promise<bitmap> rendered)
{
    try {
        bitmap image = rasterize(page, dpi);
        const std::size_t bytes = image.pixels.size();
        rendered.set_value(std::move(image));
        book.record(page, bytes);
    } catch (...) {
        std::clog << "page " << page << " cannot be shown\n";
        rendered.set_exception(std::current_exception()); // finding: 'rendered'
    }
}

} // namespace raster

int main()
{
    raster::ledger book(40'000);
    std::vector<std::jthread> workers;
    std::vector<std::future<raster::bitmap>> pages;

    for (int page = 1; page <= 8; ++page) {
        std::promise<raster::bitmap> rendered;
        pages.push_back(rendered.get_future());
        workers.emplace_back(raster::render_page, page, 72, std::ref(book), std::move(rendered));
    }

    int shown = 0;
    for (auto& page : pages) {
        try {
            const raster::bitmap image = page.get();
            shown += image.width > 0 ? 1 : 0;
        } catch (const std::runtime_error& e) {
            std::cout << "skipped: " << e.what() << '\n';
        }
    }
    for (auto& worker : workers)
        worker.join();
    std::cout << shown << " pages, " << book.used() << " bytes\n";
}
