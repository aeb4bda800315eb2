// Sensor calibration: the requests lie on the stacks of the waiting threads, but the mutex and the condition on which they wait have static storage.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace calibration {
namespace {

struct Request {
    int sensor = 0;
    double offset = 0.0;
    bool done = false;  // under g_mutex
};

std::mutex g_mutex;
std::condition_variable g_requested;
std::condition_variable g_calibrated;
std::deque<Request*> g_requests;
bool g_shutdown = false;

double measureOffset(int sensor) {
    double sum = 0;
    for (int i = 1; i <= 100; ++i) sum += static_cast<double>((sensor * 37 + i * 13) % 11) - 5.0;
    return sum / 100;
}

void complete(Request& request, double offset) {
    {
        std::lock_guard<std::mutex> lock(g_mutex);
        request.offset = offset;
        request.done = true;
    }
    g_calibrated.notify_all();
}

}  // namespace

void serviceLoop() {
    for (;;) {
        Request* request = nullptr;
        int sensor = 0;
        {
            std::unique_lock<std::mutex> lock(g_mutex);
            g_requested.wait(lock, [] { return g_shutdown || !g_requests.empty(); });
            if (g_requests.empty()) return;
            request = g_requests.front();
            g_requests.pop_front();
            sensor = request->sensor;
        }
        complete(*request, measureOffset(sensor));
    }
}

double calibrate(int sensor) {
    Request request;
    request.sensor = sensor;
    {
        std::lock_guard<std::mutex> lock(g_mutex);
        g_requests.push_back(&request);
    }
    g_requested.notify_one();

    std::unique_lock<std::mutex> lock(g_mutex);
    g_calibrated.wait(lock, [&request] { return request.done; });
    return request.offset;
}

void shutdown() {
    {
        std::lock_guard<std::mutex> lock(g_mutex);
        g_shutdown = true;
    }
    g_requested.notify_all();
}

}  // namespace calibration

int main() {
    std::thread service(calibration::serviceLoop);
    std::vector<std::thread> clients;
    std::vector<double> offsets(4);
    for (std::size_t c = 0; c < offsets.size(); ++c)
        clients.emplace_back([&offsets, c] { offsets[c] = calibration::calibrate(static_cast<int>(c)); });
    for (auto& c : clients) c.join();
    calibration::shutdown();
    service.join();
    for (double offset : offsets) std::printf("offset %.3f\n", offset);
}
