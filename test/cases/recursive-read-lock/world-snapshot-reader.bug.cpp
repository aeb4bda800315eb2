// A game world hands out reader guards; the save function holds one and calls a function that takes one of its own.
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Entity {
  std::string kind;
  int health = 100;
};

class World {
public:
  using Reader = std::shared_lock<std::shared_mutex>;

  [[nodiscard]] Reader reader() const { return Reader(worldMutex_); }

  void spawn(std::string kind) {
    std::unique_lock<std::shared_mutex> writer(worldMutex_);
    entities_.push_back(Entity{std::move(kind)});
  }

  void hurtAll(int damage) {
    std::unique_lock<std::shared_mutex> writer(worldMutex_);
    for (Entity &entity : entities_)
      entity.health -= damage;
  }

  // Valid while a reader is held.
  const std::vector<Entity> &entities() const { return entities_; }

private:
  mutable std::shared_mutex worldMutex_;
  std::vector<Entity> entities_;
};

static std::size_t countAlive(const World &world) {
  const World::Reader reader = world.reader();
  std::size_t alive = 0;
  for (const Entity &entity : world.entities())
    alive += entity.health > 0;
  return alive;
}

static std::string save(const World &world) {
  const World::Reader reader = world.reader();
  std::string file = "alive " + std::to_string(countAlive(world)) + "\n"; // finding: 'worldMutex_'
  for (const Entity &entity : world.entities())
    file += entity.kind + " " + std::to_string(entity.health) + "\n";
  return file;
}

int main() {
  World world;
  world.spawn("wolf");
  std::thread game([&world] {
    world.spawn("tree");
    for (int turn = 0; turn < 20; ++turn)
      world.hurtAll(6);
  });
  const std::string early = save(world);
  game.join();
  return early.size() > 8 && countAlive(world) == 0 ? 0 : 1;
}
