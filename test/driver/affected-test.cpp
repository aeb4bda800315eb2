// affected-test: which units a change touches.

#include "driver/change/affected.h"
#include "driver/leash.h"
#include "test/driver/repository.h"

#include "llvm/ADT/STLExtras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::Repository;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// A project of three units and two headers, committed.
class ThreeUnits : public Repository {
public:
  ThreeUnits() {
    write("include/base.h", "#pragma once\n");
    write("include/net.h", "#pragma once\n#include \"base.h\"\n");
    write("src/a.cpp", "#include \"net.h\"\n");
    write("src/b.cpp", "#include \"base.h\"\n");
    write("src/c.cpp", "int c;\n");
    commands({"src/a.cpp", "src/b.cpp", "src/c.cpp"});
    commit();
  }

  void commands(const std::vector<std::string> &files) const {
    std::vector<test::Entry> entries;
    for (const std::string &file : files)
      entries.push_back({file, {"-Iinclude"}});
    database(entries);
  }
};

std::string affected(std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"affected", "--base=main"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Answer run = test::leash(arguments);
  EXPECT_EQ(run.code, Clean) << run.err;
  return run.out;
}

/// Units that are made of the given files, and what a change of `modified` makes of them.
std::vector<std::string> order(const std::vector<std::vector<std::string>> &files, std::set<std::string> modified,
                               size_t *urgent = nullptr) {
  Change change;
  change.root = "/r";
  change.modified = std::move(modified);
  std::vector<CompileUnit> units;
  std::vector<UnitIncludes> includes;
  for (const std::vector<std::string> &each : files) {
    units.push_back({each.front(), "/r", {"clang", each.front()}});
    includes.push_back({each, ""});
  }
  Affected result = affectedBy(change, units, includes, {});
  if (urgent)
    *urgent = result.urgent;
  std::vector<std::string> names;
  for (const AffectedUnit &unit : result.units)
    names.push_back(unit.unit->file);
  return names;
}

} // namespace

TEST(Affected, ByAChangedUnitIsThatUnit) {
  ThreeUnits space;
  space.write("src/c.cpp", "int d;\n");
  EXPECT_EQ(affected({"--why"}), "src/c.cpp: is changed\n");
}

TEST(Affected, ByAChangedHeaderIsWhoIncludesItDirectlyOrNot) {
  ThreeUnits space;
  space.write("include/base.h", "#pragma once\nint x();\n");
  EXPECT_EQ(affected({"--why"}), "src/a.cpp: includes include/base.h\nsrc/b.cpp: includes include/base.h\n");
  space.git({"checkout", "--quiet", "--", "."});
  space.write("include/net.h", "#pragma once\n#include \"base.h\"\nint y();\n");
  EXPECT_EQ(affected(), "src/a.cpp\n");
}

TEST(Affected, ByNothingIsNothing) {
  ThreeUnits space;
  space.write("README.md", "words\n");
  Answer run = test::leash({"affected", "--base=main"});
  EXPECT_EQ(run.code, Clean);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("0 of 3 units affected by the change since main ("));
}

TEST(Affected, ByANewHeaderThatComesFirstIsWhoFindsItNow) {
  ThreeUnits space;
  space.write("src/net.h", "#pragma once\n");
  EXPECT_EQ(affected({"--why"}), "src/a.cpp: includes src/net.h\n");
}

TEST(Affected, ByAHeaderThatIsGoneIsWhoFindsAnotherOfItsNameNow) {
  ThreeUnits space;
  space.write("src/net.h", "#pragma once\n");
  space.commit();
  space.remove("src/net.h");
  EXPECT_EQ(affected({"--why"}), "src/a.cpp: includes include/net.h, and src/net.h is gone\n");
}

TEST(Affected, ByARenamedUnitIsItsNewName) {
  ThreeUnits space;
  space.rename("src/c.cpp", "src/d.cpp");
  space.commands({"src/a.cpp", "src/b.cpp", "src/d.cpp"});
  EXPECT_EQ(affected(), "src/d.cpp\n");
}

TEST(Affected, IsWhoseIncludesCanNotBeTold) {
  ThreeUnits space;
  space.remove("include/net.h");
  EXPECT_EQ(affected({"--why"}), "src/a.cpp: can't be read: 'net.h' file not found\n");
}

TEST(Affected, ByConfigurationIsWhatItGoverns) {
  ThreeUnits space;
  space.write("src/deep/d.cpp", "int d;\n");
  space.commands({"src/a.cpp", "src/b.cpp", "src/c.cpp", "src/deep/d.cpp"});
  space.commit();
  space.write("src/deep/.clang-tidy", "Checks: '-leash-lock-order'\n");
  EXPECT_EQ(affected({"--why"}), "src/deep/d.cpp: is governed by src/deep/.clang-tidy\n");
  space.write("leash-vocabulary.yaml", "");
  EXPECT_EQ(affected({"--quiet"}), "src/a.cpp\nsrc/b.cpp\nsrc/c.cpp\nsrc/deep/d.cpp\n");
}

TEST(Affected, ByAnotherCommandIsItsUnitWhereTheRepositoryHasTheCommands) {
  ThreeUnits space;
  std::vector<test::Entry> entries = {{"src/a.cpp", {"-Iinclude"}}, {"src/b.cpp", {"-Iinclude"}}};
  space.database(entries, "commands");
  space.commit();
  entries[1].flags.push_back("-DFAST");
  space.database(entries, "commands");
  EXPECT_EQ(affected({"-p", "commands", "--why"}), "src/b.cpp: is compiled in another way\n");
}

TEST(Affected, SaysThatTheBuildMayHaveChangedWhereTheCommandsAreNotInTheRepository) {
  ThreeUnits space;
  space.write("CMakeLists.txt", "project(p)\n");
  EXPECT_THAT(test::leash({"affected", "--base=main"}).err, HasSubstr("CMakeLists.txt has changed"));
}

TEST(Affected, EndsNamesWithZeroBytesIfToldSo) {
  ThreeUnits space;
  space.write("src/c.cpp", "int d;\n");
  EXPECT_EQ(affected({"-0"}), std::string("src/c.cpp\0", 10));
  EXPECT_EQ(test::leash({"affected"}).code, Misused);
  EXPECT_EQ(test::leash({"affected", "--base=nowhere"}).code, Misused);
}

TEST(AffectedOrder, PutsChangedUnitsFirstThenOneForEachHeaderThenTheRest) {
  size_t urgent = 0;
  EXPECT_THAT(order({{"/r/a.cpp", "/r/x.h"}, {"/r/b.cpp", "/r/x.h", "/r/y.h"}, {"/r/c.cpp", "/r/y.h"}, {"/r/d.cpp"}},
                    {"/r/d.cpp", "/r/x.h", "/r/y.h"}, &urgent),
              ElementsAre("/r/d.cpp", "/r/b.cpp", "/r/a.cpp", "/r/c.cpp"));
  EXPECT_EQ(urgent, 2u);
}

TEST(AffectedOrder, NeedsNoOtherUnitForAHeaderThatAChangedUnitIncludes) {
  size_t urgent = 0;
  EXPECT_THAT(order({{"/r/a.cpp", "/r/x.h"}, {"/r/b.cpp", "/r/x.h"}}, {"/r/b.cpp", "/r/x.h"}, &urgent),
              ElementsAre("/r/b.cpp", "/r/a.cpp"));
  EXPECT_EQ(urgent, 1u);
}

TEST(AffectedOrder, OfAHotHeaderHasOneUnitFirstAndAllOthersAfterIt) {
  std::vector<std::vector<std::string>> files;
  for (unsigned number = 0; number < 200; ++number)
    files.push_back({"/r/" + std::to_string(number) + ".cpp", "/r/hot.h"});
  size_t urgent = 0;
  EXPECT_EQ(order(files, {"/r/hot.h"}, &urgent).size(), 200u);
  EXPECT_EQ(urgent, 1u);
}

TEST(AffectedOrder, SeesASubmoduleAtAnotherCommit) {
  EXPECT_THAT(order({{"/r/a.cpp", "/r/lib/sub/x.h"}, {"/r/b.cpp"}}, {"/r/lib/sub"}), ElementsAre("/r/a.cpp"));
}

} // namespace leash
