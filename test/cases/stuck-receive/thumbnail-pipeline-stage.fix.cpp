// A pipeline of three stages, each of which reads from the channel that the one before it fills.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/wait_group.h>

#include <cstdio>
#include <string>
#include <vector>

struct Image {
  std::string path;
  int width = 0;
  int height = 0;
};

static void list(const std::vector<std::string> &paths, leash::send_chan<std::string> out) {
  for (const std::string &path : paths)
    out.send(path);
  out.close();
}

static void decode(leash::recv_chan<std::string> in, leash::send_chan<Image> out) {
  for (const std::string &path : in)
    out.send({path, 1024, 768});
  out.close();
}

static void shrink(leash::recv_chan<Image> in, std::vector<Image> &made) {
  for (const Image &image : in)
    made.push_back({image.path + ".thumb", image.width / 8, image.height / 8});
}

static std::vector<Image> thumbnails(const std::vector<std::string> &paths) {
  auto listed = leash::make_chan<std::string>(16);
  auto decoded = leash::make_chan<Image>(4);
  std::vector<Image> made;
  leash::wait_group stages;
  stages.go([&] { list(paths, listed); });
  stages.go([&] { decode(listed, decoded); });
  stages.go([&] { shrink(decoded, made); });
  stages.wait();
  return made;
}

int main() {
  for (const Image &image : thumbnails({"sea.png", "wood.png"}))
    std::printf("%s: %d x %d\n", image.path.c_str(), image.width, image.height);
}
