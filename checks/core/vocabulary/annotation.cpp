// annotation: the vocabulary in a user's code, [[clang::annotate("leash:acquire:argument 0:if-true")]].
#include "checks/core/vocabulary/selector.h"

#include "llvm/ADT/SmallVector.h"

namespace leash {

static constexpr const char *flags = "shared, blocks, timed, predicate, quiet";

static bool setFlag(OperationEntry &entry, llvm::StringRef word) {
  bool *flag = word == "shared"      ? &entry.shared
               : word == "blocks"    ? &entry.blocks
               : word == "timed"     ? &entry.timed
               : word == "predicate" ? &entry.predicate
               : word == "quiet"     ? &entry.quiet
                                     : nullptr;
  if (flag)
    *flag = true;
  return flag;
}

/// The callable of a spawn or a call, else the object; the second one that is written is the other party.
static bool setSelector(OperationEntry &entry, llvm::StringRef word, bool runsCallable) {
  std::optional<Selector> selector = selectorCalled(word);
  if (!selector)
    return false;
  if (runsCallable && !entry.callable)
    entry.callable = selector;
  else if (entry.object.slot == Slot::None)
    entry.object = *selector;
  else if (entry.other.slot == Slot::None)
    entry.other = *selector;
  else
    return false;
  return true;
}

static bool setWord(OperationEntry &entry, llvm::StringRef word, bool runsCallable) {
  if (std::optional<Outcome> outcome = outcomeCalled(word)) {
    entry.outcome = *outcome;
    return true;
  }
  if (std::optional<CallableUse> use = callableUseCalled(word); use && runsCallable) {
    entry.callableUse = *use;
    return true;
  }
  return setFlag(entry, word) || setSelector(entry, word, runsCallable);
}

/// What an annotation leaves out because it nearly always is so.
static void setDefaults(OperationEntry &entry, bool runsCallable) {
  if (runsCallable && !entry.callable)
    entry.callable = Selector{Slot::Argument, 0};
  if (entry.verb == Verb::Spawn && entry.callableUse == CallableUse::Unknown)
    entry.callableUse = CallableUse::OtherThread;
  if (entry.verb == Verb::Call && entry.callableUse == CallableUse::Unknown)
    entry.callableUse = CallableUse::CalledNow;
  if (!runsCallable && entry.verb != Verb::Pause && entry.object.slot == Slot::None)
    entry.object.slot = entry.verb == Verb::Produce || entry.verb == Verb::Create ? Slot::Result : Slot::This;
}

llvm::Expected<OperationEntry> parseAnnotation(llvm::StringRef text) {
  auto wrong = [&](const llvm::Twine &message) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(), "annotation '" + text + "': " + message);
  };
  llvm::SmallVector<llvm::StringRef, 4> words;
  text.split(words, ':');
  if (words.size() < 2 || words[0] != "leash")
    return wrong("write 'leash:VERB', and more words after more colons");

  std::optional<Verb> verb = verbCalled(words[1]);
  if (!verb)
    return wrong("unknown verb '" + words[1] + "'; known verbs: " + knownVerbs());
  OperationEntry entry;
  entry.verb = *verb;
  entry.source = text.str();
  bool runsCallable = *verb == Verb::Spawn || *verb == Verb::Call;
  for (llvm::StringRef word : llvm::ArrayRef(words).drop_front(2))
    if (!setWord(entry, word, runsCallable))
      return wrong("'" + word + "' says nothing here; known words: " + knownSelectors() + ", " + knownOutcomes() +
                   ", " + flags + (runsCallable ? ", " + knownCallableUses() : ""));
  setDefaults(entry, runsCallable);
  return entry;
}

} // namespace leash
