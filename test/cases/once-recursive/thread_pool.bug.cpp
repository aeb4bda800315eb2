// Pool that starts at first use: starting asks each worker for a greeting and waits for it, and the worker's first deed is to
// make sure that the pool has started.
#include <cstdio>
#include <future>
#include <mutex>
#include <string>
#include <vector>

class pool {
public:
    void ensure() {
        std::call_once(started_, [this] { start(); });  // finding: 'started_'
    }
    std::string greet(int worker) {
        ensure();
        return "worker " + std::to_string(worker);
    }
    std::size_t greetings() {
        ensure();
        return greetings_.size();
    }

private:
    void start() {
        for (int i = 0; i < 2; ++i) {
            auto greeting = std::async(std::launch::async, [this, i] { return greet(i); });
            greetings_.push_back(greeting.get());
        }
    }

    std::once_flag started_;
    std::vector<std::string> greetings_;
};

int main() {
    pool p;
    std::printf("%zu\n", p.greetings());
    return 0;
}
