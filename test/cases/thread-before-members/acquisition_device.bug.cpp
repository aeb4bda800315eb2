// Drivers of data acquisition devices; the base constructor launches the sampling std::jthread, which reads through the driver's override two calls further.
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iostream>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

template <typename Sample>
class acquisition_device {
public:
    acquisition_device()
        : sampler_([this](std::stop_token stop) { acquire(stop); })  // finding: 'read_sample'
    {
    }
    acquisition_device(const acquisition_device&) = delete;
    acquisition_device& operator=(const acquisition_device&) = delete;
    virtual ~acquisition_device() = default;

    std::vector<Sample> take() {
        std::lock_guard<std::mutex> hold(samples_mutex_);
        return std::exchange(samples_, {});
    }

protected:
    // Drivers call this first in their destructors.
    void halt() {
        sampler_.request_stop();
        if (sampler_.joinable()) sampler_.join();
    }

    virtual Sample read_sample() = 0;

private:
    void acquire(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            collect(8);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    void collect(std::size_t count) {
        std::vector<Sample> burst;
        for (std::size_t i = 0; i < count; ++i) burst.push_back(read_sample());
        std::lock_guard<std::mutex> hold(samples_mutex_);
        samples_.insert(samples_.end(), burst.begin(), burst.end());
    }

    std::mutex samples_mutex_;
    std::vector<Sample> samples_;
    std::jthread sampler_;
};

class function_generator final : public acquisition_device<double> {
public:
    explicit function_generator(std::vector<double> harmonics) : harmonics_(std::move(harmonics)) {}
    ~function_generator() override { halt(); }

private:
    double read_sample() override {
        double value = 0;
        for (std::size_t n = 0; n < harmonics_.size(); ++n) {
            value += harmonics_[n] * std::sin(static_cast<double>(n + 1) * phase_);
        }
        phase_ += 0.05;
        return value;
    }

    std::vector<double> harmonics_;
    double phase_ = 0;
};

class edge_counter final : public acquisition_device<long> {
public:
    explicit edge_counter(std::shared_ptr<std::atomic<long>> line) : line_(std::move(line)) {}
    ~edge_counter() override { halt(); }

private:
    long read_sample() override { return line_->load(); }

    std::shared_ptr<std::atomic<long>> line_;
};

int main() {
    auto line = std::make_shared<std::atomic<long>>(0);
    function_generator generator({1.0, 0.5, 0.25});
    edge_counter counter(line);
    for (int i = 0; i < 20; ++i) {
        line->fetch_add(3);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::cout << generator.take().size() << " voltages, " << counter.take().size() << " counts\n";
    return 0;
}
