// pool: things that are dear to make, for one user at a time.

#include "support.h"

#include <leash/chan.h>
#include <leash/pool.h>
#include <leash/wait_group.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace leash::test {
namespace {

TASK_AND_THREAD(Pool, MakesWhatItDoesNotHave) {
  int made = 0;
  pool<int> numbers([&] { return ++made; });
  auto first = numbers.get();
  auto second = numbers.get();
  EXPECT_EQ(*first, 1);
  EXPECT_EQ(*second, 2);
}

TASK_AND_THREAD(Pool, MakesDefaultsWithoutAFactory) {
  pool<std::string> texts;
  auto text = texts.get();
  EXPECT_EQ(*text, "");
  EXPECT_EQ(text->size(), 0U);
}

TASK_AND_THREAD(Pool, GivesTheSameAgainAndAgainWhereOnlyOneIsNeeded) {
  const workers one(1);
  int made = 0;
  pool<int> numbers([&] { return ++made; });
  for (int i = 0; i < 1000; ++i)
    (void)numbers.get();
  EXPECT_LT(made, 1000) << "it may forget, but not always";
}

TASK_AND_THREAD(Pool, GivesWhatComesBackAsItWasLeft) {
  pool<std::vector<int>> buffers;
  for (int i = 0; i < 100; ++i) {
    auto buffer = buffers.get();
    EXPECT_TRUE(buffer->empty() || buffer->back() == 7);
    buffer->push_back(7);
  }
}

EVERY_CAST(Pool, GivesAnItemToOneUserAtATime) {
  struct item {
    std::atomic<bool> used = false;
  };
  const workers four(4);
  pool<item> items;
  for (int i = 0; i < 8; ++i)
    others.go([&] {
      for (int round = 0; round < scaled(1000); ++round) {
        auto mine = items.get();
        EXPECT_FALSE(mine->used.exchange(true));
        yield();
        mine->used = false;
      }
    });
  others.join();
}

EVERY_CAST(Pool, OrdersOneUserBeforeTheNext) {
  const workers four(4);
  pool<int> items; // plain: ThreadSanitizer says if two users aren't ordered
  for (int i = 0; i < 8; ++i)
    others.go([&] {
      for (int round = 0; round < scaled(1000); ++round)
        ++*items.get();
    });
  others.join();
}

EVERY_CAST(Pool, TakesBackFromAnotherWhatItGave) {
  pool<int> items;
  auto handles = make_chan<decltype(items.get())>();
  others.go([&] {
    while (auto handle = handles.recv())
      **handle = 1;
  });
  for (int i = 0; i < 100; ++i)
    handles.send(items.get());
  handles.close();
  others.join();
}

TASK_AND_THREAD(Pool, EndsEverythingItMade) {
  const int before = counted::alive;
  {
    pool<counted> items;
    std::vector<decltype(items.get())> handles;
    for (int i = 0; i < 100; ++i)
      handles.push_back(items.get());
    EXPECT_EQ(counted::alive, before + 100);
  }
  EXPECT_EQ(counted::alive, before);
}

TASK_AND_THREAD(Pool, KeepsOnlySoMany) {
  const int before = counted::alive;
  constexpr int many = 20000;
  pool<counted> items;
  {
    std::vector<decltype(items.get())> handles;
    for (int i = 0; i < many; ++i)
      handles.push_back(items.get());
  }
  EXPECT_LT(counted::alive - before, many / 2);
}

TASK_AND_THREAD(Pool, MovesAHandleWithoutGivingItsItemBack) {
  pool<int> items;
  auto first = items.get();
  int *const address = &*first;
  auto moved = std::move(first);
  EXPECT_EQ(&*moved, address);
  auto other = items.get();
  EXPECT_NE(&*other, address);
}

TASK_AND_THREAD(Pool, GivesAnItemAwayForGoodOnRelease) {
  const int before = counted::alive;
  {
    pool<counted> items;
    auto handle = items.get();
    {
      const auto kept = handle.release();
      EXPECT_EQ(counted::alive, before + 1);
    }
    EXPECT_EQ(counted::alive, before);
    auto next = items.get();
    EXPECT_EQ(counted::alive, before + 1);
  }
  EXPECT_EQ(counted::alive, before);
}

TASK_AND_THREAD(Pool, LetsAnExceptionOfTheFactoryThrough) {
  bool fails = true;
  pool<int> numbers([&]() -> int {
    if (fails)
      throw std::runtime_error("not now");
    return 1;
  });
  EXPECT_THROW((void)numbers.get(), std::runtime_error);
  fails = false;
  EXPECT_EQ(*numbers.get(), 1);
}

TASK_AND_THREAD(Pool, SharesBetweenWorkersThatComeAndGo) {
  pool<std::string> texts;
  for (int procs : {4, 1, 3}) {
    const workers some(procs);
    wait_group users;
    for (int i = 0; i < 8; ++i)
      users.go([&] {
        for (int round = 0; round < 50; ++round) {
          auto text = texts.get();
          *text = "in use";
          yield();
          EXPECT_EQ(*text, "in use");
        }
      });
    users.wait();
  }
}

} // namespace
} // namespace leash::test
