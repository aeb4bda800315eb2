// unit-summary-json: a unit's summary as a JSON document, and back.
//
// What has its fallback value isn't written, so that the document says only what is to be said.

#include "checks/core/summary/unit-summary.h"

#include "checks/core/model/words.h"

#include <optional>

namespace leash {

using llvm::json::Array;
using llvm::json::Path;
using Json = llvm::json::Value;

namespace {

constexpr llvm::StringLiteral FormatName = "leash-summary";
constexpr int64_t FormatVersion = 1;

constexpr Words roots({
    Word<Root>{Root::Unknown, "unknown"},
    {Root::Variable, "variable"},
    {Root::This, "this"},
    {Root::Result, "result"},
    {Root::Expression, "expression"},
});
constexpr Words elements({
    Word<PathElement::Kind>{PathElement::Field, "field"},
    {PathElement::Deref, "deref"},
    {PathElement::Index, "index"},
});
constexpr Words entityKinds({
    Word<EntityKind>{EntityKind::Global, "global"},
    {EntityKind::StaticLocal, "static-local"},
    {EntityKind::Local, "local"},
    {EntityKind::Parameter, "parameter"},
    {EntityKind::Field, "field"},
    {EntityKind::StaticField, "static-field"},
    {EntityKind::Function, "function"},
    {EntityKind::Type, "type"},
});
constexpr Words visibilities({
    Word<Visibility>{Visibility::Function, "function"},
    {Visibility::Unit, "unit"},
    {Visibility::Program, "program"},
});

std::string_view wordOf(Root value) { return roots.of(value); }
std::string_view wordOf(PathElement::Kind value) { return elements.of(value); }
std::string_view wordOf(EntityKind value) { return entityKinds.of(value); }
std::string_view wordOf(Visibility value) { return visibilities.of(value); }
std::string_view wordOf(TypeRole value) { return spelling(value); }
std::string_view wordOf(CallableUse value) { return spelling(value); }
std::string_view wordOf(LockChange value) { return spelling(value); }
std::string_view wordOf(Throws value) { return spelling(value); }
std::string_view wordOf(Verb value) { return spelling(value); }

std::optional<Root> called(std::string_view word, Root) { return roots.called(word); }
std::optional<PathElement::Kind> called(std::string_view word, PathElement::Kind) { return elements.called(word); }
std::optional<EntityKind> called(std::string_view word, EntityKind) { return entityKinds.called(word); }
std::optional<Visibility> called(std::string_view word, Visibility) { return visibilities.called(word); }
std::optional<TypeRole> called(std::string_view word, TypeRole) { return roleCalled(word); }
std::optional<CallableUse> called(std::string_view word, CallableUse) { return callableUseCalled(word); }
std::optional<LockChange> called(std::string_view word, LockChange) { return lockChangeCalled(word); }
std::optional<Throws> called(std::string_view word, Throws) { return throwsCalled(word); }
std::optional<Verb> called(std::string_view word, Verb) { return verbCalled(word); }

template <typename T>
concept Worded = std::is_enum_v<T>;

template <Worded T> Json toValue(const T &value);
template <typename A, typename B> Json toValue(const std::pair<A, B> &pair);
template <typename T> Json toValue(const std::vector<T> &list);
template <typename T> Json toValue(const T &value);
Json toValue(bool value);
Json toValue(uint32_t value);
Json toValue(const std::string &text);
Json toValue(const Place &place);
Json toValue(const Range &range);
Json toValue(const PathElement &element);
Json toValue(const Object &object);

template <Worded T> bool read(const Json &value, T &result, Path path);
template <typename A, typename B> bool read(const Json &value, std::pair<A, B> &result, Path path);
template <typename T> bool read(const Json &value, std::vector<T> &result, Path path);
template <typename T> bool read(const Json &value, T &result, Path path);
bool read(const Json &value, bool &result, Path path);
bool read(const Json &value, uint32_t &result, Path path);
bool read(const Json &value, std::string &result, Path path);
bool read(const Json &value, Place &result, Path path);
bool read(const Json &value, Range &result, Path path);
bool read(const Json &value, PathElement &result, Path path);
bool read(const Json &value, Object &result, Path path);

/// Writes the members of `object` that differ from those of a new one.
template <typename T> class MemberWriter {
public:
  explicit MemberWriter(const T &object) : object_(object) {}

  template <typename M> MemberWriter &member(llvm::StringRef name, M T::*member) {
    if (!(object_.*member == fresh_.*member))
      result_[name] = toValue(object_.*member);
    return *this;
  }
  Json take() { return std::move(result_); }

private:
  const T &object_;
  const T fresh_{};
  llvm::json::Object result_;
};

/// Reads the members of `object`; what isn't there stays as it is in a new one. Remembers whether all was well.
template <typename T> class MemberReader {
public:
  MemberReader(const llvm::json::Object &given, T &object, Path path) : given_(given), object_(object), path_(path) {}

  template <typename M> MemberReader &member(llvm::StringRef name, M T::*member) {
    if (const Json *value = isGood_ ? given_.get(name) : nullptr)
      isGood_ = read(*value, object_.*member, path_.field(name));
    return *this;
  }
  bool isGood() const { return isGood_; }

private:
  const llvm::json::Object &given_;
  T &object_;
  Path path_;
  bool isGood_ = true;
};

// One description of each type serves both directions.

void describe(auto &visitor, const EntityName *) {
  visitor.member("usr", &EntityName::usr).member("ordinal", &EntityName::ordinal).member("unit", &EntityName::unit);
}

void describe(auto &visitor, const NamedEntity *) {
  visitor.member("name", &NamedEntity::name)
      .member("kind", &NamedEntity::kind)
      .member("visibility", &NamedEntity::visibility)
      .member("role", &NamedEntity::role)
      .member("owner", &NamedEntity::owner)
      .member("spelling", &NamedEntity::spelling)
      .member("qualified", &NamedEntity::qualified);
}

void describe(auto &visitor, const LockSummary::Outcome *) {
  visitor.member("result", &LockSummary::Outcome::result).member("change", &LockSummary::Outcome::change);
}

void describe(auto &visitor, const LockSummary *) {
  visitor.member("lock", &LockSummary::lock)
      .member("outcomes", &LockSummary::outcomes)
      .member("acquired", &LockSummary::acquired)
      .member("guards", &LockSummary::isGuards)
      .member("returned", &LockSummary::isReturned);
}

void describe(auto &visitor, const ParameterSummary *) {
  visitor.member("callable", &ParameterSummary::callable)
      .member("in-result", &ParameterSummary::isInResult)
      .member("read", &ParameterSummary::isRead)
      .member("read-first", &ParameterSummary::isReadFirst)
      .member("escapes", &ParameterSummary::escapes);
}

void describe(auto &visitor, const Acquisition *) {
  visitor.member("lock", &Acquisition::lock)
      .member("foreign", &Acquisition::isForeign)
      .member("role", &Acquisition::role)
      .member("shared", &Acquisition::shared)
      .member("place", &Acquisition::place)
      .member("name", &Acquisition::name)
      .member("text", &Acquisition::text)
      .member("callee", &Acquisition::callee)
      .member("in-callee", &Acquisition::inCallee)
      .member("conditions", &Acquisition::conditions);
}

void describe(auto &visitor, const CallUnderLock *) {
  visitor.member("parameter", &CallUnderLock::parameter)
      .member("lock", &CallUnderLock::lock)
      .member("shared", &CallUnderLock::shared)
      .member("acquired", &CallUnderLock::acquired)
      .member("place", &CallUnderLock::place);
}

void describe(auto &visitor, const Blocking *) {
  visitor.member("verb", &Blocking::verb)
      .member("given-back", &Blocking::givenBack)
      .member("adopted", &Blocking::isAdopted)
      .member("touched", &Blocking::touched)
      .member("place", &Blocking::place)
      .member("name", &Blocking::name)
      .member("callee", &Blocking::callee)
      .member("in-callee", &Blocking::inCallee);
}

void describe(auto &visitor, const FunctionSummary *) {
  visitor.member("throws", &FunctionSummary::throws)
      .member("throw-place", &FunctionSummary::throwPlace)
      .member("locks", &FunctionSummary::locks)
      .member("bindings", &FunctionSummary::bindings)
      .member("parameters", &FunctionSummary::parameters)
      .member("acquisitions", &FunctionSummary::acquisitions)
      .member("calls-under-lock", &FunctionSummary::callsUnderLock)
      .member("blockings", &FunctionSummary::blockings)
      .member("may-block", &FunctionSummary::mayBlock)
      .member("exchanges", &FunctionSummary::exchanges)
      .member("gave-up", &FunctionSummary::gaveUp);
}

void describe(auto &visitor, const SummarizedFunction *) {
  visitor.member("function", &SummarizedFunction::function)
      .member("parameters", &SummarizedFunction::parameters)
      .member("place", &SummarizedFunction::place)
      .member("summary", &SummarizedFunction::summary);
}

void describe(auto &visitor, const StoredCallable *) {
  visitor.member("body", &StoredCallable::body).member("keeper", &StoredCallable::keeper);
}

void describe(auto &visitor, const UnitSummary *) {
  visitor.member("entities", &UnitSummary::entities)
      .member("expressions", &UnitSummary::expressions)
      .member("functions", &UnitSummary::functions)
      .member("implementations", &UnitSummary::implementations)
      .member("stored-callables", &UnitSummary::storedCallables)
      .member("settled-fields", &UnitSummary::settledFields)
      .member("configured-locks", &UnitSummary::configuredLocks);
}

template <Worded T> Json toValue(const T &value) { return llvm::StringRef(wordOf(value)); }
Json toValue(bool value) { return value; }
Json toValue(uint32_t value) { return static_cast<int64_t>(value); }
Json toValue(const std::string &text) { return llvm::json::fixUTF8(text); }
template <typename A, typename B> Json toValue(const std::pair<A, B> &pair) {
  return Array{toValue(pair.first), toValue(pair.second)};
}
template <typename T> Json toValue(const std::vector<T> &list) {
  Array array;
  for (const T &each : list)
    array.push_back(toValue(each));
  return array;
}
Json toValue(const Place &place) {
  return Array{llvm::json::fixUTF8(place.file), place.line, place.column, place.endLine, place.endColumn};
}
Json toValue(const Range &range) {
  if (range.isFull())
    return "any";
  if (range.isEmpty())
    return "none";
  return Array{range.first(), range.end()};
}
Json toValue(const PathElement &element) {
  return element.kind == PathElement::Deref ? Json(Array{toValue(element.kind)})
                                            : Json(Array{toValue(element.kind), toValue(element.id)});
}
Json toValue(const Object &object) {
  Array path;
  for (const PathElement &each : object.path)
    path.push_back(toValue(each));
  return Array{toValue(object.root), toValue(object.id), std::move(path)};
}
template <typename T> Json toValue(const T &value) {
  MemberWriter writer(value);
  describe(writer, static_cast<const T *>(nullptr));
  return writer.take();
}

bool fail(Path path, llvm::StringLiteral message) {
  path.report(message);
  return false;
}
const Array *ofSize(const Json &value, size_t size, Path path) {
  const Array *list = value.getAsArray();
  if (list && list->size() == size)
    return list;
  path.report("expected an array of another size");
  return nullptr;
}

template <Worded T> bool read(const Json &value, T &result, Path path) {
  std::optional<llvm::StringRef> word = value.getAsString();
  std::optional<T> known = word ? called(std::string_view(*word), T()) : std::nullopt;
  if (known)
    result = *known;
  else
    path.report("expected a word that is known here");
  return known.has_value();
}
bool read(const Json &value, bool &result, Path path) { return llvm::json::fromJSON(value, result, path); }
bool read(const Json &value, uint32_t &result, Path path) {
  std::optional<int64_t> number = value.getAsInteger();
  bool fits = number && *number >= 0 && *number <= UINT32_MAX;
  if (fits)
    result = *number;
  else
    path.report("expected a number from 0 to 4294967295");
  return fits;
}
bool read(const Json &value, std::string &result, Path path) { return llvm::json::fromJSON(value, result, path); }
template <typename A, typename B> bool read(const Json &value, std::pair<A, B> &result, Path path) {
  const Array *list = ofSize(value, 2, path);
  return list && read((*list)[0], result.first, path.index(0)) && read((*list)[1], result.second, path.index(1));
}
template <typename T> bool read(const Json &value, std::vector<T> &result, Path path) {
  const Array *list = value.getAsArray();
  if (!list)
    return fail(path, "expected array");
  result.clear();
  for (const auto &[index, each] : llvm::enumerate(*list))
    if (!read(each, result.emplace_back(), path.index(index)))
      return false;
  return true;
}
bool read(const Json &value, Place &result, Path path) {
  const Array *list = ofSize(value, 5, path);
  return list && read((*list)[0], result.file, path.index(0)) && read((*list)[1], result.line, path.index(1)) &&
         read((*list)[2], result.column, path.index(2)) && read((*list)[3], result.endLine, path.index(3)) &&
         read((*list)[4], result.endColumn, path.index(4));
}
bool read(const Json &value, Range &result, Path path) {
  if (std::optional<llvm::StringRef> word = value.getAsString()) {
    result = *word == "none" ? Range::none() : Range();
    return *word == "none" || *word == "any" || fail(path, "expected any, none or two numbers");
  }
  const Array *list = ofSize(value, 2, path);
  std::optional<int64_t> first = list ? (*list)[0].getAsInteger() : std::nullopt;
  std::optional<int64_t> end = list ? (*list)[1].getAsInteger() : std::nullopt;
  if (!first || !end || *first == *end)
    return list && fail(path, "expected two different numbers");
  result = Range::between(*first, *end);
  return true;
}
bool read(const Json &value, PathElement &result, Path path) {
  const Array *list = value.getAsArray();
  if (!list || list->empty() || !read(list->front(), result.kind, path.index(0)))
    return list && !list->empty() ? false : fail(path, "expected array");
  if (list->size() != (result.kind == PathElement::Deref ? 1u : 2u))
    return fail(path, "expected one number after field and index, none after deref");
  return list->size() == 1 || read((*list)[1], result.id, path.index(1));
}
bool read(const Json &value, Object &result, Path path) {
  std::vector<PathElement> way;
  const Array *list = ofSize(value, 3, path);
  bool isGood = list && read((*list)[0], result.root, path.index(0)) && read((*list)[1], result.id, path.index(1)) &&
                read((*list)[2], way, path.index(2));
  result.path.assign(way.begin(), way.end());
  return isGood;
}
template <typename T> bool read(const Json &value, T &result, Path path) {
  const llvm::json::Object *object = value.getAsObject();
  if (!object)
    return fail(path, "expected object");
  MemberReader reader(*object, result, path);
  describe(reader, static_cast<const T *>(nullptr));
  return reader.isGood();
}

} // namespace

Json toJson(const UnitSummary &summary) {
  Json document = toValue(summary);
  document.getAsObject()->try_emplace("format", FormatName);
  document.getAsObject()->try_emplace("version", FormatVersion);
  return document;
}

llvm::Expected<UnitSummary> unitSummaryFrom(const Json &document) {
  const llvm::json::Object *object = document.getAsObject();
  if (!object || object->getString("format") != llvm::StringRef(FormatName))
    return llvm::createStringError("this isn't a summary of Leash's");
  if (object->getInteger("version") != FormatVersion)
    return llvm::createStringError("a summary of a version that isn't known: written by another Leash?");
  UnitSummary summary;
  Path::Root root("summary");
  if (!read(document, summary, Path(root)))
    return root.getError();
  if (!isWhole(summary))
    return llvm::createStringError("a summary that refers to what isn't in it");
  return summary;
}

} // namespace leash
