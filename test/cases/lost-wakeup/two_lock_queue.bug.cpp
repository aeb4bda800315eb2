// Two-lock linked queue for trade ticks. pop() waits with the head mutex, but push() counts the new node under the tail mutex only.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

template <typename T>
class two_lock_queue {
    struct node {
        std::optional<T> value;
        node* next = nullptr;
    };

public:
    two_lock_queue() : head_(new node), tail_(head_) {}

    ~two_lock_queue() {
        while (head_) {
            node* dead = head_;
            head_ = head_->next;
            delete dead;
        }
    }

    two_lock_queue(const two_lock_queue&) = delete;
    two_lock_queue& operator=(const two_lock_queue&) = delete;

    void push(T value) {
        node* fresh = new node{std::move(value)};
        {
            std::lock_guard<std::mutex> tail_guard(tail_mutex_);
            tail_->next = fresh;
            tail_ = fresh;
            ready_.fetch_add(1); // finding: 'ready_'
        }
        not_empty_.notify_one();
    }

    void close() {
        {
            std::lock_guard<std::mutex> head_guard(head_mutex_);
            closed_ = true;
        }
        not_empty_.notify_all();
    }

    std::optional<T> pop() {
        std::unique_lock<std::mutex> head_guard(head_mutex_);
        while (ready_.load() == 0 && !closed_)
            not_empty_.wait(head_guard);
        if (ready_.load() == 0)
            return std::nullopt;
        ready_.fetch_sub(1);
        node* old = head_;
        head_ = old->next;
        std::optional<T> value = std::exchange(head_->value, std::nullopt);
        head_guard.unlock();
        delete old;
        return value;
    }

private:
    std::mutex head_mutex_;
    node* head_;
    std::condition_variable not_empty_;
    bool closed_ = false;

    std::mutex tail_mutex_;
    node* tail_;

    std::atomic<int> ready_{0};
};

struct tick {
    int instrument;
    double price;
};

int main() {
    two_lock_queue<tick> ticks;
    double turnover = 0;
    std::thread consumer([&] {
        while (auto t = ticks.pop())
            turnover += t->price;
    });
    std::thread feed_a([&] {
        for (int i = 0; i < 500; ++i)
            ticks.push({1, 10.0 + i});
    });
    std::thread feed_b([&] {
        for (int i = 0; i < 500; ++i)
            ticks.push({2, 20.0 + i});
    });
    feed_a.join();
    feed_b.join();
    ticks.close();
    consumer.join();
    std::printf("turnover %.1f\n", turnover);
}
