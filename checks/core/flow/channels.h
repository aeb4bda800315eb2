// channels: which channels the unit makes, and all that its code does to each.
//
// A channel is reached through handles, and a copy of a handle is as good as the original. So a channel is named by
// where it is made, and its handles are followed from there, through variables, members, parameters, captures and the
// results of functions, in no order of time. Where a function returns a channel that it makes, each call of it makes
// another one. Members are told apart by their class, not by the object.
//
// What goes out of sight (into a container, to code that can't be seen) takes its channel along: then it is open, and
// nobody knows all that is done to it.
#pragma once

#include "checks/core/model/body.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <map>
#include <set>
#include <vector>

namespace leash {

class Unit;

/// An operation, and the body that it stands in.
struct Performed {
  const Body *body = nullptr;
  const Operation *operation = nullptr;
};

/// A channel that the unit makes.
struct Channel {
  Performed made;
  std::vector<Performed> calls; ///< by which it came out of the functions that return it
  std::vector<Performed> uses;  ///< sends, receives, closes
  EntityId name = NoEntity;     ///< the variable that holds it first
  bool isUnbuffered = false;
  bool isOpen = false; ///< code that can't be seen may have it, or the caller of the function that makes it has

  bool undergoes(Verb verb) const;
};

class Channels {
public:
  explicit Channels(const Unit &unit);

  /// A channel is passed around by copies of `object`, which its identity therefore doesn't tell.
  bool isHandle(const Object &object) const;

  /// A channel that fits, and that `object` stands for on some run of `body`; null if that isn't sure.
  const Channel *find(const Body &body, const Object &object, llvm::function_ref<bool(const Channel &)> fits) const;

  const std::vector<Channel> &all() const { return channels_; }
  /// What is done to a channel that nobody can name: it may be any.
  bool isDoneToUnknown(Verb verb) const { return doneToUnknown_.contains(verb); }

private:
  friend class ChannelReader;

  /// A variable (its entity), or what a call in a body yields.
  using Name = uint32_t;
  static constexpr Name NoName = 0;

  struct NameFacts {
    EntityId entity = NoEntity;
    std::vector<Name> from, to;
    std::vector<uint32_t> channels; ///< that are made here, or come out of a call here
    std::vector<Performed> uses;
    bool isOpaque = false; ///< holds something that comes from elsewhere
    bool escapes = false;
  };

  /// What a name stands for.
  struct Answer {
    const Channel *channel = nullptr; ///< that fits
    bool isPossible = false;          ///< nothing speaks against one; without a channel: nothing is known yet
  };

  Name nameOf(const Body &body, const Object &object) const;
  Answer find(Name name, llvm::function_ref<bool(const Channel &)> fits, std::set<Name> &asked) const;

  const Unit &unit_;
  std::vector<NameFacts> names_;
  std::map<EntityId, Name> variables_;
  std::map<std::pair<BodyId, uint32_t>, Name> results_;
  std::vector<Channel> channels_;
  std::set<Verb> doneToUnknown_;
};

} // namespace leash
