// Chat client session: login() waits for the server's verdict, but one kind of refusal never reaches the waiting caller.
#include <future>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

enum class FrameKind { Notice, Welcome, Banned, Throttled, Text };

struct Frame {
    FrameKind kind;
    std::string text;
};

struct LoginRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Wire {
public:
    explicit Wire(std::vector<Frame> script) : script_(std::move(script)) {}
    bool read(Frame& frame)
    {
        if (next_ == script_.size())
            return false;
        frame = script_[next_++];
        return true;
    }

private:
    std::vector<Frame> script_;
    std::size_t next_ = 0;
};

class ChatSession {
    enum class State { Connecting, Online, Closed };

public:
    explicit ChatSession(Wire wire) : wire_(std::move(wire)) {}
    ~ChatSession()
    {
        if (reader_.joinable())
            reader_.join();
    }

    // To be called once; returns the nickname that the server has assigned.
    std::string login()
    {
        std::future<std::string> verdict = nickname_.get_future();
        reader_ = std::thread([this] { readLoop(); });
        return verdict.get(); // finding: 'nickname_'
    }

private:
    void readLoop()
    {
        Frame frame;
        while (state_ != State::Closed && wire_.read(frame)) {
            if (state_ == State::Connecting)
                onLoginFrame(frame);
            else
                std::cout << "> " + frame.text + "\n";
        }
        if (state_ == State::Connecting)
            nickname_.set_exception(std::make_exception_ptr(LoginRefused("connection lost")));
    }

    void onLoginFrame(const Frame& frame)
    {
        switch (frame.kind) {
        case FrameKind::Welcome:
            state_ = State::Online;
            nickname_.set_value(frame.text);
            break;
        case FrameKind::Banned:
            state_ = State::Closed;
            nickname_.set_exception(std::make_exception_ptr(LoginRefused("banned: " + frame.text)));
            break;
        case FrameKind::Throttled:
            state_ = State::Closed;
            break;
        case FrameKind::Notice:
        case FrameKind::Text:
            std::cout << "* " + frame.text + "\n";
            break;
        }
    }

    Wire wire_;
    State state_ = State::Connecting;
    std::promise<std::string> nickname_;
    std::thread reader_;
};

int main()
{
    const std::vector<std::vector<Frame>> servers = {
        {{FrameKind::Notice, "be nice"}, {FrameKind::Welcome, "guest7"}, {FrameKind::Text, "hello"}},
        {{FrameKind::Banned, "spam"}},
        {{FrameKind::Notice, "busy today"}, {FrameKind::Throttled, "try later"}},
    };
    for (const auto& script : servers) {
        ChatSession session{Wire(script)};
        try {
            std::cout << "logged in as " + session.login() + "\n";
        } catch (const LoginRefused& e) {
            std::cout << e.what() << '\n';
        }
    }
}
