// bad-input-test: input that nobody wrote with care. No crash, no hang, no silence.

#include "driver/leash.h"
#include "test/driver/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using test::Answer;
using test::buggy;
using test::BugName;
using test::Workspace;
using testing::HasSubstr;

static Answer check(const std::string &name, const std::string &text) {
  Workspace space;
  space.write(name, text);
  space.database({{name}});
  return test::leash({"check"});
}

TEST(BadInput, EmptyFilesAreClean) {
  EXPECT_EQ(check("a.cpp", "").code, Clean);
  EXPECT_EQ(check("a.c", "").code, Clean);
  EXPECT_EQ(check("a.cpp", "// nothing but a comment").code, Clean);
  EXPECT_EQ(check("a.cpp", "/* one that never ends").code, Incomplete);
}

TEST(BadInput, ByteOrderMarksAndZeroBytesDoNoHarm) {
  EXPECT_EQ(check("a.cpp", "\xEF\xBB\xBF" + buggy("bug")).code, Found);
  std::string zeros = buggy("bug") + "// a zero: ";
  zeros.push_back('\0');
  EXPECT_EQ(check("a.cpp", zeros + "\n").code, Found);
}

TEST(BadInput, BytesThatAreNotUtf8DoNoHarm) {
  Answer run = check("a.cpp", "// \xff\xfe\n" + buggy("bug") + "const char *text = \"\xc3\x28\";\n");
  EXPECT_EQ(run.code, Found);
}

TEST(BadInput, FileNamesMayHoldAnything) {
  for (const char *name :
       {"with space.cpp", "quo\"te'.cpp", "new\nline.cpp", "umlaut-\xc3\xa4.cpp", "per%cent::colon.cpp", "-dash.cpp",
        "@at.cpp", "dir with space/$HOME.cpp", "back\\slash.cpp"}) {
    Answer run = check(name, buggy("bug"));
    EXPECT_EQ(run.code, Found) << name << run.out << run.err;
  }
}

TEST(BadInput, FileNamesMayBeNoUtf8InCommandLines) {
  Workspace space;
  space.write("latin-\xe4.cpp", buggy("bug"));
  Answer run = test::leash({"check", "latin-\xe4.cpp", "--"});
  EXPECT_EQ(run.code, Found) << run.err;
}

TEST(BadInput, AnAnnotationThatSaysNothingFailsItsUnitAlone) {
  Workspace space;
  space.write("gate.cpp", "struct Gate {\n  [[clang::annotate(\"leash:aquire:this\")]] void shut();\n};\n"
                          "void pass(Gate &gate) { gate.shut(); }\n");
  space.write("other.c", buggy("bug"));
  space.database({{"gate.cpp"}, {"other.c"}});
  Answer run = test::leash({"check"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out + run.err, HasSubstr("2:5: error: annotation 'leash:aquire:this': unknown verb 'aquire'"));
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
}

TEST(BadInput, ADirectoryInPlaceOfAFileIsNamed) {
  Workspace space;
  space.write("dir.cpp/x", "");
  space.database({{"dir.cpp"}});
  Answer run = test::leash({"check", "-q"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.err, HasSubstr("dir.cpp"));
}

TEST(BadInput, AWorkingDirectoryThatIsGoneIsNamed) {
  Workspace space;
  space.write("a.cpp", "");
  space.write("compile_commands.json", "[{\"directory\": \"" + space.path("gone") + "\", \"file\": \"" +
                                           space.path("a.cpp") + "\", \"command\": \"c++ -c a.cpp\"}]");
  Answer run = test::leash({"check", "-q"});
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.err, HasSubstr("gone"));
}

TEST(BadInput, BigGeneratedFilesAreAnalysed) {
  std::string text;
  while (text.size() < 10'000'000)
    text += "static const int value" + std::to_string(text.size()) + "[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};\n";
  EXPECT_EQ(check("a.cpp", text + buggy("bug")).code, Found);
}

TEST(BadInput, OneLongLineIsAnalysed) {
  std::string text = "static const char text[] = \"";
  text.append(10'000'000, 'x');
  EXPECT_EQ(check("a.cpp", text + "\";\n" + buggy("bug")).code, Found);
}

TEST(BadInput, DeepNestingCostsAtMostItsUnit) {
  Workspace space;
  std::string deep = "int f(int x) { return x";
  for (int term = 0; term < 20'000; ++term)
    deep += " + x";
  space.write("deep.cpp", deep + "; }\n");
  space.write("a.cpp", buggy("bug"));
  space.database({{"deep.cpp"}, {"a.cpp"}});
  Answer run = test::leash({"check"});
  EXPECT_THAT(run.out, HasSubstr(BugName.str()));
}

TEST(BadInput, AFileThatIncludesItselfIsNamed) {
  Answer run = check("a.cpp", "#include \"a.cpp\"\n");
  EXPECT_EQ(run.code, Incomplete);
  EXPECT_THAT(run.out, HasSubstr("nested too deeply"));
}

} // namespace leash
