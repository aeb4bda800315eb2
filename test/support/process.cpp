// process: runs a program and keeps what it says.

#include "test/support/process.h"

#include "test/support/text-file.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Program.h"

#include <filesystem>

namespace leash {

ProcessResult runProcess(const std::vector<std::string> &command, const std::string &directory) {
  std::filesystem::create_directories(directory);
  std::string out = directory + "/stdout", err = directory + "/stderr";
  // LLVM writes over what is there, and leaves the rest of it.
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  llvm::SmallVector<llvm::StringRef> words(command.begin(), command.end());
  std::string problem;
  ProcessResult result;
  result.status = llvm::sys::ExecuteAndWait(command.front(), words, /*Env=*/std::nullopt,
                                            {llvm::StringRef(""), llvm::StringRef(out), llvm::StringRef(err)},
                                            /*SecondsToWait=*/0, /*MemoryLimit=*/0, &problem);
  bool wasStarted = std::filesystem::exists(out) && std::filesystem::exists(err);
  result.out = wasStarted ? readTextFile(out) : "";
  result.err = wasStarted ? problem + readTextFile(err) : problem;
  return result;
}

std::string freshDirectory(const std::string &name) {
  std::string directory = LEASH_BINARY_DIR "/test/" + name;
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  return directory;
}

} // namespace leash
