// Renders an image band by band, a thread per tile: a band is joined before the next row, but the column has moved on long before.
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <thread>
#include <vector>

namespace {

constexpr int kTile = 32;

struct Image {
  Image(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w) * h) {}

  std::uint8_t &at(int x, int y) { return pixels[static_cast<std::size_t>(y) * width + x]; }

  int width;
  int height;
  std::vector<std::uint8_t> pixels;
};

struct Scene {
  int light = 7;
  std::uint8_t shade(int x, int y) const { return static_cast<std::uint8_t>(x * y + light); }
};

void renderTile(Image &image, const Scene &scene, int left, int top) {
  for (int y = top; y < top + kTile && y < image.height; ++y)
    for (int x = left; x < left + kTile && x < image.width; ++x)
      image.at(x, y) = scene.shade(x, y);
}

} // namespace

void render(Image &image, const Scene &scene) {
  for (int row = 0; row < image.height; row += kTile) {
    std::vector<std::thread> band;
    for (int column = 0; column < image.width; column += kTile)
      band.emplace_back([&] { renderTile(image, scene, column, row); }); // finding: 'column'
    for (auto &tile : band)
      tile.join();
  }
}

int main() {
  Image image(200, 100);
  render(image, Scene{});
  unsigned long sum = 0;
  for (std::uint8_t pixel : image.pixels)
    sum += pixel;
  std::cout << sum << '\n';
}
