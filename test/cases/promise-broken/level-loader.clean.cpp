// Game level loader: one gate per loading stage, opened in a loop, and a summary that is delivered when the loader thread ends.
#include <array>
#include <cstddef>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace game {

constexpr std::size_t stage_count = 4;
constexpr std::array<const char*, stage_count> stage_names = {"meshes", "textures", "sounds", "scripts"};

struct load_summary {
    std::size_t assets = 0;
    bool complete = false;
};

class arena {
public:
    explicit arena(std::size_t capacity) : capacity_(capacity) {}
    bool reserve(std::size_t bytes)
    {
        if (bytes > capacity_ - used_)
            return false;
        used_ += bytes;
        return true;
    }

private:
    std::size_t capacity_;
    std::size_t used_ = 0;
};

class level_loader {
public:
    level_loader(std::string level, std::size_t memory) : level_(std::move(level)), memory_(memory)
    {
        for (std::size_t i = 0; i < stage_count; ++i)
            opened_[i] = gates_[i].get_future();
    }
    level_loader(const level_loader&) = delete;
    level_loader& operator=(const level_loader&) = delete;
    ~level_loader()
    {
        if (thread_.joinable())
            thread_.join();
    }

    // To be called once.
    std::future<load_summary> start()
    {
        std::promise<load_summary> summary;
        std::future<load_summary> result = summary.get_future();
        thread_ = std::thread(&level_loader::load, this, std::move(summary));
        return result;
    }

    bool stage_loaded(std::size_t stage) { return opened_[stage].get(); }

private:
    void load(std::promise<load_summary> summary)
    {
        load_summary total;
        total.complete = true;
        arena memory(memory_);
        for (std::size_t stage = 0; stage < stage_count; ++stage) {
            const std::size_t assets = level_.size() * (stage + 1);
            if (!memory.reserve(assets * 100)) {
                gates_[stage].set_value(false);
                total.complete = false;
                continue;
            }
            total.assets += assets;
            gates_[stage].set_value(true);
        }
        if (!total.complete) {
            summary.set_value_at_thread_exit(total);
            return;
        }
        summary.set_value_at_thread_exit(total);
        level_ += " (complete)";
    }

    std::string level_;
    const std::size_t memory_;
    std::array<std::promise<bool>, stage_count> gates_;
    std::array<std::future<bool>, stage_count> opened_;
    std::thread thread_;
};

} // namespace game

int main()
{
    for (std::size_t memory : {2'000u, 100'000u}) {
        game::level_loader loader("catacombs", memory);
        std::future<game::load_summary> summary = loader.start();
        for (std::size_t stage = 0; stage < game::stage_count; ++stage)
            std::cout << game::stage_names[stage] << (loader.stage_loaded(stage) ? " loaded\n" : " skipped\n");
        const game::load_summary total = summary.get();
        std::cout << total.assets << " assets" << (total.complete ? "\n" : ", incomplete\n");
    }
}
