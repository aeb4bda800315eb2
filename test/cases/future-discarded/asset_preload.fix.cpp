// Level loader of a game; textures, meshes and sounds load side by side while a progress bar is drawn.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <class Fn, class... Args>
auto spawn_task(Fn&& fn, Args&&... args) {
    return std::async(std::launch::async, std::forward<Fn>(fn), std::forward<Args>(args)...);
}

struct progress {
    std::atomic<int> done{0};
    int total = 0;

    void step() { done.fetch_add(1, std::memory_order_relaxed); }
    int percent() const { return total == 0 ? 100 : 100 * done.load(std::memory_order_relaxed) / total; }
};

struct level_manifest {
    std::vector<std::string> textures;
    std::vector<std::string> meshes;
    std::vector<std::string> sounds;
};

struct level {
    std::vector<std::size_t> textures;
    std::vector<std::size_t> meshes;
    std::vector<std::size_t> sounds;
};

static void load_group(const std::vector<std::string>& names, std::vector<std::size_t>& handles, progress& bar) {
    for (const auto& name : names) {
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        handles.push_back(std::hash<std::string>{}(name));
        bar.step();
    }
}

static void preload(const level_manifest& m, level& out, progress& bar) {
    bar.total = static_cast<int>(m.textures.size() + m.meshes.size() + m.sounds.size());
    auto textures = spawn_task([&] { load_group(m.textures, out.textures, bar); });
    load_group(m.meshes, out.meshes, bar);
    load_group(m.sounds, out.sounds, bar);
    textures.get();
}

int main() {
    level_manifest manifest;
    for (int i = 0; i < 8; ++i) {
        manifest.textures.push_back("tex_" + std::to_string(i));
        manifest.meshes.push_back("mesh_" + std::to_string(i));
        if (i % 2 == 0) manifest.sounds.push_back("snd_" + std::to_string(i));
    }
    level lvl;
    progress bar;
    preload(manifest, lvl, bar);
    std::printf("%d%%: %zu textures, %zu meshes, %zu sounds\n", bar.percent(), lvl.textures.size(),
                lvl.meshes.size(), lvl.sounds.size());
    return 0;
}
