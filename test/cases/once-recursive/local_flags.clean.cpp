// Flags that are local and still do what they are for: shared by the function's threads, asked in a loop, given to a helper,
// or with a body that touches nothing of others.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Report {
    std::vector<std::string> lines;
};

static void headline(std::once_flag& flag, Report& report) {
    std::call_once(flag, [&report] { report.lines.push_back("values"); });
}

class Printer {
public:
    void print(const std::vector<int>& values) {
        std::once_flag first;
        for (int value : values) {
            if (value < 0)
                std::call_once(first, [this] { ++warnings_; });
            sum_ += value;
        }
    }
    int warnings() const { return warnings_; }

private:
    int warnings_ = 0;
    int sum_ = 0;
};

static int selfTest() {
    std::once_flag flag;
    int runs = 0;
    std::call_once(flag, [&runs] { ++runs; });
    return runs;
}

int main() {
    Report report;
    std::once_flag flag;
    headline(flag, report);
    headline(flag, report);

    std::once_flag banner;
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i)
        threads.emplace_back([&banner, i] { std::call_once(banner, [i] { std::printf("first is %d\n", i); }); });
    for (auto& thread : threads)
        thread.join();

    Printer printer;
    printer.print({1, -2, -3});
    std::printf("%d %d\n", printer.warnings(), selfTest());
    return 0;
}
