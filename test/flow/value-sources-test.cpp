// value-sources-test: which looks at atomics a value comes from.

#include "checks/core/flow/value-sources.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;

namespace {

class ValueSourcesTest : public testing::Test {
protected:
  ValueSourcesTest() {
    atomic_ = Object::variable(program_.global("count"));
    program_.unit.entities[atomic_.id].isAtomic = true;
    local_ = Object::variable(program_.local("known"));
    program_.unit.entities[local_.id].owner = program_.body().function;
    program_.edge(0, 1);
  }

  /// `target = …`, made of `source`; the assignment's index in the entry block.
  uint32_t assign(const Object &target, const Object &source) {
    program_.operation(0, Verb::Assign, target);
    uint32_t index = program_.body().blocks[0].operations.size() - 1;
    program_.body().ingredients.push_back({Ingredient::Read, 0, index, source});
    return index;
  }

  HandMade program_;
  Object atomic_, local_;
};

} // namespace

TEST_F(ValueSourcesTest, FollowsALocalBackToTheLook) {
  uint32_t look = assign(local_, atomic_);
  uint32_t store = assign(atomic_, local_);
  Sources sources = ValueSources(program_.unit).of(program_.body(), 0, store);
  ASSERT_EQ(sources.looks.size(), 1u);
  EXPECT_EQ(sources.looks.front().object, atomic_);
  EXPECT_EQ(sources.looks.front().index, look);
}

TEST_F(ValueSourcesTest, ForgetsWhatWasOverwritten) {
  assign(local_, atomic_);
  assign(local_, Object::variable(program_.global("other")));
  uint32_t store = assign(atomic_, local_);
  EXPECT_TRUE(ValueSources(program_.unit).of(program_.body(), 0, store).looks.empty());
}

TEST_F(ValueSourcesTest, KnowsWhatTheCallerGives) {
  EntityId amount = program_.local("amount");
  program_.unit.entities[amount].kind = EntityKind::Parameter;
  program_.unit.entities[amount].owner = program_.body().function;
  program_.body().parameters.push_back(amount);
  uint32_t store = assign(atomic_, Object::variable(amount));
  EXPECT_TRUE(ValueSources(program_.unit).of(program_.body(), 0, store).given.contains(amount));
}

} // namespace leash
