// future-origins: what the futures stand for that functions make and return.
#pragma once

#include "checks/core/model/body.h"

#include <map>
#include <optional>

namespace leash {

class Unit;

/// Where a future comes from.
struct FutureOrigin {
  enum Kind : uint8_t {
    None,
    Task,     ///< started for it: its end waits for the task
    Deferred, ///< a task that nobody runs until the future is asked
    Ticket,   ///< the receiving end of a promise, or of a task that is handed to somebody
  } kind = None;
  const Body *body = nullptr;           ///< that makes it
  const Operation *operation = nullptr; ///< by this
};

class FutureOrigins {
public:
  explicit FutureOrigins(const Unit &unit);

  /// Whether the unit makes any futures that are followed.
  bool any() const { return any_; }

  /// The future that `operation` of `body` makes, or that it gets from a function that does.
  FutureOrigin of(const Operation &operation, const Body &body);

private:
  FutureOrigin returnedBy(const Body &body);
  FutureOrigin heldBy(const Object &object, const Body &body);

  const Unit &unit_;
  bool any_ = false;
  std::map<BodyId, std::optional<FutureOrigin>> returned_; ///< nothing while it is asked for
};

} // namespace leash
