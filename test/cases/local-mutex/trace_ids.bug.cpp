// Trace id allocation of an RPC framework with static state; allocate() locks and unlocks by hand a mutex that is local to the call.
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

enum class SpanKind { Client, Server, Internal };

class TraceIds {
public:
    static std::uint64_t allocate(SpanKind kind) noexcept
    {
        std::mutex idMutex;
        idMutex.lock(); // finding: 'idMutex'
        if (s_left == 0)
            refill();
        const std::uint64_t id = s_next++;
        --s_left;
        ++s_perKind[static_cast<std::size_t>(kind)];
        idMutex.unlock();
        return id;
    }

private:
    static void refill() noexcept
    {
        s_next = ++s_block << 16;
        s_left = 1000;
    }

    inline static std::uint64_t s_block = 0;
    inline static std::uint64_t s_next = 0;
    inline static unsigned s_left = 0;
    inline static std::array<std::uint64_t, 3> s_perKind{};
};

class Span {
public:
    explicit Span(SpanKind kind) : m_id(TraceIds::allocate(kind)) {}
    virtual ~Span() = default;
    std::uint64_t id() const { return m_id; }
    virtual const char* label() const = 0;

private:
    const std::uint64_t m_id;
};

class ClientSpan final : public Span {
public:
    ClientSpan() : Span(SpanKind::Client) {}
    const char* label() const override { return "client"; }
};

class ServerSpan final : public Span {
public:
    ServerSpan() : Span(SpanKind::Server) {}
    const char* label() const override { return "server"; }
};

static void handleCalls(std::vector<std::unique_ptr<Span>>& spans)
{
    for (int i = 0; i < 800; ++i) {
        if (i % 4 == 0)
            spans.push_back(std::make_unique<ClientSpan>());
        else
            spans.push_back(std::make_unique<ServerSpan>());
    }
}

int main()
{
    std::vector<std::vector<std::unique_ptr<Span>>> perThread(3);
    std::vector<std::thread> threads;
    for (auto& spans : perThread)
        threads.emplace_back([&spans] { handleCalls(spans); });
    for (auto& thread : threads)
        thread.join();
    for (const auto& spans : perThread)
        std::printf("%s %llu\n", spans.back()->label(), static_cast<unsigned long long>(spans.back()->id()));
    return 0;
}
