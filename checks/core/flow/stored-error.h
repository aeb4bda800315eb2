// stored-error: an error that is kept in a variable, and whether somebody looks at it before it is gone.
#pragma once

#include "checks/core/flow/lock-flow.h"
#include "checks/core/flow/simulation.h"

#include <set>
#include <vector>

namespace leash {

/// An error value in a local variable, from where it is stored.
struct StoredError {
  const Operation *produced = nullptr; ///< the call
  const Operation *stored = nullptr;   ///< the assignment, or the call itself for an out-parameter
  Object holder;
};

/// Follows one stored error until somebody looks at it.
class ErrorDomain {
public:
  struct Property {
    bool isPending = false;
    friend bool operator==(const Property &, const Property &) = default;
    friend bool operator<(const Property &a, const Property &b) { return a.isPending < b.isPending; }
  };
  using State = SimulationState<Property>;
  using Emit = llvm::function_ref<void(State)>;

  ErrorDomain(const StoredError &error, const Body &body, const Unit &unit);

  void transfer(const Operation &operation, const State &state, Emit emit);
  Throws throwsOf(const Operation &operation) const { return leash::throwsOf(operation, body_, unit_); }
  void unwound(State &state, const Operation &, llvm::function_ref<bool(const Object &)>) const {
    state.property.isPending = false;
  }

  std::vector<const Operation *> overwrites;
  bool endsUnseen = false; ///< the iteration that made it ends before anybody looks

private:
  bool isHolder(const Object &object) const { return object == error_.holder || object.startsWith(error_.holder); }
  bool looks(const Operation &operation) const;
  bool produces(const Operation &call) const;
  bool isReadBy(const CallDetail &call) const;
  bool isAboutAnotherError(const Operation &operation) const;
  bool isNewFailure(const Value &value) const;
  void notePayloads(const Block &block);

  const StoredError &error_;
  const Body &body_;
  const Unit &unit_;
  bool isLookedAtSomewhere_ = false;
  std::set<const Operation *> payloads_; ///< where another is asked for what came of it, not whether it worked
  std::set<Object> otherHolders_;        ///< other locals that hold what a call returned
};

} // namespace leash
