// vocabulary: the entries of all texts, by the name of what they speak of.
#include "checks/core/vocabulary/vocabulary.h"

#include "checks/core/vocabulary/embedded-file.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

namespace leash {

/// "lock" of "std::mutex::lock", "operator bool" of "std::error_code::operator bool".
static llvm::StringRef unqualified(llvm::StringRef name) {
  size_t start = name.find("::operator");
  if (start == llvm::StringRef::npos)
    start = name.rfind("::");
  return start == llvm::StringRef::npos ? name : name.drop_front(start + 2);
}

llvm::Error Vocabulary::add(llvm::StringRef yaml, llvm::StringRef name, llvm::StringRef origin) {
  llvm::Expected<VocabularyText> text = parseVocabulary(yaml, name, origin);
  if (!text)
    return text.takeError();
  size_t known = forget(*text) ? 0 : operations_.size();
  llvm::move(text->types, std::back_inserter(types_));
  llvm::copy_if(text->operations, std::back_inserter(operations_),
                [](const OperationEntry &entry) { return entry.verb != Verb::None; });
  llvm::move(text->facts, std::back_inserter(facts_));
  llvm::move(text->libraries, std::back_inserter(libraries_));
  index(known);
  return llvm::Error::success();
}

/// Removes the entries of `known` that speak of what `said` speaks of; true if there were any.
template <typename Entry>
static bool forgetNamed(std::vector<Entry> &known, const std::vector<Entry> &said, std::string Entry::*name) {
  llvm::StringSet<> names;
  for (const Entry &entry : said)
    names.insert(entry.*name);
  size_t before = known.size();
  llvm::erase_if(known, [&](const Entry &entry) { return names.contains(entry.*name); });
  return known.size() != before;
}

bool Vocabulary::forget(const VocabularyText &text) {
  bool types = forgetNamed(types_, text.types, &TypeEntry::name);
  bool operations = forgetNamed(operations_, text.operations, &OperationEntry::function);
  bool facts = forgetNamed(facts_, text.facts, &FunctionFact::function);
  return types || operations || facts;
}

void Vocabulary::index(size_t known) {
  if (known == 0) {
    typeByName_.clear();
    operationsByName_.clear();
    factByName_.clear();
    unqualified_.clear();
  }
  for (size_t i = 0; i < types_.size(); ++i)
    typeByName_[types_[i].name] = i;
  for (size_t i = known; i < operations_.size(); ++i) {
    operationsByName_[operations_[i].function].push_back(i);
    unqualified_[unqualified(operations_[i].function)] = 1;
  }
  for (size_t i = 0; i < facts_.size(); ++i) {
    factByName_[facts_[i].function] = i;
    unqualified_[unqualified(facts_[i].function)] = 1;
  }
}

const Vocabulary &Vocabulary::builtIn() {
  static const Vocabulary vocabulary = [] {
    Vocabulary built;
    for (const EmbeddedFile &file : llvm::ArrayRef(embeddedVocabulary, embeddedVocabularyCount)) {
      llvm::StringRef name(file.name);
      llvm::StringRef origin = name.substr(0, name.rfind('.'));
      // A test loads every file, so an error here can't reach a user.
      llvm::cantFail(built.add({file.data, file.size}, name, origin));
    }
    for (OperationEntry &entry : built.operations_)
      entry.isBuiltIn = true;
    return built;
  }();
  return vocabulary;
}

const TypeEntry *Vocabulary::type(llvm::StringRef qualifiedName) const {
  auto found = typeByName_.find(qualifiedName);
  return found == typeByName_.end() ? nullptr : &types_[found->second];
}

llvm::ArrayRef<uint32_t> Vocabulary::operations(llvm::StringRef qualifiedName) const {
  auto found = operationsByName_.find(qualifiedName);
  return found == operationsByName_.end() ? llvm::ArrayRef<uint32_t>() : llvm::ArrayRef(found->second);
}

const FunctionFact *Vocabulary::fact(llvm::StringRef qualifiedName) const {
  auto found = factByName_.find(qualifiedName);
  return found == factByName_.end() ? nullptr : &facts_[found->second];
}

} // namespace leash
