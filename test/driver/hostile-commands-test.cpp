// hostile-commands-test: a compile database is written by whoever wrote the change. Whatever it says, nothing is run,
// nothing is written, and nothing of it reaches stdout as it is.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace leash {

using test::Entry;
using test::Workspace;
using testing::HasSubstr;
using testing::Not;

namespace {

/// Names of all that is below the current directory.
std::set<std::string> tree() {
  std::set<std::string> names;
  for (const auto &entry : std::filesystem::recursive_directory_iterator("."))
    names.insert(entry.path());
  return names;
}

const std::vector<std::vector<std::string>> OutputFlags = {
    {"-o", "w"},
    {"-MD", "-MF", "w"},
    {"-Wp,-MMD,w"},
    {"-Wp,-DX,-dependency-file,w"},
    {"--serialize-diagnostics", "w"},
    {"-save-temps=obj"},
    {"-ftime-trace=w"},
    {"-fproc-stat-report=w"},
    {"-fmodules", "-fmodules-cache-path=w"},
    {"-Xclang", "-fmodules", "-Xclang", "-fmodules-cache-path=w", "-Xclang", "-fimplicit-module-maps"},
    {"-Xclang", "-diagnostic-log-file", "-Xclang", "w"},
    {"-Xclang", "-stats-file=w"},
    {"-Xclang", "-header-include-file", "-Xclang", "w", "-H"},
    {"-Xclang", "-emit-pch", "-Xclang", "-o", "-Xclang", "w"},
    {"-Xpreprocessor", "-dependency-file", "-Xpreprocessor", "w", "-Xpreprocessor", "-MT", "-Xpreprocessor", "x"},
    {"-MJ", "w"},
    {"-gen-cdb-fragment-path", "w"},
    {"--config=w.cfg"},
    {"@w.rsp"},
};

const std::vector<std::vector<std::string>> Questions = {
    {"-print-file-name=\n::error::pwned"},
    {"--version"},
    {"--help"},
    {"-dumpmachine"},
    {"--autocomplete=-f"},
    {"-ccc-print-phases"},
    {"-###", "-DX=\n::error::pwned"},
    {"-v"},
    {"-Xclang", "-ast-dump"},
    {"-Xclang", "-fdump-record-layouts"},
    {"-Xclang=-fdump-vtable-layouts"},
    {"-ftime-report"},
    {"-Xclang", "-x\x1b[31m\n::error::pwned"},
    {"--driver-mode=cl", "/clang:--version"},
};

/// A unit for each set of flags, so that one run tries all.
void tryAll(const Workspace &space, const std::vector<std::vector<std::string>> &sets) {
  space.write("module.modulemap", "module M { header \"m.h\" }\n");
  space.write("m.h", "inline int one(void) { return 1; }\n");
  space.write("w.cfg", "-Xclang -stats-file=w\n");
  space.write("w.rsp", "-Xclang -stats-file=w\n");
  std::vector<Entry> entries;
  for (const std::vector<std::string> &flags : sets) {
    std::string file = "unit" + std::to_string(entries.size()) + ".cpp";
    space.write(file, "#include \"m.h\"\nstruct S { int a; };\nint two(void) { return one() + sizeof(struct S); }\n");
    entries.push_back({file, flags});
  }
  space.database(entries);
}

} // namespace

TEST(HostileCommands, WriteNothing) {
  Workspace space;
  tryAll(space, OutputFlags);
  std::set<std::string> before = tree();
  test::Answer answer = test::leash({"check", "--stats"});
  EXPECT_EQ(answer.code, Clean) << answer.out << answer.err;
  EXPECT_EQ(tree(), before);
}

TEST(HostileCommands, PrintNothing) {
  Workspace space;
  tryAll(space, Questions);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  test::Answer answer = test::leash({"check", "--format=json"});
  EXPECT_EQ(testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(answer.code, Clean) << answer.out << answer.err;
  EXPECT_TRUE(llvm::StringRef(answer.out).starts_with("{")) << answer.out;
  EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\n::error::pwned")));
}

TEST(HostileCommands, NameDirectoriesThatAreNotThereInOurErrorsAlone) {
  Workspace space;
  space.database({{"gone\n::error::pwned/a.c"}});
  testing::internal::CaptureStderr();
  test::Answer answer = test::leash({"check"});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(answer.code, Incomplete) << answer.out << answer.err;
  EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\n::error::pwned")));
}

TEST(HostileCommands, GiveTheRunnerNoCommandInAnError) {
  Workspace space;
  space.write("a.c", "int a;\n");
  space.database({{"a.c"}});
  for (const char *argument : {"\n::error::pwned", "a\n  ::error::pwned\x1b[31m", "##[error]pwned"}) {
    test::Answer answer = test::leash({"check", argument});
    EXPECT_EQ(answer.code, Misused);
    EXPECT_THAT(answer.err, testing::AllOf(Not(HasSubstr("\n::")), Not(HasSubstr("\n  ::")), Not(HasSubstr("\x1b")),
                                           Not(HasSubstr("##["))));
    EXPECT_THAT(answer.err, HasSubstr("pwned"));
  }
}

TEST(HostileCommands, RunNothing) {
  Workspace space;
  tryAll(space, {{}});
  std::string here = space.path("build");
  // Clang's driver asks such programs which GPU the machine has.
  std::vector<std::vector<std::string>> sets = {
      {"-fplugin=./evil", "-B.", "-wrapper", "./evil"},
      {"-fopenmp", "--offload-arch=native", "--amdgpu-arch-tool=" + here + "/evil"},
      {"-fopenmp", "--offload-arch=native", "-B" + here},
      {"--hipstdpar", "--offload-arch=native", "--amdgpu-arch-tool=" + here + "/evil"},
      {"--target=amdgcn-amd-amdhsa", "-mcpu=native", "--amdgpu-arch-tool=" + here + "/evil"},
      {"-target", "nvptx64-nvidia-cuda", "-march=native", "--nvptx-arch-tool=" + here + "/evil"},
      {"--target=nvptx64-nvidia-cuda", "-march=native", "--cuda-path=" + here + "/cuda"},
  };
  std::vector<Entry> entries;
  for (const char *compiler : {"./evil", "evil", "ccache", "/bin/sh", "amdgcn-amd-amdhsa-clang++"})
    for (std::vector<std::string> flags : sets) {
      flags.push_back("-DN=" + std::to_string(entries.size()));
      flags.push_back("-nogpulib");
      entries.push_back({"unit0.cpp", flags, compiler});
    }
  std::string evil = "#!/bin/sh\ntouch '" + space.path("stolen") + "'\n";
  space.write("build/cuda/include/cuda.h", "#define CUDA_VERSION 12010\n");
  space.write("build/cuda/nvvm/libdevice/libdevice.10.bc", "");
  for (const char *program :
       {"evil", "build/evil", "build/amdgpu-arch", "build/nvptx-arch", "build/cuda/bin/nvptx-arch"}) {
    space.write(program, evil);
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }
  space.database(entries);
  test::Answer answer = test::leash({"check"});
  EXPECT_EQ(answer.code, Clean) << answer.out << answer.err;
  EXPECT_FALSE(std::filesystem::exists("stolen"));
}

} // namespace leash
