// Undo stack of an editor.
#include <cstddef>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace edit {

class Buffer {
public:
    void insert(std::size_t at, const std::string& text) {
        if (at > text_.size())
            throw std::out_of_range("insert behind the end");
        text_.insert(at, text);
    }
    void erase(std::size_t at, std::size_t n) {
        if (at > text_.size() || n > text_.size() - at)
            throw std::out_of_range("erase behind the end");
        text_.erase(at, n);
    }
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

class Command {
public:
    virtual ~Command() = default;
    virtual void apply(Buffer& buffer) = 0;
    virtual void revert(Buffer& buffer) = 0;
};

class InsertText final : public Command {
public:
    InsertText(std::size_t at, std::string text) : at_(at), text_(std::move(text)) {}
    void apply(Buffer& buffer) override { buffer.insert(at_, text_); }
    void revert(Buffer& buffer) override { buffer.erase(at_, text_.size()); }

private:
    const std::size_t at_;
    const std::string text_;
};

// Commands come from the keyboard as well as from the collaboration session.
class UndoStack {
public:
    void run(std::unique_ptr<Command> command);
    bool undo();
    std::string snapshot() const;

private:
    mutable std::mutex mutex_;
    Buffer buffer_;
    std::vector<std::unique_ptr<Command>> done_;
};

void UndoStack::run(std::unique_ptr<Command> command) {
    mutex_.lock();
    try {
        done_.reserve(done_.size() + 1);
        command->apply(buffer_);
        done_.push_back(std::move(command));
    } catch (...) {
        mutex_.unlock();
        throw;
    }
    mutex_.unlock();
}

bool UndoStack::undo() {
    mutex_.lock();
    if (done_.empty()) {
        mutex_.unlock();
        return false;
    }
    try {
        done_.back()->revert(buffer_);
    } catch (...) {
        mutex_.unlock();
        throw;
    }
    done_.pop_back();
    mutex_.unlock();
    return true;
}

std::string UndoStack::snapshot() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return buffer_.text();
}

bool onRemoteInsert(UndoStack& stack, std::size_t at, const std::string& text) {
    try {
        stack.run(std::make_unique<InsertText>(at, text));
        return true;
    } catch (const std::out_of_range&) {
        return false;
    }
}

}  // namespace edit
