// git: the repository that a project is in, asked by the program `git` itself.

#include "driver/change/git.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

#include <fmt/format.h>

#include <optional>
#include <tuple>
#include <unistd.h>
#include <vector>

namespace leash {

namespace fs = llvm::sys::fs;

namespace {

/// Said of the repository of the caller, such as a hook of git, and not of the one that is asked about.
constexpr llvm::StringLiteral CallersRepository[] = {
    "GIT_DIR=",        "GIT_WORK_TREE=",    "GIT_INDEX_FILE=",
    "GIT_PREFIX=",     "GIT_COMMON_DIR=",   "GIT_OBJECT_DIRECTORY=",
    "GIT_GRAFT_FILE=", "GIT_SHALLOW_FILE=", "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
    "GIT_NAMESPACE=",  "GIT_EXTERNAL_DIFF="};

std::vector<llvm::StringRef> environment() {
  std::vector<llvm::StringRef> result;
  for (char **each = environ; each && *each; ++each) {
    llvm::StringRef variable = *each;
    if (llvm::none_of(CallersRepository, [&](llvm::StringRef name) { return variable.starts_with(name); }))
      result.push_back(variable);
  }
  return result;
}

/// A file that a program writes into, gone when it has been read.
class Capture {
public:
  static llvm::Expected<Capture> create() {
    llvm::SmallString<128> path;
    if (std::error_code error = fs::createTemporaryFile("leash-git", "txt", path))
      return llvm::createStringError(fmt::format("can't make a temporary file: {}", error.message()));
    return Capture(std::string(path));
  }

  llvm::StringRef path() const { return path_; }

  std::string text() const {
    auto buffer = llvm::MemoryBuffer::getFile(path_, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                              /*IsVolatile=*/true);
    return buffer ? (*buffer)->getBuffer().str() : std::string();
  }

private:
  explicit Capture(std::string path) : path_(std::move(path)), remover_(std::make_unique<llvm::FileRemover>(path_)) {}

  std::string path_;
  std::unique_ptr<llvm::FileRemover> remover_;
};

struct Ran {
  int status = 0;
  std::string out;
  std::string err;
};

llvm::Expected<Ran> execute(llvm::StringRef program, llvm::StringRef directory, llvm::ArrayRef<std::string> arguments,
                            llvm::ArrayRef<std::string> settings = {}) {
  llvm::Expected<Capture> out = Capture::create(), err = Capture::create();
  if (!out || !err)
    return llvm::joinErrors(out.takeError(), err.takeError());
  std::vector<llvm::StringRef> words = {program,
                                        "-C",
                                        directory,
                                        "--no-pager",
                                        "--no-optional-locks",
                                        "--literal-pathspecs",
                                        "-c",
                                        "core.fsmonitor=false",
                                        "-c",
                                        "core.hooksPath=/dev/null",
                                        "-c",
                                        "submodule.recurse=false",
                                        "-c",
                                        "core.quotePath=false"};
  for (const std::string &setting : settings)
    words.insert(words.end(), {"-c", setting});
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::string problem;
  bool couldNotStart = false;
  Ran ran;
  ran.status = llvm::sys::ExecuteAndWait(program, words, llvm::ArrayRef(environment()),
                                         {llvm::StringRef(""), out->path(), err->path()}, /*SecondsToWait=*/0,
                                         /*MemoryLimit=*/0, &problem, &couldNotStart);
  if (couldNotStart || ran.status < 0)
    return llvm::createStringError(fmt::format("can't run {}: {}", program.str(), problem));
  ran.out = out->text();
  ran.err = err->text();
  return ran;
}

} // namespace

llvm::Expected<Git> Git::open(llvm::StringRef directory) {
  llvm::ErrorOr<std::string> program = llvm::sys::findProgramByName("git");
  if (!program)
    return llvm::createStringError(
        "--base needs the program git, which isn't on the PATH; without git, compare with an "
        "earlier report: --base-report=FILE");
  llvm::Expected<Ran> ran = execute(*program, directory, {"rev-parse", "--show-toplevel"});
  if (!ran)
    return ran.takeError();
  llvm::StringRef root = llvm::StringRef(ran->out);
  root.consume_back("\n");
  if (ran->status != 0 || root.empty())
    return llvm::createStringError(fmt::format("--base: {} isn't in the work tree of a git repository: {}",
                                               directory.str(), llvm::StringRef(ran->err).trim().str()));
  llvm::SmallString<256> real;
  Git git(*program, fs::real_path(root, real) ? root.str() : std::string(real));
  if (llvm::Error error = git.noteFilters())
    return error;
  return git;
}

llvm::Error Git::noteFilters() {
  llvm::Expected<Ran> ran =
      execute(program_, root_, {"config", "--null", "--show-scope", "--name-only", "--get-regexp", "^filter[.]"});
  if (!ran)
    return ran.takeError();
  llvm::StringRef rest = ran->out; // a scope, a name, each with a zero byte behind it; nothing if there are none
  while (!rest.empty()) {
    llvm::StringRef scope, name;
    std::tie(scope, rest) = rest.split('\0');
    std::tie(name, rest) = rest.split('\0');
    if (scope != "local" && scope != "worktree")
      continue;
    if (name.contains('='))
      return llvm::createStringError(fmt::format("--base: the repository's configuration has '{}', a filter whose name "
                                                 "git can't be told to leave out",
                                                 name.str()));
    filters_.push_back((name + "=").str());
  }
  return llvm::Error::success();
}

llvm::Expected<std::string> Git::run(llvm::ArrayRef<std::string> arguments, llvm::StringRef directory) const {
  llvm::Expected<Ran> ran =
      execute(program_, directory.empty() ? llvm::StringRef(root_) : directory, arguments, filters_);
  if (!ran)
    return ran.takeError();
  if (ran->status != 0)
    return llvm::createStringError(
        fmt::format("git {} failed: {}", arguments.front(), llvm::StringRef(ran->err).trim().str()));
  return std::move(ran->out);
}

llvm::Error Git::unresolved(llvm::StringRef revision, llvm::StringRef problem) const {
  std::string text = fmt::format("--base {}: {} in {}", revision.str(), problem.str(), root_);
  llvm::Expected<std::string> shallow = run({"rev-parse", "--is-shallow-repository"});
  if (!shallow)
    llvm::consumeError(shallow.takeError());
  else if (llvm::StringRef(*shallow).trim() == "true")
    text += "\nThis clone is shallow. Fetch the whole history: 'fetch-depth: 0' for actions/checkout, GIT_DEPTH: 0 on\n"
            "GitLab, or git fetch --unshallow.";
  else
    text += "\nIf it is a branch of the server, fetch it first: git fetch origin BRANCH, then --base origin/BRANCH.";
  return llvm::createStringError(text);
}

llvm::Expected<std::string> Git::commit(llvm::StringRef revision) const {
  // git is told where options end, too; that nothing here depends on.
  if (revision.empty() || revision.starts_with("-") || revision.contains('\0'))
    return llvm::createStringError(
        fmt::format("--base: '{}' isn't a revision: write a branch, a tag or a commit", revision.str()));
  llvm::Expected<std::string> found =
      run({"rev-parse", "--verify", "--quiet", "--end-of-options", (revision + "^{commit}").str()});
  if (found)
    return llvm::StringRef(*found).trim().str();
  llvm::consumeError(found.takeError());
  return unresolved(revision, "no such revision");
}

llvm::Expected<std::string> Git::mergeBase(llvm::StringRef commit, llvm::StringRef revision) const {
  llvm::Expected<std::string> found = run({"merge-base", commit.str(), "HEAD"});
  if (found)
    return llvm::StringRef(*found).trim().str();
  llvm::consumeError(found.takeError());
  return unresolved(revision, "no commit that this revision and HEAD both come from");
}

} // namespace leash
