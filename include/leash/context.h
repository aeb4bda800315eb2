// context: carries the wish to stop, a deadline, and values along a tree of calls and tasks.
//
// A context is a cheap handle, and immutable: with_cancel and its kin make a child. When a context is cancelled, so are
// its children, before cancel() returns; never its parent. Who waits can give up when a context is done: most blocking
// operations take one, and select has on_done.
//
// Example:
//     #include <leash/context.h>
//     #include <leash/go.h>
//     std::optional<int> first_answer(const leash::context &parent, leash::recv_chan<int> answers) {
//       auto limit = leash::with_timeout(parent, std::chrono::seconds(2));
//       return answers.recv(limit.ctx()); // nothing after two seconds, or when the parent is done
//     }
#pragma once

#include <leash/detail/spawn.h>
#include <leash/error.h>
#include <leash/select.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace leash {

/// Why a context is done: somebody cancelled it, or its deadline has passed.
inline constexpr sentinel_error canceled("context canceled");
inline constexpr sentinel_error deadline_exceeded("context deadline exceeded");

namespace detail {

struct cancel_node;

/// A context: a link to its parent, and what it adds.
struct context_node {
  context_node(context_node *above, cancel_node *nearest) noexcept : parent(above), canceller(nearest) {
    if (parent)
      parent->keep();
  }
  virtual ~context_node() = default;
  context_node(const context_node &) = delete;
  context_node &operator=(const context_node &) = delete;

  void keep() noexcept { references.fetch_add(1, std::memory_order_relaxed); }
  /// The last one gives up the parent, too: in a loop, since chains may be longer than a stack.
  void drop() noexcept {
    context_node *node = this;
    do {
      tsan_release(node);
      if (node->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
      tsan_acquire(node);
      context_node *const above = node->parent;
      delete node;
      node = above;
    } while (node);
  }
  /// The value that this node, and none above it, has for `key`.
  virtual const void *value(const void *) const noexcept { return nullptr; }

  std::atomic<std::uint32_t> references{1};
  context_node *const parent;
  cancel_node *const canceller; ///< the nearest that can be cancelled, maybe this; null: there is none
};

template <class Key> inline constexpr char key_of = 0;

template <class Key> struct value_node final : context_node {
  value_node(context_node *above, typename Key::value_type &&is)
      : context_node(above, above ? above->canceller : nullptr), held(std::move(is)) {}
  const void *value(const void *key) const noexcept override { return key == &key_of<Key> ? &held : nullptr; }

  const typename Key::value_type held;
};

/// Something to do when a context is done.
struct after_entry {
  std::function<void()> run;
  std::source_location born;
  bool listed = false;
};

/// Its channel is closed when it is done. The tree's own links are guarded by `tree_`; one is held at a time. What the
/// canceller must see of a node that it finds in the tree, or by its timer, is released at `tree_` before.
struct cancel_node final : context_node, channel<unit> {
  explicit cancel_node(context_node *above)
      : context_node(above, this),
        channel<unit>(0, [](channel_core &core) { static_cast<cancel_node &>(core).drop(); }),
        above_(above ? above->canceller : nullptr) {
    channel<unit>::references.store(0, std::memory_order_relaxed);
    expiry_.owner = this;
    expiry_.fire = [](timer_node &node) {
      auto *self = static_cast<cancel_node *>(node.owner);
      self->keep();
      return deferred{expire, self};
    };
    tsan_release(&tree_);
  }

  /// Puts it under its parent; if that is done already, this is too.
  void grow() {
    if (!above_)
      return;
    error why, what_caused_it;
    {
      quiet hidden;
      std::lock_guard hold(above_->tree_);
      if (!above_->is_over_) {
        next_ = above_->first_child_;
        if (next_)
          next_->previous_ = this;
        above_->first_child_ = this;
        is_child_ = true;
        return;
      }
      quiet::expose([&] { // the parent's channel may not be closed yet, but its errors are there
        tsan_acquire(static_cast<channel_core *>(above_));
        why = above_->err_;
        what_caused_it = above_->cause_;
      });
    }
    cancel(why, what_caused_it);
  }

  /// Makes this and everything below it done, unless it is.
  void cancel(const error &why, const error &what_caused_it) {
    tsan_acquire(&tree_);
    if (is_done())
      return;
    std::vector<cancel_node *> ending; // each kept until it has ended, and its parent before it
    std::vector<std::stop_source> stopping;
    std::vector<std::shared_ptr<after_entry>> after;
    woken_list woken;
    keep();
    ending.push_back(this);
    for (std::size_t i = 0; i != ending.size(); ++i) { // all of one at once, while it is in the cache
      cancel_node *const node = ending[i];
      if (node->end(why, what_caused_it, ending, after, woken)) {
        node->stop_timer();
        if (auto stop = node->stop_source_if_asked_for())
          stopping.push_back(std::move(*stop));
      }
      if (node != this)
        node->drop();
    }
    {
      quiet hidden;
      woken.wake(*this_machine());
      leave_parent();
    }
    drop();
    for (std::stop_source &each : stopping)
      each.request_stop();
    for (const auto &entry : after)
      spawn([entry] { entry->run(); }, {.born = entry->born});
  }

  bool is_done() const noexcept {
    if (!closed.load(std::memory_order_acquire))
      return false;
    tsan_acquire(static_cast<const channel_core *>(this));
    return true;
  }
  error error_when_done() const { return is_done() ? err_ : error(); }
  error cause_when_done() const { return is_done() ? cause_ : error(); }

  recv_chan<unit> done_channel() {
    if (channel<unit>::references.fetch_add(1, std::memory_order_relaxed) == 0)
      keep();
    return recv_chan<unit>(static_cast<channel<unit> *>(this));
  }

  void expire_at(nanoseconds when) {
    deadline = when;
    if (when <= the_scheduler().now())
      return cancel(deadline_exceeded, deadline_exceeded);
    expiry_.when = when;
    quiet hidden;
    std::lock_guard hold(timer_turn_);
    if (!closed.load(std::memory_order_relaxed))
      the_scheduler().set_timer(*this_machine(), expiry_);
  }

  bool add(const std::shared_ptr<after_entry> &entry) {
    tsan_release(&tree_);
    quiet hidden;
    std::lock_guard hold(tree_);
    if (is_over_)
      return false;
    entry->listed = true;
    after_.push_back(entry);
    return true;
  }
  bool remove(after_entry &entry) {
    quiet hidden;
    std::lock_guard hold(tree_);
    if (!std::exchange(entry.listed, false))
      return false;
    std::erase_if(after_, [&](const auto &one) { return one.get() == &entry; });
    return true;
  }

  std::stop_token stop_token() {
    const std::lock_guard hold(stop_lock_);
    if (!stop_)
      stop_.emplace();
    if (is_done())
      stop_->request_stop();
    return stop_->get_token();
  }

  nanoseconds deadline = never; ///< of this node itself

private:
  // Ends this node alone; what is below it is added to `below`. False: it has been done before.
  bool end(const error &why, const error &what_caused_it, std::vector<cancel_node *> &below,
           std::vector<std::shared_ptr<after_entry>> &after, woken_list &woken) {
    tsan_acquire(&tree_);
    quiet hidden;
    {
      std::lock_guard hold(tree_);
      if (is_over_)
        return false;
      is_over_ = true;
      quiet::expose([&] {
        err_ = why;
        cause_ = what_caused_it;
        tsan_release(static_cast<channel_core *>(this));
      });
      for (cancel_node *child = first_child_; child; child = child->next_) {
        child->keep();
        child->is_child_ = false;
        below.push_back(child);
      }
      first_child_ = nullptr;
      for (auto &entry : after_) {
        entry->listed = false;
        after.push_back(std::move(entry));
      }
      after_.clear();
    }
    std::lock_guard hold(lock);
    closed.store(true, std::memory_order_release);
    woken.take_all(receivers, false);
    return true;
  }

  void leave_parent() {
    if (!above_)
      return;
    std::lock_guard hold(above_->tree_);
    if (!std::exchange(is_child_, false))
      return;
    if (next_)
      next_->previous_ = previous_;
    (previous_ ? previous_->next_ : above_->first_child_) = next_;
  }

  void stop_timer() {
    quiet hidden;
    std::lock_guard hold(timer_turn_);
    if (timer_heap *heap = expiry_.heap.load(std::memory_order_relaxed))
      heap->remove(expiry_);
  }

  std::optional<std::stop_source> stop_source_if_asked_for() {
    const std::lock_guard hold(stop_lock_);
    return stop_;
  }

  static void expire(void *what) {
    auto *self = static_cast<cancel_node *>(what);
    quiet::expose([&] {
      self->cancel(deadline_exceeded, deadline_exceeded);
      self->drop();
    });
  }

  spin_lock tree_;
  bool is_over_ = false;
  cancel_node *const above_;
  cancel_node *first_child_ = nullptr;
  cancel_node *next_ = nullptr, *previous_ = nullptr; ///< guarded by above_->tree_, as is is_child_
  bool is_child_ = false;
  std::vector<std::shared_ptr<after_entry>> after_;
  error err_, cause_; ///< written before `closed`, read after it
  spin_lock timer_turn_;
  timer_node expiry_;
  spin_lock stop_lock_;
  std::optional<std::stop_source> stop_;
};

} // namespace detail

/// See the top of this file. A default-made context is background().
class context {
public:
  context() noexcept = default;
  context(const context &other) noexcept : node_(other.node_) {
    if (node_)
      node_->keep();
  }
  context(context &&other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
  context &operator=(context other) noexcept {
    std::swap(node_, other.node_);
    return *this;
  }
  ~context() {
    if (node_)
      node_->drop();
  }
  /// For the runtime: takes over the reference.
  explicit context(detail::context_node *node) noexcept : node_(node) {}

  /// Closed when the context is done; nil, if it never will be.
  [[nodiscard]] recv_chan<unit> done() const { return canceller() ? canceller()->done_channel() : recv_chan<unit>(); }

  [[nodiscard]] bool is_done() const noexcept { return canceller() && canceller()->is_done(); }

  /// Why it is done: canceled or deadline_exceeded. Empty while it isn't.
  LEASH_ANNOTATE("leash:none") error err() const { return canceller() ? canceller()->error_when_done() : error(); }

  /// What was given to cancel(cause), here or above; else err().
  LEASH_ANNOTATE("leash:none") error cause() const { return canceller() ? canceller()->cause_when_done() : error(); }

  /// When it will be done by itself: the earliest of its own deadline and those above it.
  [[nodiscard]] std::optional<clock::time_point> deadline() const noexcept {
    detail::nanoseconds first = detail::never;
    for (const detail::context_node *node = node_; node; node = node->parent)
      if (node->canceller == node)
        first = std::min(first, node->canceller->deadline);
    if (first == detail::never)
      return std::nullopt;
    return clock::time_point(clock::duration(first));
  }

  /// The value that with_value<Key> gave, here or above; null, if there is none. Lives as long as the context does.
  template <class Key> [[nodiscard]] const typename Key::value_type *value() const noexcept {
    for (const detail::context_node *node = node_; node; node = node->parent)
      if (const void *held = node->value(&detail::key_of<Key>))
        return static_cast<const typename Key::value_type *>(held);
    return nullptr;
  }

  /// Asked to stop when the context is done. Of a context that never is: a token that never will be.
  [[nodiscard]] std::stop_token stop_token() const {
    return canceller() ? canceller()->stop_token() : std::stop_token();
  }

  friend bool operator==(const context &a, const context &b) noexcept { return a.node_ == b.node_; }

  /// For the runtime.
  [[nodiscard]] detail::context_node *node() const noexcept { return node_; }
  [[nodiscard]] detail::cancel_node *canceller() const noexcept { return node_ ? node_->canceller : nullptr; }

private:
  detail::context_node *node_ = nullptr;
};

namespace detail {

inline closable *cancellation_of(const context &end) noexcept { return end.canceller(); }

} // namespace detail

/// The root of all contexts: never done, without deadline and values.
[[nodiscard]] inline context background() noexcept { return {}; }

/// Owns the right to cancel a context, and cancels it at the end of its scope.
class [[nodiscard]] canceller {
public:
  explicit canceller(detail::cancel_node *node) : context_(node) {}
  canceller(canceller &&other) noexcept = default;
  canceller &operator=(canceller &&other) {
    if (this != &other) {
      cancel();
      link_ = std::move(other.link_);
      context_ = std::move(other.context_);
    }
    return *this;
  }
  ~canceller() {
    link_.reset();
    cancel();
  }

  [[nodiscard]] const context &ctx() const noexcept { return context_; }
  operator const context &() const noexcept { return context_; }

  /// The context and all below it are done when this returns. Does nothing if they are already.
  LEASH_ANNOTATE("leash:cancel") void cancel() { cancel(canceled); }
  /// The same; cause() of the contexts is `cause`, if it isn't empty.
  LEASH_ANNOTATE("leash:cancel") void cancel(const error &cause) {
    if (detail::cancel_node *node = context_.canceller())
      node->cancel(canceled, cause ? cause : error(canceled));
  }

private:
  friend canceller with_stop_token(const context &parent, std::stop_token token);
  struct call_cancel {
    context target;
    void operator()() const noexcept { target.canceller()->cancel(canceled, canceled); }
  };

  context context_;
  std::unique_ptr<std::stop_callback<call_cancel>> link_;
};

/// A child of `parent` that can be cancelled.
inline canceller with_cancel(const context &parent) {
  auto *node = new detail::cancel_node(parent.node());
  canceller owner(node);
  node->grow();
  return owner;
}

/// A child of `parent` that is done at `deadline`, with the error deadline_exceeded; or before, when `parent` is.
inline canceller with_deadline(const context &parent, clock::time_point deadline) {
  canceller owner = with_cancel(parent);
  const auto earlier = parent.deadline();
  if (!earlier || deadline < *earlier) // else the parent's end is this one's
    owner.ctx().canceller()->expire_at(detail::in_nanoseconds(deadline));
  return owner;
}

/// The same, `timeout` from now.
template <class Rep, class Period>
canceller with_timeout(const context &parent, std::chrono::duration<Rep, Period> timeout) {
  const auto span = std::chrono::duration_cast<clock::duration>(timeout);
  return with_deadline(parent, clock::now() + span);
}

/// A child of `parent` that is cancelled when a stop is requested of `token`.
inline canceller with_stop_token(const context &parent, std::stop_token token) {
  canceller owner = with_cancel(parent);
  owner.link_ = std::make_unique<std::stop_callback<canceller::call_cancel>>(std::move(token),
                                                                             canceller::call_cancel{owner.ctx()});
  return owner;
}

/// A child of `parent` in which value<Key>() is `value`. A key is a type of its own with a member type `value_type`:
///     struct user_key { using value_type = std::string; };
template <class Key> [[nodiscard]] context with_value(const context &parent, typename Key::value_type value) {
  return context(new detail::value_node<Key>(parent.node(), std::move(value)));
}

/// Stands for a call that after_cancel has promised; letting it go doesn't take the call back.
class after_handle {
public:
  after_handle(context of, std::shared_ptr<detail::after_entry> entry) noexcept
      : context_(std::move(of)), entry_(std::move(entry)) {}

  /// Takes the call back. False: it has started, or was taken back before.
  bool stop() { return context_.canceller() && context_.canceller()->remove(*entry_); }

private:
  context context_;
  std::shared_ptr<detail::after_entry> entry_;
};

/// Calls `callable` in a task of its own when `of` is done; at once, if it is already.
template <class F>
LEASH_ANNOTATE("leash:spawn:argument 1")
after_handle
    after_cancel(const context &of, F &&callable, std::source_location here = std::source_location::current()) {
  if (detail::is_empty(callable))
    detail::throw_misuse("an empty callable was given to be run", here);
  auto entry = std::make_shared<detail::after_entry>(std::forward<F>(callable), here);
  if (of.canceller() && !of.canceller()->add(entry))
    detail::spawn([entry] { entry->run(); }, detail::task_traits{.born = here});
  return {of, std::move(entry)};
}

/// An arm of select: is chosen when `of` is done.
template <class Handler>
  requires std::invocable<Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:call:argument 1:called-now") auto on_done(
    const context &of, Handler &&handler, std::source_location here = std::source_location::current()) {
  return detail::recv_arm<unit, Handler &&>(of.canceller(), nullptr, std::forward<Handler>(handler), here);
}
[[nodiscard]] inline auto on_done(const context &of, std::source_location here = std::source_location::current()) {
  return detail::recv_arm<unit, detail::no_handler>(of.canceller(), nullptr, {}, here);
}

} // namespace leash
