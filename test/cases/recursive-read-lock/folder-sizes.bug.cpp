// Sizes of folders in a tree under one global lock; the walk takes it shared in every folder while the folder above still has it.
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

struct Folder;

struct Entry {
  std::string name;
  std::uint64_t bytes = 0;
  std::unique_ptr<Folder> folder;
};

struct Folder {
  std::vector<Entry> entries;
};

std::shared_mutex treeMutex;

std::uint64_t sizeOf(const Folder &folder);

std::uint64_t sizeOf(const Entry &entry) {
  return entry.folder ? sizeOf(*entry.folder) : entry.bytes;
}

std::uint64_t sizeOf(const Folder &folder) {
  const std::shared_lock reading(treeMutex);
  std::uint64_t total = 0;
  for (const Entry &entry : folder.entries)
    total += sizeOf(entry); // finding: 'treeMutex'
  return total;
}

void addFile(Folder &folder, std::string name, std::uint64_t bytes) {
  const std::unique_lock writing(treeMutex);
  folder.entries.push_back({std::move(name), bytes, nullptr});
}

Folder &addFolder(Folder &parent, std::string name) {
  auto folder = std::make_unique<Folder>();
  Folder &added = *folder;
  const std::unique_lock writing(treeMutex);
  parent.entries.push_back({std::move(name), 0, std::move(folder)});
  return added;
}

} // namespace

int main() {
  Folder root;
  Folder &music = addFolder(root, "music");
  addFile(root, "readme", 10);
  std::thread copier([&music] {
    for (int track = 0; track < 40; ++track)
      addFile(music, "track" + std::to_string(track), 100);
  });
  const std::uint64_t early = sizeOf(root);
  copier.join();
  return early >= 10 && sizeOf(root) == 4010 && sizeOf(music) == 4000 ? 0 : 1;
}
