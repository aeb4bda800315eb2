// body: one function as plain data: a control-flow graph whose blocks hold operations.
//
// The reader lowers Clang's CFG into this form, so that everything after it (flow, summaries, checks) is tested without
// parsing C++. Only what concurrency and errors need is kept: calls, synchronisation, assignments, lifetimes,
// conditions.
#pragma once

#include "checks/core/model/finding.h"
#include "checks/core/model/object.h"
#include "checks/core/model/verb.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// Index into the unit's bodies.
using BodyId = uint32_t;
inline constexpr BodyId NoBody = ~0u;

/// Which way a value goes: to more, which is true, not null, larger, longer; to less, which is false, null, zero,
/// empty.
enum class Direction : uint8_t {
  None, ///< it can't be told
  Up,
  Down,
  Reach, ///< to one value: a constant
  Leave, ///< to any other than one: a constant's, or another object's
};

/// The other way.
Direction opposite(Direction direction);

/// What an expression denotes, as far as flow follows it.
struct Value {
  enum Kind : uint8_t { Unknown, Constant, Content, Negation, Address, Callable } kind = Unknown;
  Object object;          ///< Content: the value read from it (or bound by reference); Negation: whether that is
                          ///< false; Address: pointer to it
  int64_t constant = 0;   ///< Constant: the value; Content: what is added to what is read
  uint32_t callable = 0;  ///< Callable: index into Body::callables; `object` is the variable that holds it, if any
  bool isNegated = false; ///< Content: the value is minus what is read

  static Value constantOf(int64_t value) { return {Constant, {}, value, 0, false}; }
  static Value contentOf(Object object) { return {Content, std::move(object), 0, 0, false}; }
  static Value addressOf(Object object) { return {Address, std::move(object), 0, 0, false}; }
};

struct Capture {
  enum Mode : uint8_t { ByReference, ByCopy, ThisPointer } mode = ByCopy;
  Object object; ///< what is captured; for an init-capture that takes an address or a reference, that object
  EntityId variable = NoEntity; ///< the name inside of the lambda
  Place place;
  bool isImplicit = false;
  bool isInit = false;
  bool isView = false;       ///< … namely of `variable`, which leads into it
  bool takesAddress = false; ///< by copy of a pointer, a reference wrapper or a view to `object`
};

/// A function-like value: a lambda, a bind expression, or the name of a function.
struct Callable {
  BodyId body = NoBody;
  EntityId function = NoEntity;
  std::vector<Capture> captures;
  Place place;
};

/// Whether a call can leave by an exception.
enum class Throws : uint8_t {
  No,
  Unknown, ///< nothing says it can't
  Handed,  ///< it runs what somebody else has handed over, and lets out what that throws
  Yes,     ///< it has been seen to: a visible throw, or a library call that is known to
};

/// "no", "unknown", "handed" or "yes".
std::string_view spelling(Throws throws);
std::optional<Throws> throwsCalled(std::string_view word);

/// What becomes of the locks in an object when it is copied.
enum class LockCopying : uint8_t {
  None,  ///< there are none, or the object's class says itself how it is copied
  Fresh, ///< the copy has others: the class of the lock says so
  Raw,   ///< they are copied as if they were data
};

struct Argument {
  Value value;
  bool isByReference = false; ///< binds to a non-const reference, or passes a pointer to non-const
  bool isMoved = false;
  bool isPointer = false;
  LockCopying locks = LockCopying::None;  ///< of an lvalue: what would become of its locks in a copy
  bool isCopied = false;                  ///< the parameter is a copy of it
  CallableUse use = CallableUse::Unknown; ///< what the vocabulary says becomes of a callable
  Place place;
  std::string text;
};

/// How a change in one step makes an object's new value of the one that it held.
enum class Rewrite : uint8_t {
  None,    ///< it doesn't: the value comes from elsewhere
  Counts,  ///< done again, it makes another one of it
  Repeats, ///< done again, it changes nothing
};

/// The call behind an operation.
struct CallDetail {
  EntityId callee = NoEntity;
  BodyId body = NoBody;    ///< the callee's body, if it is in the unit and the call isn't virtual
  BodyId makes = NoBody;   ///< the constructor, given the call's arguments, of the object whose owner the call returns
  uint32_t allocation = 0; ///< of a constructor: the result that points to what it makes, if that is no variable
  bool isVirtual = false;
  bool isConstructor = false;
  bool isConst = false;             ///< a method that leaves its object as it is
  bool isNamedByVocabulary = false; ///< the call's operations say all there is to say
  bool makesFailure = false;        ///< makes an error, for a reason that it is given
  bool isSystem = false;            ///< declared in a system header
  bool yieldsPointer = false;       ///< it returns one
  bool isCast = false;              ///< another way to name the argument: std::move, a wrapper of any callable
  bool runsKeptCallable = false;    ///< of a destructor: `body` is what the object was given to call at its end
  bool callsReceiver = false;       ///< `receiver` is a callable, and is called
  EntityId initializes = NoEntity;  ///< the static local whose first value it is a part of, made by who comes first
  bool returnsVoid = false;
  /// Which kind of thing is called, if that is chosen at run time: a number of Unit::callableKinds, else 0. `receiver`
  /// is the callable, or the object whose virtual function it is.
  uint32_t kind = 0;
  std::string calledName;     ///< … and the last part of how it is written: "onClose"
  bool promisesValue = false; ///< yields a future that brings more than the news that something is done
  Object keeper;   ///< of a stored callable: whose member it is, in its own terms; `receiver` is that in ours
  Object receiver; ///< the object of a method or the one that a constructor makes
  std::vector<Argument> arguments;
  std::string name; ///< as the user reads it: "push_back", "Server::flush"
};

inline constexpr uint32_t NoIndex = ~0u;

struct Operation {
  Verb verb = Verb::None;
  Object object;
  Object other;
  Value value; ///< Assign: the new value; Return: the value returned; Create by an entry: how many it holds
  Outcome outcome = Outcome::Always;
  bool shared = false;
  bool blocks = false;
  bool timed = false;
  bool until = false; ///< timed: it ends at a point of time, however often it is begun anew
  bool predicate = false;
  bool quiet = false;
  bool isByShape = false;                ///< only the names of the class's methods say what they do
  bool isDiscarded = false;              ///< the call's result is used by nobody
  bool isVoided = false;                 ///< … and the user said so with a cast to void or std::ignore
  bool isDemand = false;                 ///< Require: by the declaration of what is called; else it is asserted
  bool isUndecided = false;              ///< Escape: what is done to it, a template's arguments decide
  TypeRole role = TypeRole::None;        ///< of the object's type
  Direction direction = Direction::None; ///< of a change: which way the object goes, unless its new value tells
  Rewrite rewrite = Rewrite::None;       ///< of a change, an exchange
  Throws throws = Throws::No;
  uint32_t result = 0;       ///< number of the call's result (Object::result), 0 if none
  uint32_t call = NoIndex;   ///< index into Body::calls
  uint32_t unwind = NoIndex; ///< index into Body::unwinds if throws != No
  Place place;
  std::string text;   ///< the statement, white space folded
  std::string name;   ///< the object as it is written here; empty if it isn't
  std::string source; ///< which vocabulary entry or attribute said so; empty for the language's own
};

/// What a branch tests: `subject relation constant`.
struct Test {
  enum Relation : uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual } relation = NotEqual;
  Object subject;
  int64_t constant = 0;

  Test negated() const;
};

/// What disappears in a handler that does nothing.
enum class Swallows : uint8_t {
  Nothing,
  One,      ///< the failure that it names
  Anything, ///< whatever goes wrong
};

/// One way out of a block. An edge with no test may always be taken.
struct Edge {
  uint32_t target = 0;
  std::vector<Test> tests;        ///< all hold when the edge is taken
  std::vector<Operation> effects; ///< assignments that happen on the edge (short-circuit results)
  std::string text;               ///< the decision as the user reads it: "'ok' is false"
  Place place;
  TypeRole caught = TypeRole::None;      ///< to a handler: the role of what is caught there
  Swallows swallows = Swallows::Nothing; ///< to a handler: whether it is empty, without as much as a comment
  bool isBack = false;                   ///< closes a loop
};

/// Where an exception goes from an operation, and what unwinding destroys on the way.
struct Unwind {
  uint32_t target = NoIndex;       ///< block of the handlers; NoIndex: out of the function
  std::vector<EntityId> destroyed; ///< locals of the try block, innermost last
};

struct Block {
  std::vector<Operation> operations;
  std::vector<Edge> edges;
  bool endsPath = false; ///< a call that never returns, or a throw
};

/// A lock that is taken by hand, and the change that lets a guard own it instead.
struct GuardOffer {
  Place acquired;
  Fix fix;
};

/// An object that, if it owns a lock, doesn't own it for as long as it seems.
struct BriefObject {
  enum Kind : uint8_t {
    Unnamed,   ///< made by a statement of its own, at whose end it ends
    InBranch,  ///< a variable that is all that a branch consists of
    Lent,      ///< unnamed; a variable refers to something that was reached through it or beside it
    Empty,     ///< a guard that is given no lock, and that nothing is done to
    Misparsed, ///< a function that is declared where a guard was meant
  } kind = Unnamed;
  Object object; ///< the one that ends; Misparsed: none
  Place place;
  Place next;               ///< Unnamed, InBranch: the statement that follows; Lent: the variable
  std::string name;         ///< Lent: of the variable; Empty, Misparsed: of what is declared
  bool isNamedLock = false; ///< Empty: it took the name of what it was meant to lock
  std::vector<Fix> fixes;
};

/// An object with a lock in it that is made, or given a new value, as a copy of another one with a name.
struct LockCopy {
  enum Of : uint8_t { Variable, Member, Assigned, Returned, Captured } of = Variable;
  LockCopying copying = LockCopying::None;
  bool isLock = false;         ///< the lock alone is copied, with nothing that it guards
  EntityId member = NoEntity;  ///< the lock, in the object's class
  Object made;                 ///< Returned: none; Captured: in the lambda's terms
  Object source;               ///< unknown: an object without a name that we know
  uint32_t callable = NoIndex; ///< Captured: by whom
  uint32_t block = 0;          ///< where it is made
  uint32_t index = 0;          ///< … before this operation of the block
  Place place;
  std::string name;       ///< of the copy, as it is written or declared
  std::string sourceName; ///< of what is copied, as it is written
  std::string text;       ///< the statement
};

/// A member, a global, or a variable of the function that a lambda stands in, whose value is read in a block.
struct Read {
  Object object;
  uint32_t block = 0;
  uint32_t index = 0; ///< of the operation that comes next in the block
  Place place;
};

/// Where a constructor is done with the first value of a member: what stands before that has run by then.
struct Initialization {
  EntityId member = NoEntity;
  uint32_t block = 0;
  uint32_t index = 0; ///< of the operation that comes next in the block
};

/// What would make a condition true, or a value larger: an object that goes one way.
struct Leaning {
  enum Of : uint8_t {
    Branch,   ///< the condition at the end of `block`, which is true if its first edge is taken
    Returned, ///< what the function returns
    Assigned, ///< what the local `variable` is made of
  } of = Branch;
  uint32_t block = 0;
  EntityId variable = NoEntity;
  Object object; ///< a variable, a member, or what a call yields that the unit has the body of
  Direction direction = Direction::None;
  std::optional<int64_t> constant; ///< Reach, Leave: the value, if it is one
  bool isPart = false;             ///< others have to go their way, too
};

/// Something by which a condition or a value is decided, as it is named there.
struct Ingredient {
  enum Kind : uint8_t {
    Read,   ///< the value of `object`
    Called, ///< what `object`, a call's result, yields: the unit has the body of what is called
    Made,   ///< an object of its own that is made there
    Itself, ///< nothing else: of a condition that asks whether two things are equal, none of them a constant
  } kind = Read;
  uint32_t block = 0;
  uint32_t index = 0; ///< of the operation that the value is for; past the last one: the condition at the block's end
  Object object;
};

/// A function; or, with no entity for one, what gives variables and members their first values. Block `exit` is the
/// normal end; exceptions leave through Unwind::target == NoIndex.
struct Body {
  BodyId id = NoBody;
  EntityId function = NoEntity;
  EntityId type = NoEntity; ///< the class of a method that runs on an object
  std::vector<EntityId> parameters;
  std::vector<Block> blocks;
  uint32_t entry = 0;
  uint32_t exit = 0;
  std::vector<CallDetail> calls;
  std::vector<Callable> callables;
  std::vector<Unwind> unwinds;
  bool isLambda = false;
  bool isConstructor = false;
  bool isDestructor = false;
  bool isNoexcept = false;
  bool isPattern = false;            ///< of a template that nothing instantiates
  bool isUnlock = false;             ///< gives back the lock that its object is: only who holds that runs it
  bool leavesLocksUnchecked = false; ///< by attribute: the user knows better
  bool returnsVoid = false;
  bool returnsTruth = false;                             ///< a bool or a pointer: not null is good
  BodyId parent = NoBody;                                ///< the function that a lambda stands in
  Place place;                                           ///< the function's name
  Place end;                                             ///< its closing brace
  std::vector<std::pair<Object, bool>> declaredAcquires; ///< by attribute: object, shared
  std::vector<Object> declaredReleases;
  std::vector<Object> declaredRequires;
  std::vector<GuardOffer> guardOffers;
  std::vector<BriefObject> briefObjects;
  std::vector<LockCopy> lockCopies;
  std::vector<Read> reads;                     ///< each once, by block
  std::vector<Initialization> initializations; ///< of a constructor, in order
  std::vector<Leaning> leanings;
  std::vector<Ingredient> ingredients; ///< of functions that touch atomics, or return something
};

/// An expression that is no object, as a condition or an index: equal text over the same variables.
struct Expression {
  std::string key;
  std::string text;
  std::vector<Object> reads; ///< its value may change when one of these does
  bool isVolatile = false;   ///< calls something or reads what others may write: each evaluation is new
};

} // namespace leash
