// Encodes a clip with the sound on a thread beside the picture; silent containers break out of the switch without the join.
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

enum class Container { Raw, Matroska, Mp4 };

struct Clip {
  std::vector<std::uint8_t> picture;
  std::vector<std::uint8_t> sound;
};

struct Encoded {
  std::string header;
  std::size_t pictureBytes = 0;
  std::size_t soundBytes = 0;
};

static std::size_t squeeze(const std::vector<std::uint8_t> &data, unsigned ratio) noexcept {
  std::size_t size = 0;
  for (std::size_t i = 0; i < data.size(); i += ratio)
    ++size;
  return size;
}

Encoded encode(const Clip &clip, Container container) {
  Encoded result;
  std::size_t soundBytes = 0;
  std::thread sound([&clip, &soundBytes] { soundBytes = squeeze(clip.sound, 4); }); // finding: 'sound'
  result.pictureBytes = squeeze(clip.picture, 16);

  switch (container) {
  case Container::Raw:
    result.header = "raw";
    break;
  case Container::Matroska:
    sound.join();
    result.header = "mkv";
    result.soundBytes = soundBytes;
    break;
  case Container::Mp4:
    result.header = "mp4";
    sound.join();
    result.soundBytes = soundBytes + 8;
    break;
  }
  return result;
}

int main() {
  const Clip clip{std::vector<std::uint8_t>(320), std::vector<std::uint8_t>(40)};
  const Encoded mkv = encode(clip, Container::Matroska);
  const Encoded mp4 = encode(clip, Container::Mp4);
  const Encoded raw = encode(clip, Container::Raw);
  return mkv.soundBytes == 10 && mp4.soundBytes == 18 && raw.pictureBytes == 20 ? 0 : 1;
}
