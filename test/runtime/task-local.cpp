// task-local: a variable for each task, and for each plain thread.

#include "support.h"

#include <leash/chan.h>
#include <leash/task_local.h>
#include <leash/wait_group.h>

#include <memory>
#include <string>

namespace leash::test {
namespace {

task_local<int> number;
task_local<std::string> text;
task_local<counted> item;

TASK_AND_THREAD(TaskLocal, BeginsWithTheDefaultInEachTask) {
  wait_group tasks;
  for (int i = 0; i < 4; ++i)
    tasks.go([i] {
      EXPECT_EQ(number.get(), 0);
      EXPECT_EQ(text.get(), "");
      number.get() = i;
      text.get() = std::to_string(i);
    });
  tasks.wait();
}

EVERY_CAST(TaskLocal, StaysWithItsOwnerAcrossBlockingAndMigration) {
  const workers four(4);
  for (int i = 0; i < 8; ++i)
    others.go([i] {
      number.get() = i;
      text.get() = "owner " + std::to_string(i);
      auto c = make_chan<int>();
      for (int round = 0; round < 50; ++round) {
        go([c]() mutable { c.send(1); });
        (void)c.recv();
        yield();
        EXPECT_EQ(number.get(), i);
        EXPECT_EQ(text.get(), "owner " + std::to_string(i));
      }
    });
  others.join();
}

EVERY_CAST(TaskLocal, GivesTheSameObjectAsLongAsItsOwnerLives) {
  others.go([] {
    int *const before = &number.get();
    yield();
    EXPECT_EQ(&number.get(), before);
  });
  others.join();
}

EVERY_CAST(TaskLocal, IsMadeWhenItIsFirstUsedAndEndsWithItsOwner) {
  const int before = counted::alive;
  auto c = make_chan<unit>();
  auto made = make_chan<unit>();
  others.go([&] {
    EXPECT_TRUE(c.recv());
    EXPECT_EQ(item.get().value(), 0);
    made.send(unit());
    EXPECT_TRUE(c.recv());
  });
  others.until_blocked(1);
  EXPECT_EQ(counted::alive, before);
  c.send(unit());
  EXPECT_TRUE(made.recv());
  EXPECT_EQ(counted::alive, before + 1);
  c.send(unit());
  others.join();
  until([&] { return counted::alive == before; }); // a thread's variables end after its part
}

TASK_AND_THREAD(TaskLocal, BelongsToATaskAndNotToItsThread) {
  const workers one(1); // all run on one thread
  number.get() = 7;
  run([] {
    EXPECT_EQ(number.get(), 0);
    number.get() = 8;
    run([] { EXPECT_EQ(number.get(), 0); });
    EXPECT_EQ(number.get(), 8);
  });
  EXPECT_EQ(number.get(), 7);
  number.get() = 0;
}

TASK_AND_THREAD(TaskLocal, IsNotInheritedThroughAReusedTask) {
  for (int i = 0; i < 1000; ++i)
    run([] {
      EXPECT_EQ(number.get(), 0);
      number.get() = 1;
    });
}

TASK_AND_THREAD(TaskLocal, StaysInsideBlocking) {
  run([] {
    number.get() = 5;
    blocking([] {
      EXPECT_EQ(number.get(), 5);
      number.get() = 6;
    });
    EXPECT_EQ(number.get(), 6);
  });
}

TASK_AND_THREAD(TaskLocal, TakesItsFirstValueFromAFactory) {
  static std::atomic<int> made = 0;
  static task_local<int> numbered([] { return ++made; });
  const int before = made;
  run([&] {
    EXPECT_EQ(numbered.get(), before + 1);
    EXPECT_EQ(numbered.get(), before + 1);
  });
  run([&] { EXPECT_EQ(numbered.get(), before + 2); });
}

struct farewell {
  std::string *said = nullptr;
  std::atomic<bool> *over = nullptr;
  ~farewell() {
    if (said == nullptr)
      return;
    *said = text.get();
    *over = true;
  }
};
task_local<farewell> last;

TASK_AND_THREAD(TaskLocal, MayUseAnotherWhenItEnds) {
  std::string said;
  std::atomic<bool> over = false;
  run([&] {
    text.get() = "before"; // made before `last`, and so it ends after it
    last.get().said = &said;
    last.get().over = &over;
    text.get() = "goodbye";
  });
  until([&] { return over.load(); });
  EXPECT_EQ(said, "goodbye");
}

} // namespace
} // namespace leash::test
