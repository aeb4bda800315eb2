// user-service-test: the service, over a store in memory that counts how often it is asked and fails when told to.
#include "examples/runtime/user-service.h"
#include "test/runtime/support.h"

#include <leash/wait_group.h>

namespace {

using examples::user;

class spy_store {
public:
  leash::result<user> find(const leash::context &context, int id) {
    ++finds;
    if (failure)
      return leash::fail(failure);
    return store_.find(context, id);
  }
  leash::error save(const leash::context &context, const user &someone) {
    return failure ? failure : store_.save(context, someone);
  }

  std::atomic<int> finds = 0;
  leash::error failure;

private:
  examples::memory_store store_;
};

class UserServiceExample : public testing::Test {
protected:
  UserServiceExample() { EXPECT_FALSE(cache.save(context, {1, "ada"})); }

  const leash::context context = leash::background();
  spy_store store;
  examples::cached_store<spy_store> cache{store};
  examples::user_service<examples::cached_store<spy_store>> service{cache};
};

TEST_F(UserServiceExample, AUserIsRenamed) {
  EXPECT_FALSE(service.rename(context, 1, "Ada Lovelace"));
  EXPECT_EQ(cache.find(context, 1)->name, "Ada Lovelace");
  EXPECT_EQ(store.find(context, 1)->name, "Ada Lovelace");
}

TEST_F(UserServiceExample, WhoIsntThereCantBeRenamedAndTheErrorSaysWho) {
  const leash::error failed = service.rename(context, 7, "Nobody");
  EXPECT_EQ(failed.message(), "rename user 7: no such user");
  EXPECT_TRUE(is(failed, examples::no_such_user));
}

TEST_F(UserServiceExample, TheStoreIsAskedOnceForAUserWhoIsThere) {
  leash::wait_group readers;
  for (int i = 0; i != 20; ++i)
    readers.go([&] { EXPECT_EQ(cache.find(context, 1)->name, "ada"); });
  readers.wait();
  EXPECT_EQ(store.finds, 1);
}

TEST_F(UserServiceExample, WhatIsSavedIsFound) {
  EXPECT_EQ(cache.find(context, 1)->name, "ada");
  EXPECT_FALSE(cache.save(context, {1, "ada l."}));
  EXPECT_EQ(cache.find(context, 1)->name, "ada l.");
}

TEST_F(UserServiceExample, AFailureIsPassedOnAndNotRemembered) {
  store.failure = leash::make_error("store is down");
  EXPECT_TRUE(is(service.rename(context, 1, "Ada"), store.failure));
  store.failure = {};
  EXPECT_FALSE(service.rename(context, 1, "Ada"));
}

TEST_F(UserServiceExample, NothingIsSavedForWhoHasCancelled) {
  auto request = leash::with_cancel(context);
  request.cancel();
  EXPECT_TRUE(is(service.rename(request, 1, "Ada"), leash::canceled));
  EXPECT_EQ(store.find(context, 1)->name, "ada");
}

} // namespace
