// Uploads an album in the background; the caller collects the outcome later.
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class HttpResult {
public:
    HttpResult() = default;
    explicit HttpResult(int code) : code_(code) {}
    bool succeeded() const { return code_ >= 200 && code_ < 300; }
    int code() const { return code_; }

private:
    int code_ = 200;
};

class Endpoint {
public:
    virtual ~Endpoint() = default;
    virtual HttpResult open(const std::string& album) = 0;
    virtual HttpResult put(const std::string& album, const std::vector<std::uint8_t>& photo) = 0;
    virtual HttpResult commit(const std::string& album) = 0;
};

class Upload {
public:
    Upload(Endpoint& endpoint, std::string album, std::vector<std::vector<std::uint8_t>> photos)
        : endpoint_(endpoint), album_(std::move(album)), photos_(std::move(photos)),
          thread_([this] { run(); }) {}

    ~Upload() {
        cancelled_ = true;
        if (thread_.joinable())
            thread_.join();
    }

    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;

    // Waits for the transfer. Nothing if everything went well, else the code.
    std::optional<int> finish() {
        if (thread_.joinable())
            thread_.join();
        if (!opened_.succeeded())
            return opened_.code();
        if (!sent_.succeeded())
            return sent_.code();
        if (!committed_.succeeded())
            return committed_.code();
        return std::nullopt;
    }

private:
    void run() {
        opened_ = endpoint_.open(album_);
        sendPhotos();
        commit();
    }

    void sendPhotos() {
        for (const auto& photo : photos_) {
            if (cancelled_ || !healthy())
                return;
            sent_ = endpoint_.put(album_, photo);
        }
    }

    void commit() {
        if (!cancelled_ && healthy())
            committed_ = endpoint_.commit(album_);
    }

    bool healthy() const { return opened_.succeeded() && sent_.succeeded(); }

    Endpoint& endpoint_;
    const std::string album_;
    const std::vector<std::vector<std::uint8_t>> photos_;
    std::atomic<bool> cancelled_{false};
    HttpResult opened_;
    HttpResult sent_;
    HttpResult committed_;
    std::thread thread_;
};
