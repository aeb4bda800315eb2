// yaml: the written form of a vocabulary, read with LLVM's YAML I/O.
//
// The structs here are what the user writes: lists of calls that share a meaning, classes that share their methods.
// Each is checked where it stands, so that an error has a place, and then spread out into one entry per function.
#include "checks/core/vocabulary/bounds.h"
#include "checks/core/vocabulary/selector.h"
#include "checks/core/vocabulary/vocabulary.h"
#include "checks/core/vocabulary/yaml-error.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

namespace leash {
namespace {

using Names = std::vector<std::string>;

struct WrittenTypes {
  std::string name;
  Names names;
  TypeRole role = TypeRole::None;
  bool joinsOnDestruction = false;
  bool endsProgramIfRunning = false;
  GuardTexts guards;
};

/// The functions that an entry speaks of: `call` or `calls`; with `of`, the methods of that name of each class.
struct WrittenCalls {
  std::string call;
  Names calls;
  Names of;
};

struct WrittenOperation {
  WrittenCalls calls;
  Names unlessArguments;
  OperationEntry entry; // without its function
};

struct WrittenFact {
  WrittenCalls calls;
  Names unlessArguments;
  FunctionFact fact; // without its function
};

/// One document of a file: what is said of one library.
struct LibraryText {
  Library library;
  std::vector<WrittenTypes> types;
  std::vector<WrittenOperation> operations;
  std::vector<WrittenFact> facts;
};

/// What the traits below share while one text is read.
struct Reading : YamlError {
  std::string message;     // of the error being made; LLVM keeps a reference to it
  llvm::StringSet<> types; // that have a role already
  llvm::StringSet<> facts; // functions that have one already
};

Reading &readingOf(void *context) { return *static_cast<Reading *>(static_cast<YamlError *>(context)); }
Reading &reading(llvm::yaml::IO &io) { return readingOf(io.getContext()); }

llvm::StringRef unknown(void *context, llvm::StringRef what, llvm::StringRef word, const llvm::Twine &known) {
  std::string &message = readingOf(context).message;
  message = ("unknown " + what + " '" + word + "'; known " + what + "s: " + known).str();
  return message;
}

/// What is wrong with a function's or type's name, or nothing.
std::string wrongName(llvm::StringRef name) {
  if (name.empty())
    return "a name is empty";
  if (name.starts_with("::"))
    return ("write '" + name.drop_front(2) + "', without the leading '::'").str();
  size_t operatorAt = name.starts_with("operator") ? 0 : name.find("::operator");
  llvm::StringRef scope = name.substr(0, operatorAt);
  if (scope.contains('<'))
    return ("write '" + scope.take_until([](char c) { return c == '<'; }) + "' without template arguments in '" + name +
            "'")
        .str();
  if (scope.contains('('))
    return ("write '" + name.take_until([](char c) { return c == '('; }) + "' without parentheses").str();
  if (scope.contains(' '))
    return ("'" + name + "' is no name: it has a blank in it").str();
  return {};
}

std::string wrongNames(const std::string &one, const Names &many, llvm::StringRef key) {
  if (one.empty() == many.empty())
    return ("write either '" + key + "', with one name, or '" + key + "s', with a list").str();
  for (const std::string &name : many)
    if (std::string wrong = wrongName(name); !wrong.empty())
      return wrong;
  return one.empty() ? "" : wrongName(one);
}

std::string wrongCalls(const WrittenCalls &calls) {
  for (const std::string &type : calls.of)
    if (std::string wrong = wrongName(type); !wrong.empty())
      return wrong;
  return wrongNames(calls.call, calls.calls, "call");
}

std::string wrongOperation(const WrittenOperation &written) {
  const OperationEntry &entry = written.entry;
  std::string verb(spelling(entry.verb));
  bool needsCallable = entry.verb == Verb::Spawn || entry.verb == Verb::Call;
  switch (entry.verb) {
  case Verb::None:
    return {};
  case Verb::Return:
  case Verb::Throw:
    return "'" + verb + "' is the language's own; no call can mean it";
  default:
    break;
  }
  if (needsCallable && !entry.callable)
    return "'" + verb + "' needs 'callable': the argument that runs";
  if (!needsCallable && entry.callable)
    return "'callable' goes with 'spawn' and 'call'; say what else the call does in an entry of its own";
  if (!needsCallable && entry.verb != Verb::Pause && entry.object.slot == Slot::None)
    return ("'" + verb + "' needs 'object': " + knownSelectors()).str();
  if (entry.verb == Verb::Call && entry.callableUse == CallableUse::Unknown)
    return "'call' needs 'use', what becomes of the callable: " + knownCallableUses();
  if (!needsCallable && entry.callableUse != CallableUse::Unknown)
    return "'use' says what becomes of a 'callable', and there is none";
  if (entry.quiet && entry.verb != Verb::Produce)
    return "'quiet' goes with 'produce'";
  if (entry.predicate && entry.verb != Verb::Wait)
    return "'predicate' goes with 'wait'";
  if (entry.idempotent && entry.verb != Verb::Exchange)
    return "'idempotent' goes with 'exchange'";
  return wrongCalls(written.calls);
}

/// "std::thread::thread" for the call "constructor" of "std::thread".
std::string methodOf(llvm::StringRef type, llvm::StringRef method) {
  llvm::StringRef last = type.substr(type.rfind(':') + 1);
  if (method == "constructor")
    return (type + "::" + last).str();
  if (method == "destructor")
    return (type + "::~" + last).str();
  return (type + "::" + method).str();
}

template <typename Function> void forEachCall(const WrittenCalls &written, Function function) {
  auto each = [&](const std::string &call) {
    if (written.of.empty())
      return function(call);
    for (const std::string &type : written.of)
      function(methodOf(type, call));
  };
  if (!written.call.empty())
    each(written.call);
  llvm::for_each(written.calls, each);
}

/// Spreads the lists of a document out into entries.
void spread(const LibraryText &document, llvm::StringRef origin, VocabularyText &text) {
  auto sourceOf = [&](llvm::StringRef name) { return (origin + ": " + name).str(); };
  for (const WrittenTypes &written : document.types) {
    auto add = [&](const std::string &name) {
      text.types.push_back({name, written.role, written.joinsOnDestruction, written.endsProgramIfRunning,
                            written.guards, sourceOf(name)});
    };
    if (!written.name.empty())
      add(written.name);
    llvm::for_each(written.names, add);
  }
  for (const WrittenOperation &written : document.operations)
    forEachCall(written.calls, [&](const std::string &function) {
      OperationEntry &entry = text.operations.emplace_back(written.entry);
      entry.function = function;
      entry.source = sourceOf(function);
    });
  for (const WrittenFact &written : document.facts)
    forEachCall(written.calls,
                [&](const std::string &function) { text.facts.emplace_back(written.fact).function = function; });
  text.libraries.push_back(document.library);
}

} // namespace
} // namespace leash

LLVM_YAML_IS_SEQUENCE_VECTOR(leash::WrittenTypes)
LLVM_YAML_IS_SEQUENCE_VECTOR(leash::WrittenOperation)
LLVM_YAML_IS_SEQUENCE_VECTOR(leash::WrittenFact)

namespace llvm::yaml {

using namespace leash;

/// A word of a closed list: `Called` finds its value, `known` lists them.
template <typename Value, auto Called, auto Known> struct WordTraits {
  static const char what[];

  static StringRef input(StringRef word, void *context, Value &value) {
    std::optional<Value> found = Called(word);
    if (!found)
      return unknown(context, what, word, Known());
    value = *found;
    return {};
  }
  static void output(const Value &, void *, raw_ostream &) { llvm_unreachable("vocabularies are only read"); }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarTraits<Verb> : WordTraits<Verb, verbCalled, knownVerbs> {};
template <> struct ScalarTraits<Outcome> : WordTraits<Outcome, outcomeCalled, knownOutcomes> {};
template <> struct ScalarTraits<TypeRole> : WordTraits<TypeRole, roleCalled, knownRoles> {};
template <> struct ScalarTraits<CallableUse> : WordTraits<CallableUse, callableUseCalled, knownCallableUses> {};
template <> struct ScalarTraits<Selector> : WordTraits<Selector, selectorCalled, knownSelectors> {};
template <> const char WordTraits<Verb, verbCalled, knownVerbs>::what[] = "verb";
template <> const char WordTraits<Outcome, outcomeCalled, knownOutcomes>::what[] = "outcome";
template <> const char WordTraits<TypeRole, roleCalled, knownRoles>::what[] = "role";
template <> const char WordTraits<CallableUse, callableUseCalled, knownCallableUses>::what[] = "use";
template <> const char WordTraits<Selector, selectorCalled, knownSelectors>::what[] = "selector";

static void mapCalls(IO &io, WrittenCalls &calls) {
  io.mapOptional("call", calls.call);
  io.mapOptional("calls", calls.calls);
  io.mapOptional("of", calls.of);
}

template <> struct MappingTraits<GuardTexts> {
  static void mapping(IO &io, GuardTexts &guards) {
    io.mapOptional("whole", guards.whole);
    io.mapOptional("unlocking", guards.unlocking);
    io.mapOptional("shared-whole", guards.sharedWhole);
    io.mapOptional("shared-unlocking", guards.sharedUnlocking);
    reading(io).keys = "whole, unlocking, shared-whole, shared-unlocking";
  }

  static std::string validate(IO &, GuardTexts &guards) {
    for (const std::string &text : {guards.whole, guards.unlocking, guards.sharedWhole, guards.sharedUnlocking})
      if (!text.empty() && (!StringRef(text).contains("{guard}") ||
                            !(StringRef(text).contains("{lock}") || StringRef(text).contains("{pointer}"))))
        return "'" + text + "' declares no guard: it needs {guard}, and {lock} or {pointer}";
    return {};
  }
};

template <> struct MappingTraits<WrittenTypes> {
  static void mapping(IO &io, WrittenTypes &types) {
    io.mapOptional("name", types.name);
    io.mapOptional("names", types.names);
    io.mapRequired("role", types.role);
    io.mapOptional("joins-on-destruction", types.joinsOnDestruction);
    io.mapOptional("ends-program-if-running", types.endsProgramIfRunning);
    io.mapOptional("guards", types.guards);
    reading(io).keys = "name, names, role, joins-on-destruction, ends-program-if-running, guards";
  }

  static std::string validate(IO &io, WrittenTypes &types) {
    if (std::string wrong = wrongNames(types.name, types.names, "name"); !wrong.empty())
      return wrong;
    Names all = types.names;
    if (!types.name.empty())
      all.push_back(types.name);
    for (const std::string &name : all)
      if (!reading(io).types.insert(name).second)
        return "'" + name + "' has a role already in this file";
    return {};
  }
};

template <> struct MappingTraits<WrittenOperation> {
  static void mapping(IO &io, WrittenOperation &written) {
    OperationEntry &entry = written.entry;
    mapCalls(io, written.calls);
    io.mapOptional("arguments", entry.arities);
    io.mapOptional("when-argument", entry.whenArgument);
    io.mapOptional("unless-arguments", written.unlessArguments);
    io.mapRequired("verb", entry.verb);
    io.mapOptional("object", entry.object);
    io.mapOptional("other", entry.other);
    io.mapOptional("amount", entry.amount);
    io.mapOptional("outcome", entry.outcome);
    io.mapOptional("shared", entry.shared);
    io.mapOptional("blocks", entry.blocks);
    io.mapOptional("timed", entry.timed);
    io.mapOptional("until", entry.until);
    io.mapOptional("predicate", entry.predicate);
    io.mapOptional("idempotent", entry.idempotent);
    io.mapOptional("callable", entry.callable);
    io.mapOptional("use", entry.callableUse);
    io.mapOptional("quiet", entry.quiet);
    reading(io).keys = "call, calls, of, arguments, when-argument, unless-arguments, verb, object, other, amount, "
                       "outcome, shared, blocks, timed, until, predicate, idempotent, callable, use, quiet";
    entry.unlessArgument = join(written.unlessArguments, "|");
    if (entry.verb == Verb::Spawn && entry.callable && entry.callableUse == CallableUse::Unknown)
      entry.callableUse = CallableUse::OtherThread;
  }

  static std::string validate(IO &, WrittenOperation &written) { return wrongOperation(written); }
};

template <> struct MappingTraits<WrittenFact> {
  static void mapping(IO &io, WrittenFact &written) {
    mapCalls(io, written.calls);
    io.mapOptional("unless-arguments", written.unlessArguments);
    io.mapOptional("throws", written.fact.throws);
    io.mapOptional("pure", written.fact.pure);
    io.mapOptional("grows", written.fact.grows);
    written.fact.unlessArgument = join(written.unlessArguments, "|");
    reading(io).keys = "call, calls, of, unless-arguments, throws, pure, grows";
  }

  static std::string validate(IO &io, WrittenFact &written) {
    if (!written.fact.throws && !written.fact.pure && !written.fact.grows)
      return "a fact says 'throws', 'pure' or 'grows'";
    std::string wrong = wrongCalls(written.calls);
    forEachCall(written.calls, [&](const std::string &function) {
      if (wrong.empty() && !reading(io).facts.insert(function).second)
        wrong = "'" + function + "' has a fact already in this file; say both in one";
    });
    return wrong;
  }
};

template <> struct MappingTraits<LibraryText> {
  static void mapping(IO &io, LibraryText &document) {
    io.mapOptional("library", document.library.name);
    io.mapOptional("package", document.library.package);
    io.mapOptional("headers", document.library.headers);
    io.mapOptional("compiler-arguments", document.library.compilerArguments);
    io.mapOptional("include-subdirectory", document.library.includeSubdirectory);
    io.mapOptional("types", document.types);
    io.mapOptional("operations", document.operations);
    io.mapOptional("facts", document.facts);
    reading(io).keys = "library, package, headers, compiler-arguments, include-subdirectory, types, operations, facts";
  }
};

} // namespace llvm::yaml

namespace leash {

llvm::Expected<VocabularyText> parseVocabulary(llvm::StringRef yaml, llvm::StringRef name, llvm::StringRef origin) {
  llvm::MemoryBufferRef buffer(yaml, name);
  if (llvm::Error error = checkBounds(buffer))
    return error;

  Reading reading;
  YamlError *context = &reading;
  llvm::yaml::Input input(buffer, context, YamlError::keep, context);
  VocabularyText text;
  // One document per library, separated by "---".
  while (input.setCurrentDocument()) {
    LibraryText document;
    llvm::yaml::EmptyContext none;
    llvm::yaml::yamlize(input, document, true, none);
    if (input.error())
      break;
    spread(document, origin, text);
    input.nextDocument();
  }
  if (input.error())
    return reading.take(name);
  return text;
}

} // namespace leash
