// Pen plotter link: one command at a time is handed to the motor thread, and the acknowledging promise is renewed for each of them.
#include <condition_variable>
#include <cstdlib>
#include <future>
#include <iostream>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

struct PlotterFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Move {
    int x;
    int y;
    bool penDown;
};

class PlotterLink {
public:
    PlotterLink() : motor_([this] { motorLoop(); }) {}
    PlotterLink(const PlotterLink&) = delete;
    PlotterLink& operator=(const PlotterLink&) = delete;

    ~PlotterLink()
    {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            off_ = true;
        }
        changed_.notify_one();
        motor_.join();
    }

    // Returns the travelled distance. The plotter belongs to one thread; calls do not overlap.
    int execute(const Move& move)
    {
        std::future<int> acknowledged;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            ack_ = std::promise<int>();
            acknowledged = ack_.get_future();
            command_ = move;
        }
        changed_.notify_one();
        return acknowledged.get();
    }

private:
    static constexpr int kBed = 200;

    void motorLoop()
    {
        int x = 0;
        int y = 0;
        std::unique_lock<std::mutex> lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return off_ || command_.has_value(); });
            if (!command_)
                return;
            const Move move = *command_;
            command_.reset();

            if (move.x < 0 || move.x > kBed || move.y < 0 || move.y > kBed) {
                ack_.set_exception(std::make_exception_ptr(PlotterFault("move leaves the bed")));
                continue;
            }
            const int travelled = std::abs(move.x - x) + std::abs(move.y - y);
            x = move.x;
            y = move.y;
            ack_.set_value(travelled);
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Move> command_;
    std::promise<int> ack_;
    bool off_ = false;
    std::thread motor_;
};

int main()
{
    PlotterLink plotter;
    int drawn = 0;
    for (const Move& move : {Move{10, 10, false}, Move{60, 10, true}, Move{60, 900, true}, Move{60, 60, true}}) {
        try {
            const int travelled = plotter.execute(move);
            if (move.penDown)
                drawn += travelled;
        } catch (const PlotterFault& e) {
            std::cout << e.what() << '\n';
        }
    }
    std::cout << "drew " << drawn << " steps\n";
}
