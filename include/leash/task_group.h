// task_group: tasks with a common fate, of which the first error counts. In the way of Go's errgroup.
//
// The first task that returns an error, or throws, cancels the group's context; the others should look at it, or wait
// with it, and end soon. wait() returns that first error. A group ends with its scope: no task outlives it.
//
// To give up after a while, make the group under a context with a deadline.
//
// Example:
//     #include <leash/task_group.h>
//     #include <string>
//     #include <vector>
//     leash::error fetch(const std::string &url, const leash::context &until);
//     leash::error fetch_all(const std::vector<std::string> &urls) {
//       leash::task_group fetching;
//       fetching.set_limit(8);
//       for (const std::string &url : urls)
//         fetching.go([&] { return fetch(url, fetching.ctx()); });
//       return fetching.wait();
//     }
#pragma once

#include <leash/chan.h>
#include <leash/context.h>
#include <leash/error.h>
#include <leash/wait_group.h>

namespace leash {

namespace detail {

/// The error in what a task of a group returned.
template <class Result> error error_in(const Result &result) {
  if constexpr (std::is_convertible_v<const Result &, error>)
    return result;
  else if constexpr (requires {
                       { result.error() } -> std::convertible_to<error>;
                       result.has_value();
                     })
    return result.has_value() ? error() : error(result.error());
  else
    return {};
}

} // namespace detail

/// Everything that a task has written is visible after wait(). A group is for one round; it isn't copyable, nor
/// movable.
class [[nodiscard]] task_group {
public:
  /// Its context is a child of background(), or of `parent`.
  explicit task_group(std::source_location here = std::source_location::current()) : task_group(background(), here) {}
  explicit task_group(const context &parent, std::source_location here = std::source_location::current())
      : canceller_(with_cancel(parent)), made_(here) {}
  task_group(canceller &&parent,
             std::source_location = {}) = delete; // at the end of the line it would cancel the group
  task_group(const task_group &) = delete;
  task_group &operator=(const task_group &) = delete;

  /// Cancels the context, and blocks until all tasks have ended. An error that no wait() has returned is lost.
  ~task_group() {
    canceller_.cancel();
    tasks_.wait(made_);
  }

  /// Done when a task has failed, with its error as the cause, or when wait() has returned.
  [[nodiscard]] const context &ctx() const noexcept { return canceller_.ctx(); }

  /// Lets at most `count` tasks run at the same time; any number, if it is negative. Throws misuse if tasks run that
  /// the limit before counts. Before the first go(), by one task or thread.
  void set_limit(int count, std::source_location here = std::source_location::current()) {
    if (places_.size() != 0)
      detail::throw_misuse("set_limit of a task_group with tasks that run", here);
    places_ = count < 0 ? chan<unit>() : make_chan<unit>(static_cast<std::size_t>(count));
  }

  /// Runs `callable` as a task. Its error is what it throws, and what it returns if that is an error or a result.
  ///
  /// Blocks while as many tasks run as the limit allows. Throws misuse if `callable` is empty; and, like a wait_group,
  /// if it comes from outside of the group's tasks when those who wait have just been told that all have ended.
  template <class F>
  LEASH_ANNOTATE("leash:spawn:argument 0:this")
  void go(F &&callable, std::source_location here = std::source_location::current()) {
    member one(*this, callable, here);
    if (places_)
      places_.send({}, here);
    run(std::move(one), std::forward<F>(callable), here);
  }

  /// The same, if the limit allows it now. False: it doesn't.
  template <class F>
  [[nodiscard]] LEASH_ANNOTATE("leash:spawn:argument 0:this") bool try_go(
      F &&callable, std::source_location here = std::source_location::current()) {
    member one(*this, callable, here);
    if (places_ && !places_.try_send({}, here))
      return false;
    run(std::move(one), std::forward<F>(callable), here);
    return true;
  }

  /// Blocks until all tasks have ended, cancels the context, and returns the first error; empty, if there was none.
  LEASH_ANNOTATE("leash:await:blocks")
  error wait(std::source_location here = std::source_location::current()) {
    tasks_.wait(here);
    canceller_.cancel();
    return error_;
  }

private:
  /// One that the group waits for. Ends after the task and what it owns.
  class member {
  public:
    template <class F> member(task_group &in, const F &callable, const std::source_location &here) : in_(&in) {
      if (detail::is_empty(callable))
        detail::throw_misuse("an empty callable was given to be run", here);
      in.tasks_.add(1, here);
    }
    member(member &&other) noexcept
        : in_(std::exchange(other.in_, nullptr)), has_place_(std::exchange(other.has_place_, false)) {}
    ~member() {
      if (has_place_)
        static_cast<void>(in_->places_.try_recv());
      if (in_)
        in_->tasks_.done(in_->made_);
    }
    void takes_place() noexcept { has_place_ = static_cast<bool>(in_->places_); }

  private:
    task_group *in_;
    bool has_place_ = false;
  };

  /// What a task of the group does.
  template <class F> struct work {
    task_group *in;
    F callable;

    void operator()() {
#if LEASH_HAS_EXCEPTIONS
      try {
#endif
        if constexpr (std::is_void_v<std::invoke_result_t<F &>>)
          callable();
        else
          in->note(detail::error_in(callable()));
#if LEASH_HAS_EXCEPTIONS
      } catch (...) {
        in->note(error(std::current_exception()));
      }
#endif
    }
  };

  template <class F> void run(member &&one, F &&callable, const std::source_location &here) {
    one.takes_place();
    using job = work<std::decay_t<F>>;
    detail::spawn(detail::accompanied<member, job>{std::move(one), job{this, std::forward<F>(callable)}},
                  detail::task_traits{.born = here});
  }

  void note(const error &failure) {
    if (!failure || has_failed_.exchange(true, std::memory_order_relaxed))
      return;
    error_ = failure;
    canceller_.cancel(failure);
  }

  canceller canceller_;
  wait_group tasks_;
  chan<unit> places_; ///< holds one for each task that runs; nil, if there is no limit
  std::atomic<bool> has_failed_{false};
  error error_; ///< written by the first task that fails, read when all have ended
  std::source_location made_;
};

} // namespace leash
