// Thumbnail stage of a photo importer; every render is started with std::async, but the future is thrown away,
// so each iteration waits for its render and the album is scaled one image at a time.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

struct Image {
    std::string path;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

struct Thumbnail {
    std::string path;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

static Image decode(const std::string& path) {
    Image img;
    img.path = path;
    img.width = 640;
    img.height = 480;
    img.pixels.resize(static_cast<std::size_t>(img.width) * img.height);
    std::uint8_t value = static_cast<std::uint8_t>(path.size());
    for (auto& p : img.pixels) p = value++;
    return img;
}

static Thumbnail scale(const Image& img, int maxSide) {
    const int factor = std::max(1, std::max(img.width, img.height) / maxSide);
    Thumbnail out;
    out.path = img.path + ".thumb";
    out.width = img.width / factor;
    out.height = img.height / factor;
    out.pixels.reserve(static_cast<std::size_t>(out.width) * out.height);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            out.pixels.push_back(img.pixels[static_cast<std::size_t>(y) * factor * img.width + x * factor]);
    return out;
}

class AlbumRenderer {
public:
    explicit AlbumRenderer(int maxSide) : maxSide_(maxSide) {}

    std::vector<Thumbnail> render(const std::vector<std::string>& paths) const {
        std::vector<Thumbnail> thumbs(paths.size());
        for (std::size_t i = 0; i < paths.size(); ++i) {
            (void)std::async(std::launch::async, [this, &paths, &thumbs, i] {  // finding: 'async'
                thumbs[i] = scale(decode(paths[i]), maxSide_);
            });
        }
        return thumbs;
    }

private:
    int maxSide_;
};

int main() {
    AlbumRenderer renderer(96);
    const std::vector<std::string> album{"beach.jpg", "harbour.jpg", "mountain-lake.jpg", "street.jpg"};
    for (const auto& t : renderer.render(album))
        std::printf("%s %dx%d (%zu bytes)\n", t.path.c_str(), t.width, t.height, t.pixels.size());
    return 0;
}
