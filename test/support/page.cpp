// page: the programs in the page of a check.

#include "test/support/page.h"

#include "checks/check.h"
#include "test/support/text-file.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"

namespace leash {

namespace {

class PageReader {
public:
  PageReader(llvm::StringRef check, llvm::StringRef path) : page_{check.str(), path.str(), {}, {}} {}

  Page read(llvm::StringRef text) {
    llvm::SmallVector<llvm::StringRef> lines;
    text.split(lines, '\n');
    for (llvm::StringRef line : lines)
      readLine(line.rtrim("\r"));
    if (isOpen_)
      page_.complaints.push_back(page_.path + ":" + std::to_string(opened_) + ": this block is never closed");
    return std::move(page_);
  }

private:
  void readLine(llvm::StringRef line) {
    ++line_;
    llvm::StringRef fence = line.ltrim();
    bool isFence = fence.consume_front("```");
    if (!isOpen_ && isFence)
      open(fence.trim(), line.size() - line.ltrim().size());
    else if (isFence && fence.trim().empty())
      close();
    else if (isOpen_)
      code_ += line.drop_front(std::min(indentation_, line.size() - line.ltrim().size())).str() + "\n";
  }

  void open(llvm::StringRef language, size_t indentation) {
    isOpen_ = true;
    opened_ = line_;
    indentation_ = indentation;
    extension_ = language == "cpp" ? ".cpp" : language == "c" ? ".c" : "";
    code_.assign(line_, '\n');
  }

  void close() {
    isOpen_ = false;
    if (extension_.empty())
      return;
    std::string label = ".line-" + std::to_string(opened_);
    llvm::StringRef stem = llvm::StringRef(page_.path).drop_back(llvm::StringRef(".md").size());
    page_.blocks.push_back(markedSource(page_.check + label, stem.str() + label + extension_, page_.check, code_));
  }

  Page page_;
  unsigned line_ = 0;
  bool isOpen_ = false;
  unsigned opened_ = 0;
  size_t indentation_ = 0;
  std::string extension_;
  std::string code_;
};

} // namespace

Page readPage(llvm::StringRef check, llvm::StringRef path, llvm::StringRef text) {
  return PageReader(check, path).read(text);
}

std::vector<Page> readPages() {
  std::vector<Page> pages;
  for (const CheckInfo *check : catalog()) {
    std::string path = LEASH_SOURCE_DIR "/docs/checks/" + std::string(check->name) + ".md";
    if (llvm::sys::fs::exists(path))
      pages.push_back(readPage(check->name, path, readTextFile(path)));
    else
      pages.push_back({std::string(check->name), path, {}, {path + ": no such file"}});
  }
  return pages;
}

} // namespace leash
