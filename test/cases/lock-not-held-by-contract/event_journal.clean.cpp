// Event journal with a background sealer: constructor and destructor use the ...Locked helpers while no other thread exists.
#include <cassert>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Segment = std::vector<std::string>;

class EventJournal {
public:
    EventJournal(std::vector<Segment>& archive, Segment recovered) : m_archive(archive) {
        for (auto& line : recovered)
            appendLocked(std::move(line));
        if (m_open.size() >= kSegmentSize)
            sealLocked();
        m_sealer = std::thread(&EventJournal::sealerMain, this);
    }

    ~EventJournal() {
        stop();
        if (!m_open.empty())
            sealLocked();
        publish();
    }

    EventJournal(const EventJournal&) = delete;
    EventJournal& operator=(const EventJournal&) = delete;

    void append(std::string line) {
        std::lock_guard<std::mutex> lock(m_mutex);
        appendLocked(std::move(line));
        if (m_open.size() == kSegmentSize)
            m_full.notify_one();
    }

    void rotate() {
        std::lock_guard<std::mutex> lock(m_mutex);
        if (!m_open.empty())
            sealLocked();
    }

private:
    static constexpr std::size_t kSegmentSize = 16;

    void appendLocked(std::string line) {
        m_open.push_back(std::to_string(m_nextId++) + ' ' + std::move(line));
    }

    void sealLocked() {
        m_sealed.push_back(std::move(m_open));
        m_open = Segment();
    }

    void stop() {
        {
            std::lock_guard<std::mutex> lock(m_mutex);
            m_stopping = true;
        }
        m_full.notify_one();
        m_sealer.join();
    }

    // Runs once, when the journal is taken down.
    void publish() {
        for (auto& segment : m_sealed)
            m_archive.push_back(std::move(segment));
        m_sealed.clear();
    }

    void sealerMain() {
        std::unique_lock<std::mutex> lock(m_mutex);
        while (!m_stopping) {
            m_full.wait(lock, [this] { return m_stopping || m_open.size() >= kSegmentSize; });
            if (m_open.size() >= kSegmentSize)
                sealLocked();
        }
    }

    std::vector<Segment>& m_archive;
    std::mutex m_mutex;
    std::condition_variable m_full;
    Segment m_open;
    std::vector<Segment> m_sealed;
    unsigned m_nextId = 1;
    bool m_stopping = false;
    std::thread m_sealer;
};

int main() {
    std::vector<Segment> archive;
    {
        EventJournal journal(archive, {"boot", "crash"});
        std::thread other([&journal] {
            for (int i = 0; i < 40; ++i)
                journal.append("login");
        });
        for (int i = 0; i < 40; ++i)
            journal.append("logout");
        journal.rotate();
        other.join();
    }
    std::size_t lines = 0;
    for (const auto& segment : archive)
        lines += segment.size();
    std::printf("%zu segments, %zu lines\n", archive.size(), lines);
    assert(lines == 82);
}
