// sources: reads files and finds positions in them.

#include "driver/report/sources.h"
#include "driver/report/printable.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

#include <algorithm>

namespace leash {

static constexpr size_t MilestoneDistance = 4096;
static constexpr uint64_t MaxBytes = 256u << 20; // as much as is analysed

SourceFile::SourceFile(const std::string &path) {
  // A baseline's report may name anything: a pipe or device may never end, and nobody wrote so much code by hand.
  llvm::sys::fs::file_status status;
  if (!llvm::sys::fs::status(path, status) &&
      (status.type() != llvm::sys::fs::file_type::regular_file || status.getSize() > MaxBytes)) {
    problem_ = "not a source file";
    return;
  }
  // Volatile: a file that is cut short while it is mapped would end the program.
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!buffer) {
    problem_ = buffer.getError().message();
    return;
  }
  buffer_ = std::move(*buffer);
  text_ = buffer_->getBuffer();
  mark_ = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  isAscii_ = llvm::all_of(text_, [](char byte) { return llvm::isASCII(byte); });
  findLines();
}

void SourceFile::findLines() {
  starts_.push_back(0);
  for (size_t i = text_.find_first_of("\r\n"); i != llvm::StringRef::npos; i = text_.find_first_of("\r\n", i)) {
    i += text_.substr(i).starts_with("\r\n") ? 2 : 1;
    starts_.push_back(i);
  }
  starts_.push_back(text_.size());
}

std::optional<llvm::StringRef> SourceFile::line(uint32_t number) const {
  if (number == 0 || number >= starts_.size())
    return std::nullopt;
  llvm::StringRef line = text_.slice(starts_[number - 1], starts_[number]).rtrim("\r\n");
  return number == 1 ? line.drop_front(mark_) : line;
}

size_t SourceFile::bytesBefore(uint32_t line, uint32_t column) const {
  std::optional<llvm::StringRef> text = this->line(line);
  if (!text || column == 0)
    return 0;
  size_t marked = line == 1 ? mark_ : 0;
  return std::min<size_t>(text->size(), std::max<size_t>(column - 1, marked) - marked);
}

std::optional<size_t> SourceFile::offset(uint32_t line, uint32_t column) const {
  std::optional<llvm::StringRef> text = this->line(line);
  if (!text || column == 0 || column - 1 > starts_[line] - starts_[line - 1])
    return std::nullopt;
  return starts_[line - 1] + column - 1;
}

uint32_t SourceFile::utf16Column(uint32_t line, uint32_t column) const {
  std::optional<llvm::StringRef> text = this->line(line);
  if (!text || isAscii_)
    return column;
  const size_t target = bytesBefore(line, column);
  std::map<size_t, uint32_t> &milestones = milestones_[line];
  milestones.try_emplace(0, 0);
  auto milestone = std::prev(milestones.upper_bound(target));
  size_t position = milestone->first;
  uint32_t units = milestone->second;
  while (position < target) {
    unsigned bytes = bytesOfFirstCharacter(text->substr(position));
    position += bytes;
    units += bytes == 4 ? 2 : 1;
    if (position - milestone->first >= MilestoneDistance)
      milestone = milestones.try_emplace(position, units).first;
  }
  return units + 1;
}

const SourceFile &SourceFiles::open(llvm::StringRef file) {
  std::unique_ptr<SourceFile> &entry = files_[file];
  if (!entry) {
    llvm::SmallString<256> path(file);
    if (!baseDirectory_.empty())
      llvm::sys::fs::make_absolute(baseDirectory_, path);
    entry = std::make_unique<SourceFile>(std::string(path));
  }
  return *entry;
}

} // namespace leash
