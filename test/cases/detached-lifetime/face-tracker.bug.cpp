#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Frame {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> luma;
};

class Stage : public std::enable_shared_from_this<Stage> {
 public:
  virtual ~Stage() = default;

  void start() {
    std::thread runner([this] { loop(); });
    runner.detach();  // finding: this
  }

  void push(Frame frame) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (frames_.size() >= kDepth) frames_.pop_front();
      frames_.push_back(std::move(frame));
    }
    wake_.notify_one();
  }

  void stop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
    }
    wake_.notify_all();
  }

 protected:
  virtual void process(const Frame& frame) = 0;

 private:
  static constexpr std::size_t kDepth = 4;

  void loop() {
    for (;;) {
      Frame frame;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return stopped_ || !frames_.empty(); });
        if (stopped_) return;
        frame = std::move(frames_.front());
        frames_.pop_front();
      }
      process(frame);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Frame> frames_;
  bool stopped_ = false;
};

class FaceTracker final : public Stage {
 public:
  explicit FaceTracker(std::vector<float> weights) : weights_(std::move(weights)) {}

  float confidence() const {
    std::lock_guard<std::mutex> lock(resultMutex_);
    return confidence_;
  }

 protected:
  void process(const Frame& frame) override {
    float score = 0;
    for (std::size_t i = 0; i < frame.luma.size() && i < weights_.size(); ++i) {
      score += weights_[i] * static_cast<float>(frame.luma[i]) / 255.0f;
    }
    std::lock_guard<std::mutex> lock(resultMutex_);
    confidence_ = score;
  }

 private:
  const std::vector<float> weights_;
  mutable std::mutex resultMutex_;
  float confidence_ = 0;
};

class Pipeline {
 public:
  ~Pipeline() { clear(); }

  void add(std::shared_ptr<Stage> stage) {
    stages_.push_back(std::move(stage));
    stages_.back()->start();
  }

  void onFrame(const Frame& frame) {
    for (const auto& stage : stages_) stage->push(frame);
  }

  void clear() {
    for (const auto& stage : stages_) stage->stop();
    stages_.clear();
  }

 private:
  std::vector<std::shared_ptr<Stage>> stages_;
};

void openCamera(Pipeline& pipeline, const std::vector<float>& weights) {
  pipeline.clear();
  pipeline.add(std::make_shared<FaceTracker>(weights));
}
