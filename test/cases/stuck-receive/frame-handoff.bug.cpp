// A renderer hands frames to a presenter through two binary semaphores: nobody releases the one that says a frame is ready.
#include <array>
#include <cstdio>
#include <functional>
#include <semaphore>
#include <thread>

namespace {

using Frame = std::array<unsigned, 64>;

class SwapChain {
public:
  Frame &beginRender() {
    slotFree.acquire();
    return frame;
  }

  void endRender() {
    ++rendered;
  }

  const Frame &beginPresent() {
    frameReady.acquire(); // finding: 'frameReady'
    return frame;
  }

  void endPresent() { slotFree.release(); }

  unsigned framesRendered() const { return rendered; }

private:
  std::binary_semaphore slotFree{1};
  std::binary_semaphore frameReady{0};
  Frame frame{};
  unsigned rendered = 0;
};

constexpr unsigned frameCount = 30;

void render(SwapChain &chain) {
  for (unsigned number = 1; number <= frameCount; ++number) {
    chain.beginRender().fill(number);
    chain.endRender();
  }
}

void present(SwapChain &chain) {
  unsigned long light = 0;
  for (unsigned number = 0; number < frameCount; ++number) {
    for (unsigned pixel : chain.beginPresent())
      light += pixel;
    chain.endPresent();
  }
  std::printf("%lu\n", light);
}

} // namespace

int main() {
  SwapChain chain;
  std::thread renderer(render, std::ref(chain));
  present(chain);
  renderer.join();
  std::printf("%u frames\n", chain.framesRendered());
}
