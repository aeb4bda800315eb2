// Inference workers that warm up a shared model once; the flag is shared by all workers of a run.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

class Model {
public:
    explicit Model(std::size_t inputs) : weights_(inputs) { std::iota(weights_.begin(), weights_.end(), 1.0f); }

    void warmUp() {
        const std::vector<float> probe(weights_.size(), 0.5f);
        (void)infer(probe);
        warmUps_.fetch_add(1, std::memory_order_relaxed);
    }

    float infer(const std::vector<float>& input) const {
        return std::inner_product(input.begin(), input.end(), weights_.begin(), 0.0f);
    }

    int warmUps() const { return warmUps_.load(std::memory_order_relaxed); }
    std::size_t inputs() const { return weights_.size(); }

private:
    std::vector<float> weights_;
    std::atomic<int> warmUps_{0};
};

static std::vector<float> makeSample(std::size_t n, int seed) {
    std::vector<float> sample(n);
    for (std::size_t i = 0; i < n; ++i) sample[i] = static_cast<float>((static_cast<int>(i) * 7 + seed) % 11) / 11.0f;
    return sample;
}

static std::vector<float> runBatch(Model& model, int workers, int perWorker) {
    std::vector<float> scores(static_cast<std::size_t>(workers) * perWorker);
    std::once_flag warm;
    std::vector<std::thread> pool;
    for (int w = 0; w < workers; ++w) {
        pool.emplace_back([&model, &scores, &warm, w, perWorker] {
            std::call_once(warm, [&model] { model.warmUp(); });
            for (int i = 0; i < perWorker; ++i) {
                const int n = w * perWorker + i;
                scores[static_cast<std::size_t>(n)] = model.infer(makeSample(model.inputs(), n));
            }
        });
    }
    for (auto& t : pool) t.join();
    return scores;
}

int main() {
    Model model(64);
    const auto scores = runBatch(model, 3, 4);
    const float best = *std::max_element(scores.begin(), scores.end());
    std::printf("%zu scores, best %.2f, %d warm-ups\n", scores.size(), static_cast<double>(best), model.warmUps());
    return 0;
}
