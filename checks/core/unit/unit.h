// unit: one translation unit as plain data: its entities, bodies and summaries. All that a check reads.
#pragma once

#include "checks/core/flow/lock-exit.h"
#include "checks/core/flow/lock-standing.h"
#include "checks/core/model/body.h"
#include "checks/core/summary/summary.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace leash {

/// What happened while a unit was analysed, for `--stats` and for the summary line.
struct UnitStatistics {
  uint32_t functions = 0;          ///< user functions with a body that were read, instantiations and lambdas included
  uint32_t operations = 0;         ///< operations that a vocabulary entry or an attribute named
  std::vector<std::string> gaveUp; ///< functions whose flow exceeded the state budget: nothing is claimed about them
  double secondsReading = 0;       ///< processor time that it took to read the code into bodies
  double secondsSummarizing = 0;   ///< … and to follow locks and make summaries
};

/// A translation unit. Bodies, entities and expressions are referred to by index; entity 0 and expression 0 are none.
class Unit {
public:
  std::vector<Entity> entities;
  std::vector<Expression> expressions;
  std::vector<Body> bodies;
  std::vector<FunctionSummary> summaries;                  ///< by BodyId
  std::vector<std::vector<LockFlow>> lockFlows;            ///< by BodyId: every lock taken or given back by hand
  std::map<EntityId, std::vector<BodyId>> implementations; ///< by virtual function: its body and those that override it
  std::map<EntityId, std::vector<StoredCallable>> storedCallables; ///< by the member or global that they are stored in
  std::set<EntityId> settledFields;   ///< that keep the value that their object was made with
  std::set<EntityId> configuredLocks; ///< of a kind that is decided at run time: they may be recursive
  UnitStatistics statistics;
  std::string misread;                           ///< the first annotation that can't be understood, with its place
  std::map<std::string, uint32_t> expressionIds; ///< by Expression::key
  /// What can be called without it being known what runs, numbered from 1: callables by their signature, classes with
  /// virtual functions by their name.
  std::map<std::string, uint32_t> callableKinds;
  mutable LockStandings standings; ///< lock-probe's memory: a unit is for one thread at a time

  const Entity &entity(EntityId id) const { return entities[id]; }
  const Body &body(BodyId id) const { return bodies[id]; }
  const FunctionSummary &summary(BodyId id) const { return summaries[id]; }
  std::string_view nameOf(const Body &body) const { return entities[body.function].qualified; }

  /// The object as its user writes it: "shard.mutex", "queue_->lock".
  std::string spell(const Object &object) const;
};

} // namespace leash
