// Cinema hall whose seats are looked at before they are taken out of their variant.
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cinema {

struct Held {
    int session;
};

struct Sold {
    int ticket;
    std::optional<int> discount;
};

using Seat = std::variant<std::monostate, Held, Sold>;

class Hall {
public:
    Hall(std::size_t rows, std::size_t perRow)
        : perRow_(perRow), seats_(rows * perRow) {}

    bool hold(std::size_t row, std::size_t place, int session);
    bool sell(std::size_t row, std::size_t place, int session, std::optional<int> discount);
    int takings(int price) const;
    void expire(int session);

private:
    std::size_t index(std::size_t row, std::size_t place) const noexcept {
        return row * perRow_ + place;
    }

    const std::size_t perRow_;
    mutable std::mutex seatsMutex_;
    std::vector<Seat> seats_;
};

bool Hall::hold(std::size_t row, std::size_t place, int session) {
    const std::size_t i = index(row, place);
    bool held = false;
    seatsMutex_.lock();
    if (place < perRow_ && i < seats_.size()) {
        Seat& seat = seats_.at(i);
        if (std::holds_alternative<std::monostate>(seat)) {
            seat = Held{session};
            held = true;
        }
    }
    seatsMutex_.unlock();
    return held;
}

bool Hall::sell(std::size_t row, std::size_t place, int session, std::optional<int> discount) {
    constexpr int kFirstTicket = 1000;
    const std::size_t i = index(row, place);
    seatsMutex_.lock();
    if (i >= seats_.size()) {
        seatsMutex_.unlock();
        return false;
    }
    Seat& seat = seats_.at(i);
    if (!std::holds_alternative<Held>(seat) || std::get<Held>(seat).session != session) {
        seatsMutex_.unlock();
        return false;
    }
    seat = Sold{kFirstTicket + static_cast<int>(i), discount};
    seatsMutex_.unlock();
    return true;
}

int Hall::takings(int price) const {
    int sum = 0;
    seatsMutex_.lock();
    for (const Seat& seat : seats_) {
        if (!std::holds_alternative<Sold>(seat))
            continue;
        const Sold& sold = std::get<Sold>(seat);
        sum += price;
        if (sold.discount.has_value())
            sum -= sold.discount.value();
    }
    seatsMutex_.unlock();
    return sum;
}

void Hall::expire(int session) {
    std::lock_guard<std::mutex> guard(seatsMutex_);
    for (Seat& seat : seats_) {
        const Held* held = std::get_if<Held>(&seat);
        if (held != nullptr && held->session == session)
            seat = std::monostate{};
    }
}

// One visitor at the till or on the web.
class Booking {
public:
    Booking(Hall& hall, int session) : hall_(hall), session_(session) {}
    ~Booking() { hall_.expire(session_); }
    Booking(const Booking&) = delete;
    Booking& operator=(const Booking&) = delete;

    bool choose(std::size_t row, std::size_t place) { return hall_.hold(row, place, session_); }
    bool pay(std::size_t row, std::size_t place) {
        return hall_.sell(row, place, session_, std::nullopt);
    }

private:
    Hall& hall_;
    const int session_;
};

}  // namespace cinema
