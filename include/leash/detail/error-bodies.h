// error-bodies: the kinds of errors there are, and what of error.h needs to know them.
#pragma once

#include <leash/error.h>

namespace leash {

namespace detail {

inline const error_body *error_access::body(const error &err) noexcept { return err.body_; }
inline error error_access::adopt(const error_body *body) noexcept { return error(body); }

inline std::span<const error> error_body::causes() const noexcept { return {}; }

enum class step { into_causes, past_causes, stop };

/// Visits `body` and what is below it, each error before its causes. False: it was stopped. Keeps a list of its own
/// instead of recursing: joining in a loop nests deeper than a task's stack is.
template <class Visit> bool preorder(const error_body *body, const Visit &visit) {
  std::vector<const error_body *> pending;
  while (body) {
    const step next = visit(*body);
    if (next == step::stop)
      return false;
    std::span<const error> causes;
    if (next == step::into_causes)
      causes = body->causes();
    for (std::size_t i = causes.size(); i > 1; --i)
      pending.push_back(error_access::body(causes[i - 1]));
    if (!causes.empty()) {
      body = error_access::body(causes.front());
    } else if (!pending.empty()) {
      body = pending.back();
      pending.pop_back();
    } else {
      body = nullptr;
    }
  }
  return true;
}

/// Whether `found` is true of `root` or of an error below it.
template <class Found> bool any_in_tree(const error &root, const Found &found) {
  return !preorder(error_access::body(root),
                   [&](const error_body &body) { return found(body) ? step::stop : step::into_causes; });
}

inline const void *find_payload(const error &err, type_id wanted) {
  const void *payload = nullptr;
  any_in_tree(err, [&](const error_body &body) { return (payload = body.as(wanted)) != nullptr; });
  return payload;
}

template <class T> error_causes causes_of(const T &payload) {
  error_causes causes;
  if constexpr (requires { error(payload.unwrap()); }) {
    causes.add(payload.unwrap());
  } else if constexpr (requires { payload.unwrap(); }) {
    causes.are_several = true;
    for (const error &cause : payload.unwrap())
      causes.add(cause);
  }
  return causes;
}

/// An error that holds a T.
template <class T> class payload_body final : public error_body {
public:
  template <class... Args>
  explicit payload_body(std::in_place_t, Args &&...args)
      : error_body(true), payload_(std::forward<Args>(args)...), causes_(causes_of(payload_)) {}
  template <class... Args>
  explicit payload_body(error_causes causes, Args &&...args)
      : error_body(true), payload_(std::forward<Args>(args)...), causes_(std::move(causes)) {}

  std::string message() const override { return payload_.message(); }
  bool is(const error &target) const override {
    if constexpr (std::equality_comparable<T>)
      if (const void *other = error_access::body(target)->as(type_id::of<T>()))
        if (payload_ == *static_cast<const T *>(other))
          return true;
    if constexpr (requires { payload_.is(target); })
      return payload_.is(target);
    return false;
  }
  const void *as(type_id wanted) const override {
    if (wanted == type_id::of<T>())
      return &payload_;
    if constexpr (requires { payload_.as(wanted); })
      return payload_.as(wanted);
    return nullptr;
  }
  std::optional<std::error_code> code() const override {
    if constexpr (std::is_same_v<T, std::error_code>)
      return payload_;
    else if constexpr (requires { payload_.code(); })
      return payload_.code();
    else
      return std::nullopt;
  }
  std::exception_ptr exception() const override {
    if constexpr (requires { std::exception_ptr(payload_.exception()); })
      return payload_.exception();
    return nullptr;
  }
  std::span<const error> causes() const noexcept override { return causes_.errors; }
  bool is_several() const noexcept override { return causes_.are_several; }
  void destroy() const noexcept override { delete this; }

private:
  T payload_;
  error_causes causes_;
};

struct plain_text {
  std::string message() const { return text; }
  std::string text;
};

struct caught_exception {
  std::string message() const { return text; }
  std::optional<std::error_code> code() const { return error_code; }
  std::exception_ptr exception() const { return pointer; }
  std::exception_ptr pointer;
  std::string text;
  std::optional<std::error_code> error_code = std::nullopt;
};

/// Several errors as one. The message is put together when it is asked for: joining in a loop nests, and to keep every
/// intermediate text would take quadratic space.
class joined_body final : public error_body {
public:
  explicit joined_body(std::vector<error> errors) noexcept : error_body(true), errors_(std::move(errors)) {}
  std::string message() const override {
    std::string lines;
    const char *separator = "";
    preorder(this, [&](const error_body &body) {
      if (body.as(type_id::of<joined_body>()))
        return step::into_causes;
      lines += std::exchange(separator, "\n") + body.message();
      return step::past_causes;
    });
    return lines;
  }
  const void *as(type_id wanted) const override { return wanted == type_id::of<joined_body>() ? this : nullptr; }
  std::span<const error> causes() const noexcept override { return errors_; }
  bool is_several() const noexcept override { return true; }
  void destroy() const noexcept override { delete this; }

private:
  std::vector<error> errors_;
};

inline error text_error(std::string text, error_causes causes) {
  return error_access::adopt(new payload_body<plain_text>(std::move(causes), std::move(text)));
}

inline error describe(std::exception_ptr exception) {
#if LEASH_HAS_EXCEPTIONS
  try {
    std::rethrow_exception(exception);
  } catch (const error_exception &thrown) {
    return thrown.error();
  } catch (const std::system_error &thrown) {
    return error::of<caught_exception>(std::move(exception), thrown.what(), thrown.code());
  } catch (const std::exception &thrown) {
    return error::of<caught_exception>(std::move(exception), thrown.what());
  } catch (...) {
    return error::of<caught_exception>(std::move(exception), "an exception of unknown type");
  }
#else
  return error::of<caught_exception>(std::move(exception), "an exception");
#endif
}

} // namespace detail

inline error::error(std::error_code code) {
  if (code)
    *this = of<std::error_code>(code);
}

inline error::error(std::exception_ptr exception) {
  if (exception)
    *this = detail::describe(std::move(exception));
}

/// Causes whose last reference goes with the body are queued, not buried by recursion: a chain may be longer than a
/// task's stack is deep.
inline void error::bury(const detail::error_body *body) noexcept {
  const detail::error_body *dead = body;
  while (dead) {
    const detail::error_body *current = std::exchange(dead, dead->next_dead);
    for (const error &cause : current->causes()) {
      const detail::error_body *orphan = std::exchange(const_cast<error &>(cause).body_, nullptr);
      if (orphan && orphan->drop_reference())
        orphan->next_dead = std::exchange(dead, orphan);
    }
    current->destroy();
  }
}

inline bool error::is(const error &target) const { return leash::is(*this, target); }
inline bool error::is(std::error_code target) const { return leash::is(*this, target); }
inline bool error::is(std::error_condition target) const { return leash::is(*this, target); }
template <class T> const T *error::as() const & { return leash::as<T>(*this); }
inline error error::unwrap() const { return leash::unwrap(*this); }

inline std::optional<std::error_code> error::code() const {
  std::optional<std::error_code> found;
  detail::any_in_tree(*this, [&](const detail::error_body &body) { return (found = body.code()).has_value(); });
  return found;
}

inline std::exception_ptr error::exception() const {
  if (!body_)
    return nullptr;
  if (std::exception_ptr origin = body_->exception())
    return origin;
  return std::make_exception_ptr(error_exception(*this));
}

inline bool is(const error &err, const error &target) {
  if (!err || !target)
    return err == target;
  return detail::any_in_tree(err, [&](const detail::error_body &body) {
    return &body == detail::error_access::body(target) || body.is(target);
  });
}

inline bool is(const error &err, std::error_code target) {
  return detail::any_in_tree(err, [&](const detail::error_body &body) { return body.code() == target; });
}

inline bool is(const error &err, std::error_condition target) {
  return detail::any_in_tree(err, [&](const detail::error_body &body) { return body.code() == target; });
}

inline error unwrap(const error &err) {
  const detail::error_body *body = detail::error_access::body(err);
  return !body || body->is_several() || body->causes().empty() ? error() : body->causes().front();
}

inline error make_error(std::string text) { return detail::text_error(std::move(text), {}); }

inline error join(std::span<const error> errors) {
  detail::error_causes present;
  for (const error &err : errors)
    present.add(err);
  if (present.errors.empty())
    return {};
  return detail::error_access::adopt(new detail::joined_body(std::move(present.errors)));
}

} // namespace leash
