// facts-test: what ranges and path facts know, and what they forget.

#include "checks/core/flow/path-facts.h"
#include "test/flow/hand-made.h"

#include <gtest/gtest.h>

namespace leash {

using test::HandMade;
using test::is;
using test::isNot;

TEST(Range, HoldsWhatAComparisonTells) {
  EXPECT_TRUE(Range::satisfying(leash::Test::Less, 3).contains(-7));
  EXPECT_FALSE(Range::satisfying(leash::Test::Less, 3).contains(3));
  EXPECT_FALSE(Range::satisfying(leash::Test::NotEqual, 0).contains(0));
  EXPECT_EQ(Range::satisfying(leash::Test::Equal, 5).single(), 5);
  EXPECT_EQ(Range::satisfying(leash::Test::GreaterEqual, 0).meet(Range::satisfying(leash::Test::LessEqual, 0)).single(),
            0);
}

TEST(Range, MeetsAndJoins) {
  Range zero = Range::exactly(0), other = Range::satisfying(leash::Test::NotEqual, 0);
  EXPECT_TRUE(zero.meet(other).isEmpty());
  EXPECT_TRUE(zero.isDisjointFrom(other));
  EXPECT_TRUE(zero.join(other).isFull());
  EXPECT_TRUE(Range::exactly(-1).negated().contains(1));
}

TEST(PathFacts, AConditionThatCameOutOneWayComesOutThatWayAgain) {
  HandMade program;
  Object flag = Object::variable(program.local("flag"));
  PathFacts facts;
  EXPECT_TRUE(facts.assume(isNot(flag, 0)));
  EXPECT_FALSE(facts.assume(is(flag, 0)));
  EXPECT_TRUE(facts.assume(isNot(flag, 0)));
}

TEST(PathFacts, AnAssignmentForgetsWhatDependsOnIt) {
  HandMade program;
  EntityId index = program.local("index");
  Expression expression;
  expression.key = "index > 3";
  expression.reads = {Object::variable(index)};
  program.unit.expressions.push_back(expression);
  Object condition = Object::expression(1), unrelated = Object::variable(program.local("unrelated"));
  PathFacts facts;
  facts.assume(isNot(condition, 0));
  facts.assume(is(unrelated, 7));
  facts.forget(Object::variable(index), program.unit);
  EXPECT_TRUE(facts.range(condition).isFull());
  EXPECT_EQ(facts.range(unrelated).single(), 7);
}

TEST(PathFacts, WhatOthersMayChangeDoesNotOutliveAnIteration) {
  HandMade program;
  Object mine = Object::variable(program.local("mine")), theirs = Object::variable(program.global("theirs"));
  PathFacts facts;
  facts.assume(is(mine, 1));
  facts.assume(is(theirs, 1));
  facts.forgetVolatile(program.unit);
  EXPECT_EQ(facts.range(mine).single(), 1);
  EXPECT_TRUE(facts.range(theirs).isFull());
}

TEST(PathFacts, AMemberThatStaysAsItWasMadeIsKnownInTheNextIteration) {
  HandMade program;
  EntityId settled = program.local("isShared"), other = program.local("count");
  program.unit.entities[settled].kind = program.unit.entities[other].kind = EntityKind::Field;
  program.unit.settledFields.insert(settled);
  Object stays = Object::self(0).field(settled), changes = Object::self(0).field(other);
  PathFacts facts;
  facts.assume(is(stays, 1));
  facts.assume(is(changes, 1));
  facts.forgetVolatile(program.unit);
  EXPECT_EQ(facts.range(stays).single(), 1);
  EXPECT_TRUE(facts.range(changes).isFull());
}

TEST(PathFacts, ANameStandsForWhatItIsBoundTo) {
  HandMade program;
  Object guard = Object::variable(program.local("guard")), lock = Object::variable(program.global("lock"));
  Object member = guard.field(program.local("lock_"));
  PathFacts facts;
  facts.bind(member.deref(), lock);
  EXPECT_EQ(facts.resolve(member.deref()), lock);
  EXPECT_EQ(facts.resolve(guard), guard);
  facts.forget(guard, program.unit);
  EXPECT_EQ(facts.resolve(member.deref()), member.deref());
}

TEST(PathFacts, PathsThatMeetKeepWhatTheyShare) {
  HandMade program;
  Object a = Object::variable(program.local("a")), b = Object::variable(program.local("b"));
  PathFacts one, two;
  one.assume(is(a, 1));
  one.assume(is(b, 1));
  two.assume(is(a, 1));
  two.assume(is(b, 2));
  EXPECT_TRUE(one.join(two));
  EXPECT_EQ(one.range(a).single(), 1);
  EXPECT_FALSE(one.range(b).single());
  EXPECT_TRUE(one.range(b).contains(2));
  EXPECT_FALSE(one.join(two));
}

} // namespace leash
