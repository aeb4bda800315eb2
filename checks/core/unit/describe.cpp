// describe: a unit as text, for `leash show` and for people who ask why.

#include "checks/core/summary/unit-summary.h"
#include "checks/core/unit/analyze.h"
#include "checks/core/unit/unit.h"

#include "llvm/Support/FormatVariadic.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace leash {

namespace {

struct Line {
  Place place;
  std::string text;
};

std::string joined(std::vector<Line> lines) {
  std::sort(lines.begin(), lines.end(),
            [](const Line &a, const Line &b) { return std::tie(a.place, a.text) < std::tie(b.place, b.text); });
  lines.erase(std::unique(lines.begin(), lines.end(),
                          [](const Line &a, const Line &b) { return a.place == b.place && a.text == b.text; }),
              lines.end());
  std::string text;
  for (const Line &line : lines)
    text += line.place.file + ":" + std::to_string(line.place.line) + ":" + std::to_string(line.place.column) + ": " +
            line.text + "\n";
  return text;
}

std::string modifiers(const Operation &operation) {
  std::string text;
  if (operation.outcome != Outcome::Always)
    text += " " + std::string(spelling(operation.outcome));
  for (auto [set, word] : {std::pair(operation.shared, " shared"),
                           {operation.blocks, " blocks"},
                           {operation.timed, " timed"},
                           {operation.predicate, " predicate"},
                           {operation.quiet, " quiet"}})
    text += set ? word : "";
  return text;
}

std::string lockText(const LockProperty &property) {
  switch (property.state) {
  case LockProperty::Untouched:
    return property.gaveBack ? "given back" : "untouched";
  case LockProperty::Held:
    return property.guard.isKnown() ? "held by a guard" : "held by hand";
  case LockProperty::Released:
    return "released for the caller";
  case LockProperty::Unknown:
    return "out of sight";
  }
  return "";
}

std::string_view wayOut(LockExit::Kind kind) {
  switch (kind) {
  case LockExit::Return:
    return "on return";
  case LockExit::Exception:
    return "on exception";
  case LockExit::NextIteration:
    return "at the next iteration";
  }
  return "";
}

} // namespace

std::string describeOperations(const Unit &unit) {
  std::vector<Line> lines;
  for (const Body &body : unit.bodies)
    for (const Block &block : body.blocks)
      for (const Operation &operation : block.operations) {
        if (operation.source.empty())
          continue;
        std::string text = std::string(spelling(operation.verb)) + " '" + unit.spell(operation.object) + "'";
        if (operation.other.isKnown())
          text += " with '" + unit.spell(operation.other) + "'";
        text += modifiers(operation) + " (" + operation.source + ")";
        lines.push_back({operation.place, text});
      }
  return joined(std::move(lines));
}

std::string describeFacts(const Unit &unit) {
  std::vector<Line> lines;
  for (const Body &body : unit.bodies)
    for (const LockFlow &flow : unit.lockFlows[body.id]) {
      std::string prefix = std::string(unit.nameOf(body)) + ": '" + unit.spell(flow.lock) + "' ";
      if (flow.gaveUp)
        lines.push_back({body.place, prefix + "gave up: too many states"});
      for (const LockExit &exit : flow.exits) {
        Place place = exit.last ? exit.last->place : body.end;
        lines.push_back({place, prefix + lockText(exit.property) + " " + std::string(wayOut(exit.kind)) +
                                    (exit.result.isFull() ? "" : ", result " + exit.result.text())});
      }
    }
  return joined(std::move(lines));
}

std::string describeSummaries(const Unit &unit) {
  std::vector<Line> lines;
  for (const Body &body : unit.bodies) {
    if (body.function == NoEntity)
      continue;
    const FunctionSummary &summary = unit.summary(body.id);
    std::string text = std::string(unit.nameOf(body)) + ": throws " + std::string(spelling(summary.throws)) +
                       (summary.mayBlock ? ", may block" : "") + (summary.gaveUp ? ", gave up" : "");
    for (const LockSummary &lock : summary.locks)
      for (const LockSummary::Outcome &outcome : lock.outcomes)
        text += ", '" + unit.spell(lock.lock) + "' " + std::string(spelling(outcome.change)) +
                (outcome.result.isFull() ? "" : " if result " + outcome.result.text());
    for (size_t i = 0; i < summary.parameters.size(); ++i)
      if (summary.parameters[i].callable != CallableUse::Unknown)
        text += ", '" + unit.entity(body.parameters[i]).spelling + "' " +
                std::string(spelling(summary.parameters[i].callable));
    lines.push_back({body.place, text});
  }
  return joined(std::move(lines));
}

std::string summaryAsJson(const Unit &unit) { return llvm::formatv("{0:2}\n", toJson(summaryOf(unit))).str(); }

} // namespace leash
