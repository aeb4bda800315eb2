// project-test: which units a command line and a compile database come to.

#include "driver/project.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Workspace;
using testing::ElementsAre;
using testing::HasSubstr;

static Project opened(const ProjectRequest &request) {
  llvm::Expected<Project> project = openProject(request);
  if (!project) {
    ADD_FAILURE() << llvm::toString(project.takeError());
    return {};
  }
  return std::move(*project);
}

static std::string errorOf(const ProjectRequest &request) {
  llvm::Expected<Project> project = openProject(request);
  if (!project)
    return llvm::toString(project.takeError());
  ADD_FAILURE() << "no error";
  return {};
}

static std::vector<std::string> files(const Project &project) {
  std::vector<std::string> result;
  for (const CompileUnit &unit : project.units)
    result.push_back(unit.file);
  return result;
}

TEST(Project, IsFoundInBuildAndFromDirectoriesBelow) {
  Workspace space;
  space.write("src/a.cpp", "");
  space.database({{"src/a.cpp"}});
  EXPECT_THAT(files(opened({})), ElementsAre(space.path("src/a.cpp")));
  EXPECT_THAT(files(opened({.buildDirectory = "build"})), ElementsAre(space.path("src/a.cpp")));
  EXPECT_THAT(files(opened({.buildDirectory = "build/compile_commands.json"})), ElementsAre(space.path("src/a.cpp")));
  ASSERT_EQ(chdir("src"), 0);
  EXPECT_THAT(files(opened({})), ElementsAre(space.path("src/a.cpp")));
}

TEST(Project, WithoutADatabaseSaysHowToMakeOne) {
  Workspace space;
  std::string error = errorOf({.buildDirectory = "."});
  EXPECT_THAT(error, HasSubstr("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"));
  EXPECT_THAT(error, HasSubstr("bear -- make"));
  EXPECT_EQ(errorOf({.buildDirectory = "nowhere"}), "-p nowhere: no such directory");
}

TEST(Project, PointsToADatabaseInABuildDirectoryOfAnotherName) {
  Workspace space;
  space.database({{"a.cpp"}}, "build/dev");
  EXPECT_THAT(errorOf({}), HasSubstr("There is one below: leash check -p build/dev"));
  EXPECT_THAT(errorOf({.buildDirectory = "build"}), HasSubstr("leash check -p build/dev"));
}

TEST(Project, RefusesABrokenDatabaseWithItsPlace) {
  Workspace space;
  space.write("compile_commands.json", "[\n  {\"directory\": \".\",\n");
  EXPECT_THAT(errorOf({.buildDirectory = "."}), HasSubstr("compile_commands.json: not valid JSON: [3:"));
  space.write("compile_commands.json", "{}");
  EXPECT_THAT(errorOf({.buildDirectory = "."}), HasSubstr("not a list of compile commands"));
  space.write("compile_commands.json", "[{\"directory\": \".\", \"command\": \"cc\"}]");
  EXPECT_THAT(errorOf({.buildDirectory = "."}), HasSubstr("\"file\""));
  space.write("compile_commands.json", "[]");
  EXPECT_THAT(errorOf({.buildDirectory = "."}), HasSubstr("lists no files"));
  space.write("compile_commands.json", "");
  EXPECT_THAT(errorOf({.buildDirectory = "."}), HasSubstr("not valid JSON"));
}

TEST(Project, TakesNamedFilesAndWholeDirectories) {
  Workspace space;
  for (const char *file : {"src/a.cpp", "src/b.cpp", "src2/c.cpp"})
    space.write(file, "");
  space.database({{"src/a.cpp"}, {"src/b.cpp"}, {"src2/c.cpp"}});
  EXPECT_THAT(files(opened({.files = {"src/b.cpp"}})), ElementsAre(space.path("src/b.cpp")));
  EXPECT_THAT(files(opened({.files = {"src"}})), ElementsAre(space.path("src/a.cpp"), space.path("src/b.cpp")));
}

TEST(Project, FindsAFileByAnySpellingOfItsPath) {
  Workspace space;
  space.write("src/a.cpp", "");
  ASSERT_EQ(symlink("src", "link"), 0);
  space.database({{"src/a.cpp"}});
  EXPECT_THAT(files(opened({.files = {"./link/../src/a.cpp"}})), ElementsAre(space.path("src/a.cpp")));
  EXPECT_THAT(files(opened({.files = {"link/a.cpp"}})), ElementsAre(space.path("src/a.cpp")));
}

TEST(Project, RefusesFilesThatItDoesNotKnow) {
  Workspace space;
  space.write("worker.cpp", "");
  space.write("vorker.cpp", "");
  space.write("empty/x.h", "");
  space.database({{"worker.cpp"}});
  EXPECT_EQ(errorOf({.files = {"missing.cpp"}}), "missing.cpp: no such file or directory");
  EXPECT_THAT(errorOf({.files = {"vorker.cpp"}}),
              HasSubstr("doesn't say how this file is compiled; did you mean 'worker.cpp'?"));
  EXPECT_THAT(errorOf({.files = {"empty"}}), HasSubstr("has no file below this directory"));
}

TEST(Project, AnalysesAFileOncePerWayOfCompilingIt) {
  Workspace space;
  space.write("a.cpp", "");
  space.database({{"a.cpp", {"-DX"}}, {"a.cpp", {"-DX", "-MD", "-MF", "other.d"}}, {"a.cpp", {"-DY"}}});
  Project project = opened({});
  EXPECT_EQ(project.units.size(), 2u);
  EXPECT_EQ(project.duplicates, 1u);
}

TEST(Project, CountsTheFlagsThatItDrops) {
  Workspace space;
  space.database({{"a.cpp", {"-fanalyzer"}}, {"b.cpp", {"-fanalyzer", "-fanalyzer"}}, {"c.cpp"}});
  EXPECT_EQ(opened({}).droppedFlags.at("-fanalyzer"), 2u);
}

TEST(Project, LeavesOtherLanguagesOut) {
  Workspace space;
  space.database({{"a.cpp"}, {"start.S"}});
  Project project = opened({});
  EXPECT_THAT(files(project), ElementsAre(space.path("a.cpp")));
  EXPECT_THAT(project.otherLanguages, ElementsAre(space.path("start.S")));
  space.database({{"start.S"}});
  EXPECT_THAT(errorOf({}), HasSubstr("none of the files is C or C++"));
}

TEST(Project, ReadsResponseFilesAndCompilerLaunchers) {
  Workspace space;
  space.write("flags.rsp", "-DFROM_FILE -Iinclude");
  space.database({{"a.cpp", {"/usr/bin/c++", "@flags.rsp"}, "/usr/bin/ccache"}});
  Project project = opened({});
  EXPECT_THAT(project.units.at(0).command, testing::Contains("-DFROM_FILE"));
  EXPECT_THAT(project.units.at(0).command, testing::Contains("--driver-mode=g++"));
}

TEST(Project, WithAFixedCommandNeedsNoDatabase) {
  Workspace space;
  space.write("a.cpp", "");
  Project project = opened({.files = {"a.cpp"}, .fixedCommand = {{"/usr/bin/g++", "-DX", "-c", "a.cpp"}}});
  EXPECT_THAT(files(project), ElementsAre(space.path("a.cpp")));
  EXPECT_THAT(project.units.at(0).command, testing::Contains("-DX"));
  EXPECT_EQ(errorOf({.files = {"b.cpp"}, .fixedCommand = {{}}}), "b.cpp: no such file");
  EXPECT_EQ(errorOf({.files = {"."}, .fixedCommand = {{}}}), ".: is a directory; write files before '--'");
  EXPECT_EQ(errorOf({.files = {}, .fixedCommand = {{}}}), "write the file to analyse before '--'");
}

} // namespace leash
