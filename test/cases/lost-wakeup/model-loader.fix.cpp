// Loads a model in the background; the flag that the users wait for is set with the model, under the mutex.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Model {
  std::vector<double> weights;
};

class ModelLoader {
public:
  explicit ModelLoader(std::string text) : text_(std::move(text)), thread_([this] { load(); }) {}
  ModelLoader(const ModelLoader &) = delete;
  ModelLoader &operator=(const ModelLoader &) = delete;
  ~ModelLoader() { thread_.join(); }

  std::shared_ptr<const Model> model() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!loaded_)
      ready_.wait(lock);
    return model_;
  }

private:
  void load() {
    auto model = std::make_shared<Model>();
    std::istringstream stream(text_);
    for (double weight = 0; stream >> weight;)
      model->weights.push_back(weight);

    std::unique_lock<std::mutex> lock(mutex_);
    model_ = std::move(model);
    loaded_ = true;
    lock.unlock();
    ready_.notify_all();
  }

  const std::string text_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::shared_ptr<const Model> model_;
  bool loaded_ = false;
  std::thread thread_;
};

int main() {
  ModelLoader loader("0.25 0.5 0.25");
  double sum = 0;
  std::thread user([&] {
    for (const double weight : loader.model()->weights)
      sum += weight;
  });
  user.join();
  return loader.model()->weights.size() == 3 && sum > 0.9 ? 0 : 1;
}
