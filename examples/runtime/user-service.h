// user-service: a service over a store that it doesn't know, with a cache that is a store itself.
//
// What a store must offer is a concept. The program has one over a database, tests have one in memory, and the service
// is the same code for both.
#pragma once

#include <leash/context.h>
#include <leash/error.h>
#include <leash/mutex.h>
#include <leash/result.h>

#include <concepts>
#include <map>
#include <mutex>
#include <string>

namespace examples {

struct user {
  int id = 0;
  std::string name;
};

inline constexpr leash::sentinel_error no_such_user("no such user");

template <class Store>
concept user_store = requires(Store store, const leash::context &context, int id, const user &someone) {
  { store.find(context, id) } -> std::same_as<leash::result<user>>; // no_such_user if there is none
  { store.save(context, someone) } -> std::same_as<leash::error>;
};

class memory_store {
public:
  leash::result<user> find(const leash::context &, int id) {
    const leash::guard hold(mutex_);
    const auto found = users_.find(id);
    if (found == users_.end())
      return leash::fail(no_such_user);
    return found->second;
  }

  leash::error save(const leash::context &context, const user &someone) {
    if (context.is_done())
      return context.err();
    const leash::guard hold(mutex_);
    users_[someone.id] = someone;
    return {};
  }

private:
  leash::mutex mutex_;
  std::map<int, user> users_;
};

/// Remembers what it has found. Its lock is held while the store is asked, so that what is remembered is never older
/// than what has been saved; who waits for the lock gives up with its context.
template <user_store Store> class cached_store {
public:
  explicit cached_store(Store &store) : store_(store) {}

  leash::result<user> find(const leash::context &context, int id) {
    if (!mutex_.lock(context))
      return leash::fail(context.err());
    const leash::guard hold(mutex_, std::adopt_lock);
    if (const auto known = users_.find(id); known != users_.end())
      return known->second;
    leash::result<user> found = store_.find(context, id);
    if (found)
      users_.emplace(id, *found);
    return found;
  }

  leash::error save(const leash::context &context, const user &someone) {
    if (!mutex_.lock(context))
      return context.err();
    const leash::guard hold(mutex_, std::adopt_lock);
    users_.erase(someone.id); // whether or not it will have been saved, we know it no more
    return store_.save(context, someone);
  }

private:
  Store &store_;
  leash::mutex mutex_;
  std::map<int, user> users_;
};

template <user_store Store> class user_service {
public:
  explicit user_service(Store &store) : store_(store) {}

  leash::error rename(const leash::context &context, int id, const std::string &name) {
    leash::result<user> found = store_.find(context, id);
    if (!found)
      return leash::errorf("rename user {}: {}", id, leash::wrap(found.error()));
    found->name = name;
    return store_.save(context, *found);
  }

private:
  Store &store_;
};

} // namespace examples
