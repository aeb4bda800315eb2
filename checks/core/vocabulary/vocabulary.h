// vocabulary: which API call means which operation. The only room that knows the names of libraries.
#pragma once

#include "checks/core/model/role.h"
#include "checks/core/model/verb.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// How a fix declares a guard of a lock: C++ with {type} and {lock} for the lock's, {pointer} for a pointer to it, and
/// {guard} for the guard's own name. Empty: there is none.
struct GuardTexts {
  std::string whole;     ///< holds it for the rest of the scope
  std::string unlocking; ///< has methods lock() and unlock() besides
  std::string sharedWhole;
  std::string sharedUnlocking;
};

struct TypeEntry {
  std::string name; ///< qualified, without template arguments: "std::lock_guard"
  TypeRole role = TypeRole::None;
  bool joinsOnDestruction = false;   ///< destroying it waits for what it runs (jthread, future of async, pools)
  bool endsProgramIfRunning = false; ///< destroying it while its thread is joinable ends the program (std's thread)
  GuardTexts guards;
  std::string source; ///< the entry, for explanations: "std: std::lock_guard"
};

/// Which part of a call an entry speaks of.
enum class Slot : uint8_t { None, This, Result, Argument, EveryArgument };

struct Selector {
  Slot slot = Slot::None;
  uint8_t argument = 0; ///< 0-based, for Slot::Argument; with EveryArgument: from this one on

  friend bool operator==(const Selector &, const Selector &) = default;
};

/// What one call means. Several entries may speak of one call: all apply, in file order. An entry whose selectors name
/// an argument that a call doesn't have doesn't apply to that call.
struct OperationEntry {
  std::string function;         ///< qualified: "std::mutex::lock", "std::thread::thread", "std::thread::~thread"
  std::vector<uint8_t> arities; ///< numbers of arguments written in the call; empty: all
  std::string whenArgument;     ///< only if some argument has this type ("std::adopt_lock_t"); empty: always
  std::string unlessArgument;   ///< only if no argument has this type; several separated by '|'
  Verb verb = Verb::None;
  Selector object; ///< what is acted on
  Selector other;  ///< the second party: an acquire's guard, a wait's lock, a future's promise
  Selector amount; ///< how many (permits, counts); a call that passes a constant zero there does nothing. With
                   ///< Verb::Create: how many it holds; with Verb::Assign: the new value
  Outcome outcome = Outcome::Always;
  bool shared = false;
  bool blocks = false;
  bool timed = false;               ///< a wait that ends by itself: after a while, or when asked to stop
  bool until = false;               ///< timed: ends at a point of time, not after a while
  bool predicate = false;           ///< a wait that loops over a predicate by itself
  bool idempotent = false;          ///< a change that, done again, changes nothing
  std::optional<Selector> callable; ///< with Verb::Spawn or Verb::Call: the argument that runs
  CallableUse callableUse = CallableUse::Unknown;
  bool quiet = false;     ///< an error that is off by default: nobody checks it
  bool isBuiltIn = false; ///< of a library file: a global name there ("read") is never a function of the user's
  std::string source;     ///< "std: std::mutex::lock"
};

/// Functions about which one thing is known that is no operation.
struct FunctionFact {
  std::string function;
  std::string unlessArgument; ///< not said of calls with an argument of this type; several separated by '|'
  std::optional<bool> throws; ///< false: not in practice; true: on bad input, if it isn't declared noexcept
  bool pure = false;          ///< looks without touching (size(), load())
  std::optional<bool> grows;  ///< its object, or else its first argument: true: has more afterwards; false: less
};

/// A library that a file speaks of: what the test needs that resolves all its names.
struct Library {
  std::string name;
  std::string package; ///< of Debian, that has the headers
  std::vector<std::string> headers;
  std::vector<std::string> compilerArguments; ///< that the headers need
  std::string includeSubdirectory;            ///< of the system's include directories ("qt6")
};

/// What one YAML text says, in its order.
struct VocabularyText {
  std::vector<TypeEntry> types;
  std::vector<OperationEntry> operations; ///< Verb::None: forget what earlier texts say of the function
  std::vector<FunctionFact> facts;
  std::vector<Library> libraries;
};

/// Reads one YAML text. `name` is the file's name for messages, `origin` the short name for explanations ("std").
/// Errors carry line, column, a caret and the known words.
llvm::Expected<VocabularyText> parseVocabulary(llvm::StringRef yaml, llvm::StringRef name, llvm::StringRef origin);

/// Reads an attribute's text, `leash:VERB[:WORD]...` ("leash:acquire:argument 0:if-true"); docs/vocabulary.md has the
/// words. The entry's function is empty.
llvm::Expected<OperationEntry> parseAnnotation(llvm::StringRef text);

/// A loaded vocabulary; look-ups are O(1) in the number of entries.
class Vocabulary {
public:
  /// Adds what one YAML text says (see parseVocabulary). What it says of a type, of a function's operations or of its
  /// facts replaces what earlier texts said of the same. On error nothing is added.
  llvm::Error add(llvm::StringRef yaml, llvm::StringRef name, llvm::StringRef origin);

  /// The embedded library files.
  static const Vocabulary &builtIn();

  const TypeEntry *type(llvm::StringRef qualifiedName) const;
  /// Indexes into entries() that speak of this function, in order.
  llvm::ArrayRef<uint32_t> operations(llvm::StringRef qualifiedName) const;
  const OperationEntry &entry(uint32_t index) const { return operations_[index]; }
  const FunctionFact *fact(llvm::StringRef qualifiedName) const;
  /// True if some entry names a function with this unqualified name; a cheap filter for readers.
  bool mentionsUnqualified(llvm::StringRef name) const { return unqualified_.contains(name); }

  llvm::ArrayRef<TypeEntry> types() const { return types_; }
  llvm::ArrayRef<OperationEntry> entries() const { return operations_; }
  llvm::ArrayRef<FunctionFact> facts() const { return facts_; }
  llvm::ArrayRef<Library> libraries() const { return libraries_; }

private:
  /// Removes what `text` speaks of from what is known; true if there was any.
  bool forget(const VocabularyText &text);
  /// Makes the maps; `known` operations from the front are in them already.
  void index(size_t known);

  std::vector<TypeEntry> types_;
  std::vector<OperationEntry> operations_;
  std::vector<FunctionFact> facts_;
  std::vector<Library> libraries_;
  llvm::StringMap<uint32_t> typeByName_;
  llvm::StringMap<std::vector<uint32_t>> operationsByName_;
  llvm::StringMap<uint32_t> factByName_;
  llvm::StringMap<char> unqualified_;
};

} // namespace leash
