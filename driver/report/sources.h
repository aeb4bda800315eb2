// sources: the files that findings point into, each read once per report.
#pragma once

#include "checks/core/model/place.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// A file as Clang counts it: lines end with LF, CR LF or CR; columns are bytes. A byte order mark belongs to no line,
/// but Clang counts it in the columns of the first.
class SourceFile {
public:
  /// Reads the file; when that fails, there are no lines and problem() says why.
  explicit SourceFile(const std::string &path);

  llvm::StringRef problem() const { return problem_; }
  llvm::StringRef text() const { return text_; }

  /// Line `number`, counted from 1, without its end.
  std::optional<llvm::StringRef> line(uint32_t number) const;

  /// How many bytes of the line stand before `column`; at most all.
  size_t bytesBefore(uint32_t line, uint32_t column) const;

  /// Offset of a position in text(), or nothing if there is no such position.
  std::optional<size_t> offset(uint32_t line, uint32_t column) const;

  /// The column as editors and SARIF count it, in units of UTF-16. A byte that is no text counts as one.
  uint32_t utf16Column(uint32_t line, uint32_t column) const;

private:
  void findLines();

  std::unique_ptr<llvm::MemoryBuffer> buffer_;
  llvm::StringRef text_;
  std::string problem_;
  std::vector<size_t> starts_; ///< of each line, and behind the last one the end of the text
  unsigned mark_ = 0;          ///< bytes of the byte order mark
  bool isAscii_ = false;
  /// By line, how many units stand before some of its bytes: thousands of findings may be on one endless line.
  mutable std::map<uint32_t, std::map<size_t, uint32_t>> milestones_;
};

/// Source files by the name that findings use, relative names taken from `baseDirectory`.
class SourceFiles {
public:
  explicit SourceFiles(llvm::StringRef baseDirectory) : baseDirectory_(baseDirectory) {}

  const SourceFile &open(llvm::StringRef file);

private:
  std::string baseDirectory_;
  llvm::StringMap<std::unique_ptr<SourceFile>> files_;
};

} // namespace leash
