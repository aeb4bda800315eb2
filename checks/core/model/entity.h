// entity: what the user declared, by a name that is the same in every unit.
#pragma once

#include "checks/core/model/place.h"
#include "checks/core/model/role.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leash {

/// Identity across units. A USR alone isn't one: two lambdas in one function share theirs, and the USR of something
/// with internal linkage carries only its file's base name; hence the ordinal and the owning unit (empty: external
/// linkage).
struct EntityName {
  std::string usr;
  uint32_t ordinal = 0;
  std::string unit;

  friend bool operator==(const EntityName &, const EntityName &) = default;
};

/// Index into the unit's entities. 0 is no entity.
using EntityId = uint32_t;
inline constexpr EntityId NoEntity = 0;

enum class EntityKind : uint8_t { Global, StaticLocal, Local, Parameter, Field, StaticField, Function, Type };

/// Who can name it: decides whether all of its users can be seen.
enum class Visibility : uint8_t {
  Function, ///< a local
  Unit,     ///< internal linkage, or private to a class all of whose members are defined in the unit
  Program,  ///< code in other units may use it
};

struct Entity {
  EntityName name;
  EntityKind kind = EntityKind::Local;
  std::string spelling;  ///< as the user writes it: "queueMutex_"
  std::string qualified; ///< "Server::queueMutex_"
  Place place;
  Visibility visibility = Visibility::Program;
  TypeRole role = TypeRole::None;        ///< of its type, references stripped
  TypeRole elementRole = TypeRole::None; ///< of what it points to, owns or contains
  bool isReference = false;
  bool isPointer = false;            ///< a raw pointer
  bool isContainer = false;          ///< an array or a class that holds elements
  bool joinsOnDestruction = false;   ///< its end waits for the work it stands for
  bool endsProgramIfRunning = false; ///< a thread, or a container of such, that must be joined before its end
  bool isCopyable = true;            ///< may be captured by value instead
  bool isNamedUncompiled = false;    ///< named in code that this build leaves out, as an empty assertion
  bool isLookedAt = false;           ///< a member: named other than to give it a value, as far as the unit shows
  bool isMaybeUnused = false;        ///< the user says it may go unused
  bool isSetUpElsewhere = false;     ///< a member without a constructor, of a class whose constructors can't be seen
  bool isHidden = false;             ///< a function: only its class and its heirs, or only the unit, can name it
  bool isVirtual = false;            ///< a function: an heir can put another in its place
  bool isLoopVariable = false;       ///< changed by each iteration of the loop that declares it
  bool isAtomic = false;             ///< several threads may touch it at once
  bool isConst = false;              ///< it, or what it refers or points to, can't be changed by this name
  bool isDestroyed = false;          ///< its end runs a destructor that does something
  bool isThreadLocal = false;        ///< each thread has its own
  bool isEndedElsewhere = false;     ///< a class whose destructor has its body in another unit
  EntityId owner = NoEntity;         ///< the class of a field, the function of a local
  EntityId ownedClass = NoEntity;    ///< the user's class that it is an object of, or owns objects of
  std::vector<uint32_t> callables;   ///< of a parameter or field: the kinds of what can be called that it is or holds
  std::vector<EntityId> bases;       ///< of a class: the user's classes that it is derived from directly
  Place scope;                       ///< for locals: the statement whose end ends its life
};

} // namespace leash
