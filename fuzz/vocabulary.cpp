// vocabulary: a project's leash-vocabulary.yaml, and attributes in its code.

#include "fuzz/demand.h"
#include "fuzz/targets.h"

#include "checks/core/vocabulary/vocabulary.h"

namespace leash::fuzz {

void readVocabulary(llvm::StringRef bytes) {
  Vocabulary vocabulary;
  if (llvm::Error error = vocabulary.add(bytes, "v.yaml", "project")) {
    demandSentence(std::move(error), "v.yaml");
    demand(vocabulary.types().empty() && vocabulary.entries().empty() && vocabulary.facts().empty(),
           "nothing is added of a text with a mistake");
  }
  for (const TypeEntry &type : vocabulary.types())
    demand(vocabulary.type(type.name) != nullptr, "a type that was read is found");

  llvm::Expected<OperationEntry> annotation = parseAnnotation(bytes.split('\n').first);
  if (!annotation)
    demandSentence(annotation.takeError(), "");
}

} // namespace leash::fuzz
