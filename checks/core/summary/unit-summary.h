// unit-summary: what other units need to know of one, apart from the unit: its functions' summaries, and names that
// mean the same everywhere for whatever they speak of.
#pragma once

#include "checks/core/model/entity.h"
#include "checks/core/summary/summary.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <string>
#include <utility>
#include <vector>

namespace leash {

class Unit;

/// What a summary speaks of. `owner` is the class of a field, the function of a local.
struct NamedEntity {
  EntityName name;
  EntityKind kind = EntityKind::Local;
  Visibility visibility = Visibility::Program;
  TypeRole role = TypeRole::None;
  EntityId owner = NoEntity;
  std::string spelling;
  std::string qualified;

  friend bool operator==(const NamedEntity &, const NamedEntity &) = default;
};

/// A function and its summary. Bodies in the summary are indices into UnitSummary::functions.
struct SummarizedFunction {
  EntityId function = NoEntity;
  std::vector<EntityId> parameters;
  Place place;
  FunctionSummary summary;

  friend bool operator==(const SummarizedFunction &, const SummarizedFunction &) = default;
};

/// A unit as other units see it. Entities and expressions are indices into the tables here, both of whose first rows
/// are none. Everything is in an order that depends on names alone, so that equal units have equal summaries.
struct UnitSummary {
  std::vector<NamedEntity> entities;
  std::vector<std::string> expressions; ///< indices of elements, and what is called, as it is written
  std::vector<SummarizedFunction> functions;
  std::vector<std::pair<EntityId, std::vector<BodyId>>> implementations; ///< by virtual function
  std::vector<std::pair<EntityId, std::vector<StoredCallable>>> storedCallables;
  std::vector<EntityId> settledFields;
  std::vector<EntityId> configuredLocks;

  friend bool operator==(const UnitSummary &, const UnitSummary &) = default;
};

/// The summary of a unit that has been summarized. O(n log n) in what its summaries mention.
UnitSummary summaryOf(const Unit &unit);

/// Whether everything that the summary refers to is in its tables.
bool isWhole(UnitSummary summary);

/// The summary as JSON; `version` 1 of the format "leash-summary".
llvm::json::Value toJson(const UnitSummary &summary);

/// Reads what toJson() has written. An error names the place in the document ("expected string at
/// functions[3].throws"), or the version that isn't known.
llvm::Expected<UnitSummary> unitSummaryFrom(const llvm::json::Value &document);

} // namespace leash
