// RPC channel: callers wait for the reply with their own id on one condition; the receiver wakes one arbitrary caller per reply.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class Channel {
public:
    struct Envelope {
        std::uint64_t id = 0;
        std::string body;
    };

    std::optional<std::string> call(std::string body) {
        std::unique_lock lock(mutex);
        if (closed) return std::nullopt;
        const auto id = ++lastId;
        outbox.push_back({id, std::move(body)});
        outgoing.notify_one();
        arrived.wait(lock, [&] { return closed || replies.count(id) != 0; });
        auto it = replies.find(id);
        if (it == replies.end()) return std::nullopt;
        auto answer = std::move(it->second);
        replies.erase(it);
        return answer;
    }

    // For the one thread that serves the peer's side.
    bool nextRequests(std::vector<Envelope>& out) {
        std::unique_lock lock(mutex);
        outgoing.wait(lock, [&] { return closed || !outbox.empty(); });
        if (closed) return false;
        out.assign(std::make_move_iterator(outbox.begin()), std::make_move_iterator(outbox.end()));
        outbox.clear();
        return true;
    }

    void deliver(Envelope reply) {
        std::lock_guard lock(mutex);
        replies.emplace(reply.id, std::move(reply.body));
        arrived.notify_one();  // finding: 'arrived'
    }

    void close() {
        std::lock_guard lock(mutex);
        closed = true;
        outgoing.notify_all();
        arrived.notify_all();
    }

private:
    std::mutex mutex;
    std::condition_variable outgoing;
    std::condition_variable arrived;
    std::deque<Envelope> outbox;
    std::unordered_map<std::uint64_t, std::string> replies;
    std::uint64_t lastId = 0;
    bool closed = false;
};

// The peer answers what it has got, the latest request first.
static void servePeer(Channel& channel) {
    std::vector<Channel::Envelope> batch;
    while (channel.nextRequests(batch)) {
        for (; !batch.empty(); batch.pop_back()) {
            auto& request = batch.back();
            channel.deliver({request.id, "echo:" + request.body});
        }
    }
}

int main() {
    Channel channel;
    std::thread peer([&channel] { servePeer(channel); });

    std::vector<std::thread> callers;
    std::mutex tallyMutex;
    int answered = 0;
    for (int c = 0; c < 4; ++c)
        callers.emplace_back([&, c] {
            for (int i = 0; i < 25; ++i) {
                auto answer = channel.call("caller " + std::to_string(c) + " #" + std::to_string(i));
                std::lock_guard guard(tallyMutex);
                if (answer) ++answered;
            }
        });
    for (auto& c : callers) c.join();
    channel.close();
    peer.join();
    std::printf("%d calls answered\n", answered);
    return answered == 100 ? 0 : 1;
}
