// verdicts: functions whose result says whether they have worked, as their callers show.

#include "checks/core/flow/verdicts.h"

#include "checks/core/flow/known-failure.h"
#include "checks/core/flow/polling.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>
#include <tuple>

namespace leash {

namespace {

constexpr size_t FewestWhoAsk = 3;
constexpr size_t FewestWhoGiveUp = 2; ///< … if each of them does

/// What is known of one function by its calls.
struct Record {
  std::vector<DroppedVerdict> drops;
  std::set<Place> places; ///< instances of a template repeat theirs
  size_t asked = 0;
  size_t givesUp = 0;
  const Operation *example = nullptr;
  bool failsOnZero = false, failsOnOther = false;
  bool isUnclear = false; ///< dropped on purpose, or used as something else than a verdict
};

/// How the calls of one function treat what they get back.
class CallerReader {
public:
  CallerReader(const Body &body, const Unit &unit, std::map<EntityId, Record> &records);
  void read();

private:
  void readCall(const Operation &operation);
  void readUse(const Operation &operation, Record &record);
  bool givesUp(const Edge &edge) const;
  bool onlyFailureFollows(uint32_t block) const;

  const Body &body_;
  const Unit &unit_;
  std::map<EntityId, Record> &records_;
  std::map<Object, std::vector<std::pair<const Edge *, const Test *>>> tests_; ///< with 0, by what is tested
  std::map<Object, Object> holders_;                                           ///< by result: what it is stored in
  std::set<Object> returned_;
  std::set<uint32_t> produced_; ///< calls whose results are errors by themselves
};

CallerReader::CallerReader(const Body &body, const Unit &unit, std::map<EntityId, Record> &records)
    : body_(body), unit_(unit), records_(records) {
  for (const Block &block : body.blocks) {
    for (const Edge &edge : block.edges)
      for (const Test &test : edge.tests)
        if (test.constant == 0)
          tests_[test.subject].push_back({&edge, &test});
    for (const Operation &operation : block.operations) {
      if (operation.verb == Verb::Produce)
        produced_.insert(operation.call);
      else if (operation.verb == Verb::Return && operation.value.kind == Value::Content)
        returned_.insert(operation.value.object);
      else if (operation.verb == Verb::Assign && operation.value.kind == Value::Content &&
               operation.value.object.root == Root::Result && operation.object.isVariable())
        holders_[operation.value.object] = operation.object;
    }
  }
}

/// The caller stops doing what it was about to do: it returns a failure, or throws.
bool CallerReader::givesUp(const Edge &edge) const {
  uint32_t block = edge.target;
  for (size_t steps = 0; steps < body_.blocks.size(); ++steps) {
    const Block &here = body_.blocks[block];
    for (const Operation &operation : here.operations) {
      if (operation.verb == Verb::Throw)
        return true;
      if (operation.verb != Verb::Return)
        continue;
      bool isCode = !body_.returnsTruth && operation.value.kind == Value::Constant && operation.value.constant != 0;
      return isCode || body_.returnsVoid || reportsFailure(&operation, body_, unit_);
    }
    if (here.endsPath)
      return true;
    if (here.edges.size() != 1)
      return false;
    block = here.edges.front().target;
  }
  return false;
}

/// Whatever way is taken from `block`, the function tells its caller of a failure.
bool CallerReader::onlyFailureFollows(uint32_t block) const {
  std::vector<bool> follows = blocksReachableFrom(body_, block);
  bool endsInFailure = false;
  for (uint32_t each = 0; each < follows.size(); ++each)
    if (follows[each])
      for (const Operation &operation : body_.blocks[each].operations) {
        if (operation.verb == Verb::Throw)
          endsInFailure = true;
        if (operation.verb != Verb::Return)
          continue;
        bool isCode = !body_.returnsTruth && operation.value.kind == Value::Constant && operation.value.constant != 0;
        if (!isCode && !reportsFailure(&operation, body_, unit_))
          return false;
        endsInFailure = true;
      }
  return endsInFailure;
}

void CallerReader::readUse(const Operation &operation, Record &record) {
  Object result = Object::result(operation.result);
  auto holder = holders_.find(result);
  bool isReturned = returned_.contains(result);
  auto tests = tests_.find(result);
  if (tests == tests_.end() && holder != holders_.end()) {
    isReturned |= returned_.contains(holder->second);
    tests = tests_.find(holder->second);
  }
  ++record.asked;
  if (tests == tests_.end()) {
    record.isUnclear |= !isReturned;
    return;
  }
  bool stops = false;
  for (const auto &[edge, test] : tests->second) {
    if (!givesUp(*edge))
      continue;
    stops = true;
    (test->relation == Test::Equal ? record.failsOnZero : record.failsOnOther) = true;
  }
  record.givesUp += stops;
  if (stops && !record.example)
    record.example = &operation;
}

void CallerReader::readCall(const Operation &operation) {
  const CallDetail &call = body_.calls[operation.call];
  if (call.callee == NoEntity || operation.result == 0 || call.isSystem || call.isConstructor ||
      call.isNamedByVocabulary || call.yieldsPointer || produced_.contains(operation.call))
    return;
  Record &record = records_[call.callee];
  if (!record.places.insert(operation.place).second)
    return;
  if (operation.isVoided)
    record.isUnclear = true;
  else if (operation.isDiscarded)
    record.drops.push_back({&body_, &operation, 0, nullptr});
  else
    readUse(operation, record);
}

void CallerReader::read() {
  for (uint32_t block = 0; block < body_.blocks.size(); ++block)
    for (const Operation &operation : body_.blocks[block].operations)
      if (operation.verb == Verb::Call && operation.call != NoIndex) {
        readCall(operation);
        if (operation.isDiscarded && (body_.isDestructor || onlyFailureFollows(block)))
          if (auto known = records_.find(body_.calls[operation.call].callee); known != records_.end())
            llvm::erase_if(known->second.drops, [&](const DroppedVerdict &drop) { return drop.call == &operation; });
      }
}

bool isVerdict(const Record &record) {
  return record.failsOnZero != record.failsOnOther && !record.isUnclear && record.givesUp >= FewestWhoGiveUp;
}

bool isForgotten(const Record &record) {
  bool isAsked = record.asked >= FewestWhoAsk && record.givesUp * 2 >= record.asked;
  bool isAlwaysFinal = record.givesUp == record.asked;
  return record.drops.size() == 1 && isVerdict(record) && (isAsked || isAlwaysFinal);
}

/// Returns zero, or what says that something has failed: less than zero, or the result of a call that does.
bool returnsCode(const Body &body) {
  if (body.returnsVoid || body.returnsTruth)
    return false;
  std::set<Object> codes;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Produce && operation.object.root == Root::Result)
        codes.insert(operation.object);
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations)
      if (operation.verb == Verb::Assign && operation.value.kind == Value::Content && operation.object.isVariable() &&
          codes.contains(operation.value.object))
        codes.insert(operation.object);
  bool returnsZero = false, returnsFailure = false;
  for (const Block &block : body.blocks)
    for (const Operation &operation : block.operations) {
      if (operation.verb != Verb::Return)
        continue;
      const Value &value = operation.value;
      bool isCode = (value.kind == Value::Constant && value.constant < 0) ||
                    (value.kind == Value::Content && codes.contains(value.object)) ||
                    operation.text == "return errno" || operation.text == "return -errno";
      bool isZero = value.kind == Value::Constant && value.constant == 0;
      if (!isCode && !isZero)
        return false;
      returnsZero |= isZero;
      returnsFailure |= isCode;
    }
  return returnsZero && returnsFailure;
}

} // namespace

Verdicts verdictsOf(const Unit &unit) {
  std::map<EntityId, Record> records;
  Verdicts verdicts;
  for (const Body &body : unit.bodies) {
    CallerReader(body, unit, records).read();
    if (returnsCode(body))
      verdicts.functions.insert(body.function);
  }
  for (auto &[callee, record] : records) {
    if (isVerdict(record))
      verdicts.functions.insert(callee);
    if (!isForgotten(record))
      continue;
    DroppedVerdict dropped = record.drops.front();
    dropped.askedBy = record.asked;
    dropped.asked = record.example;
    verdicts.dropped.push_back(dropped);
  }
  llvm::sort(verdicts.dropped, [](const DroppedVerdict &a, const DroppedVerdict &b) {
    return std::tie(a.body->id, a.call->place) < std::tie(b.body->id, b.call->place);
  });
  return verdicts;
}

} // namespace leash
