// embedded-file: a file that was put into the program when it was built (cmake/embed.cmake).
#pragma once

namespace leash {

/// `name` has no directories ("std.yaml"); `data` is followed by a zero byte that `size` doesn't count.
struct EmbeddedFile {
  const char *name;
  const char *data;
  unsigned size;
};

/// The library files of the vocabulary, in the order in which they are loaded.
extern const EmbeddedFile embeddedVocabulary[];
extern const unsigned embeddedVocabularyCount;

} // namespace leash
