// chan: a channel, through which tasks and threads hand values to each other.
//
// A chan<T> is a handle: copies are cheap and mean the same channel, which lives as long as a handle does. A channel
// has room for `capacity` values; with none, sending and receiving meet. Values and waiters are served first come,
// first served. A handle made without a channel is nil, as in Go: sending and receiving block for ever (a select passes
// it by), and closing it is misuse.
//
// Any number of tasks and threads may use a channel at the same time. T needs a move constructor, which must not throw.
//
// Example:
//     #include <leash/chan.h>
//     #include <leash/go.h>
//     int sum_up_to(int n) {
//       auto numbers = leash::make_chan<int>(16);
//       leash::go([=] {
//         for (int i = 1; i <= n; ++i)
//           numbers.send(i);
//         numbers.close();
//       });
//       int sum = 0;
//       for (int number : numbers)
//         sum += number;
//       return sum;
//     }
#pragma once

#include <leash/clock.h>
#include <leash/detail/channel.h>

#include <iterator>
#include <utility>

namespace leash {

class context;

/// For channels whose values say nothing: chan<unit>.
struct unit {
  friend constexpr auto operator<=>(unit, unit) = default;
};

/// How an attempt to receive ended.
enum class recv_status : std::uint8_t {
  value,
  closed,    ///< the channel is closed, and nothing is left in it
  empty,     ///< try_recv: there is nothing now
  timeout,   ///< recv_for, recv_until
  cancelled, ///< recv(context)
};

/// What an attempt to receive gave: a value, or why there is none.
template <class T> class received : public std::optional<T> {
public:
  received() = default;

  [[nodiscard]] LEASH_ANNOTATE("leash:inspect") recv_status status() const noexcept { return status_; }

  /// For the runtime: `attempt(value)` fills the value in and says how it went.
  template <class Attempt> static received of(Attempt &&attempt) {
    received result;
    result.status_ = attempt(static_cast<std::optional<T> &>(result));
    return result;
  }

private:
  recv_status status_ = recv_status::empty;
};

namespace detail {

/// What ends waits with `end` when it is done; in context.h.
closable *cancellation_of(const context &end) noexcept;

/// A counted reference to a channel, or none.
template <class T> class channel_handle {
public:
  using value_type = T;

  channel_handle() noexcept = default;
  explicit channel_handle(channel<T> *state) noexcept : state_(state) {}
  channel_handle(const channel_handle &other) noexcept : state_(other.state_) {
    if (state_)
      state_->references.fetch_add(1, std::memory_order_relaxed);
  }
  channel_handle(channel_handle &&other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  channel_handle &operator=(channel_handle other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~channel_handle() {
    if (!state_)
      return;
    tsan_release(&state_->references);
    if (state_->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
      return;
    tsan_acquire(&state_->references);
    state_->destroy(*state_);
  }

  /// How many values are in the channel, and how many it has room for: 0 of a nil channel. The size may have changed
  /// when you read it.
  [[nodiscard]] std::size_t size() const noexcept { return state_ ? state_->count.load(std::memory_order_relaxed) : 0; }
  [[nodiscard]] std::size_t capacity() const noexcept { return state_ ? state_->capacity : 0; }

  /// Whether there is a channel: false if this is nil.
  explicit operator bool() const noexcept { return state_; }

  channel<T> *state() const noexcept { return state_; }

private:
  channel<T> *state_ = nullptr;
};

// ── The operations, shared by chan and its one-way views ───────────────────────────────────────────────────────────

template <class T, class Self> class sending {
public:
  /// Blocks until a receiver has taken the value (capacity 0), or there is room for it.
  ///
  /// Throws misuse if the channel is closed, also if that happens while it waits; the value is then where it was, since
  /// it is moved from only when it is sent. Everything written before send() is visible after the matching recv().
  LEASH_ANNOTATE("leash:send:this:argument 0:blocks")
  void send(T &&value, std::source_location here = std::source_location::current()) const {
    channel<T>::send(own(), value, here);
  }
  LEASH_ANNOTATE("leash:send:this:argument 0:blocks")
  void send(const T &value, std::source_location here = std::source_location::current()) const {
    T copy(value);
    channel<T>::send(own(), copy, here);
  }

  /// Sends if that needs no waiting. False: there was neither room nor a receiver, and the value is where it was.
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true") bool try_send(
      T &&value, std::source_location here = std::source_location::current()) const {
    return channel<T>::try_send(own(), value, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true") bool try_send(
      const T &value, std::source_location here = std::source_location::current()) const {
    T copy(value);
    return channel<T>::try_send(own(), copy, here);
  }

  /// Like send(), but gives up after a while, or when `end` is done. False: it has, and the value is where it was.
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true:blocks:timed") bool send_for(
      T &&value, std::chrono::duration<Rep, Period> timeout,
      std::source_location here = std::source_location::current()) const {
    return channel<T>::send_within(own(), value, {.deadline = deadline_in(timeout)}, here);
  }
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true:blocks:timed") bool send_for(
      const T &value, std::chrono::duration<Rep, Period> timeout,
      std::source_location here = std::source_location::current()) const {
    return send_for(T(value), timeout, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true:blocks:timed") bool send_until(
      T &&value, clock::time_point deadline, std::source_location here = std::source_location::current()) const {
    return channel<T>::send_within(own(), value, {.deadline = in_nanoseconds(deadline)}, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true:blocks:timed") bool send_until(
      const T &value, clock::time_point deadline, std::source_location here = std::source_location::current()) const {
    return send_until(T(value), deadline, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true:blocks:timed") bool send(
      T &&value, const context &end, std::source_location here = std::source_location::current()) const {
    return channel<T>::send_within(own(), value, {.cancel = cancellation_of(end)}, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:send:this:argument 0:if-true:blocks:timed") bool send(
      const T &value, const context &end, std::source_location here = std::source_location::current()) const {
    return send(T(value), end, here);
  }

  /// Nobody may send any more; receivers get what is left, and then nothing. Throws misuse if the channel is closed
  /// already, or nil. Everything written before close() is visible after a receive that finds the channel closed.
  LEASH_ANNOTATE("leash:close")
  void close(std::source_location here = std::source_location::current()) const {
    if (!own())
      throw_misuse("close of nil channel", here);
    own()->close(here);
  }

private:
  channel<T> *own() const noexcept { return static_cast<const Self *>(this)->state(); }
};

template <class T, class Self> class receiving {
public:
  /// Blocks until there is a value. Nothing: the channel is closed, and nothing is left in it.
  LEASH_ANNOTATE("leash:receive:blocks")
  std::optional<T> recv(std::source_location here = std::source_location::current()) const {
    std::optional<T> value;
    channel<T>::receive(own(), value, here);
    return value;
  }

  /// Receives if that needs no waiting.
  [[nodiscard]] LEASH_ANNOTATE("leash:receive") received<T> try_recv() const {
    return received<T>::of(
        [&](std::optional<T> &value) { return status(channel<T>::try_receive(own(), value), recv_status::empty); });
  }

  /// Like recv(), but gives up after a while, or when `end` is done.
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:receive:blocks:timed") received<T> recv_for(
      std::chrono::duration<Rep, Period> timeout, std::source_location here = std::source_location::current()) const {
    return within({.deadline = deadline_in(timeout)}, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:receive:blocks:timed") received<T> recv_until(
      clock::time_point deadline, std::source_location here = std::source_location::current()) const {
    return within({.deadline = in_nanoseconds(deadline)}, here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:receive:blocks:timed") received<T> recv(
      const context &end, std::source_location here = std::source_location::current()) const {
    return within({.cancel = cancellation_of(end)}, here);
  }

  /// A range over what is received, until the channel is closed and drained. Leaving the loop earlier leaves those who
  /// send blocked, unless somebody else receives.
  class iterator {
  public:
    using iterator_concept = std::input_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = T;

    iterator() = default;
    iterator(channel<T> *from, std::source_location where) : from_(from), where_(where) { ++*this; }
    T &operator*() const noexcept { return *value_; }
    iterator &operator++() {
      value_.reset();
      channel<T>::receive(from_, value_, where_);
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const iterator &at, std::default_sentinel_t) noexcept { return !at.value_; }

  private:
    channel<T> *from_ = nullptr;
    std::source_location where_;
    mutable std::optional<T> value_;
  };

  LEASH_ANNOTATE("leash:receive:blocks")
  iterator begin(std::source_location here = std::source_location::current()) const { return {own(), here}; }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  channel<T> *own() const noexcept { return static_cast<const Self *>(this)->state(); }

  static recv_status status(done what, recv_status otherwise) noexcept {
    return what == done::passed ? recv_status::value : what == done::closed ? recv_status::closed : otherwise;
  }

  received<T> within(const limits &until, std::source_location here) const {
    return received<T>::of([&](std::optional<T> &value) {
      woken_by by{};
      const done what = channel<T>::receive_within(own(), value, until, here, by);
      return status(what, by == woken_by::cancel ? recv_status::cancelled : recv_status::timeout);
    });
  }
};

} // namespace detail

/// Both ends of a channel.
template <class T>
class chan : public detail::channel_handle<T>,
             public detail::sending<T, chan<T>>,
             public detail::receiving<T, chan<T>> {
public:
  /// A nil channel.
  chan() noexcept = default;
  /// A channel with room for `capacity` values. Throws std::bad_alloc or std::bad_array_new_length.
  explicit chan(std::size_t capacity) : detail::channel_handle<T>(new detail::channel<T>(capacity)) {}

  friend bool operator==(const chan &a, const chan &b) noexcept { return a.state() == b.state(); }
};

/// The end that sends, and closes. Made from a chan; there is no way back.
template <class T> class send_chan : public detail::channel_handle<T>, public detail::sending<T, send_chan<T>> {
public:
  send_chan() noexcept = default;
  send_chan(const chan<T> &both) noexcept : detail::channel_handle<T>(both) {}

  friend bool operator==(const send_chan &a, const send_chan &b) noexcept { return a.state() == b.state(); }
};

/// The end that receives. Made from a chan; there is no way back.
template <class T> class recv_chan : public detail::channel_handle<T>, public detail::receiving<T, recv_chan<T>> {
public:
  recv_chan() noexcept = default;
  recv_chan(const chan<T> &both) noexcept : detail::channel_handle<T>(both) {}
  /// For the runtime: takes over a reference to a channel that is part of something else.
  explicit recv_chan(detail::channel<T> *state) noexcept : detail::channel_handle<T>(state) {}

  friend bool operator==(const recv_chan &a, const recv_chan &b) noexcept { return a.state() == b.state(); }
};

/// A channel with room for `capacity` values; with none, senders and receivers meet.
template <class T> [[nodiscard]] chan<T> make_chan(std::size_t capacity = 0) { return chan<T>(capacity); }

} // namespace leash
