// Physics and audio meet at a barrier for two after each tick: the audio side has lost its arrival, so physics never gets past it.
#include <barrier>
#include <cmath>
#include <iostream>
#include <thread>

class World {
public:
  void step() {
    position_ += velocity_ * 0.02;
    velocity_ -= position_ * 0.02;
  }
  double position() const { return position_; }

private:
  double position_ = 1, velocity_ = 0;
};

class Mixer {
public:
  void mix() {
    phase_ += 0.3;
    level_ = 0.9 * level_ + 0.1 * std::sin(phase_);
  }
  double level() const { return level_; }

private:
  double phase_ = 0, level_ = 0;
};

int main() {
  constexpr int ticks = 50;
  World world;
  Mixer mixer;
  std::barrier tickDone(2);

  std::thread audio([&] {
    for (int tick = 0; tick < ticks; ++tick) {
      mixer.mix();
    }
  });

  for (int tick = 0; tick < ticks; ++tick) {
    world.step();
    tickDone.arrive_and_wait(); // finding: 'tickDone'
  }

  audio.join();
  std::cout << std::isfinite(world.position()) << ' ' << std::isfinite(mixer.level()) << '\n';
}
