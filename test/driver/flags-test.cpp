// flags-test: what becomes of a foreign compile command.

#include "driver/project-flags.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace leash {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

static FitCommand fit(std::vector<std::string> command, std::vector<std::string> extra = {}) {
  return fitForClang(command, "/src/a.cpp", extra);
}

TEST(Flags, KeepWhatDecidesAboutTheCode) {
  FitCommand command =
      fit({"clang++", "-std=c++20", "-I", "include", "-DNAME=\"a b\"", "-isystem", "/opt/x", "/src/a.cpp"});
  EXPECT_THAT(llvm::join(command.arguments, " "),
              testing::HasSubstr("-std=c++20 -I include -DNAME=\"a b\" -isystem /opt/x "));
  EXPECT_THAT(command.dropped, IsEmpty());
}

TEST(Flags, LeaveOutWhatTheBuildWouldWrite) {
  FitCommand command = fit({"clang++", "-c", "-o", "a.o", "-MD", "-MT", "a.o", "-MF", "a.d", "-Wp,-MMD,a.d",
                            "--serialize-diagnostics", "a.dia", "-save-temps", "/src/a.cpp"});
  for (const char *gone :
       {"-c", "-o", "a.o", "-MD", "-MT", "-MF", "a.d", "-Wp,-MMD,a.d", "--serialize-diagnostics", "-save-temps"})
    EXPECT_THAT(command.arguments, Not(Contains(gone)));
  EXPECT_THAT(command.dropped, IsEmpty());
}

TEST(Flags, DropWhatOnlyGccKnowsAndSaySo) {
  FitCommand command =
      fit({"g++", "-fno-canonical-system-headers", "-fmodules-ts", "-fanalyzer", "-O2", "-mno-fsrsra", "/src/a.cpp"});
  EXPECT_THAT(command.dropped, Contains("-fno-canonical-system-headers"));
  EXPECT_THAT(command.dropped, Contains("-fanalyzer"));
  EXPECT_THAT(command.arguments, Not(Contains("-fanalyzer")));
  EXPECT_THAT(command.arguments, Contains("-O2"));
}

TEST(Flags, NeverMistakeAValueForAFlag) {
  FitCommand command = fit({"g++", "-include", "-odd.h", "-D", "-c", "/src/a.cpp"});
  EXPECT_THAT(llvm::join(command.arguments, " "), testing::HasSubstr("-D -c -Xclang -include -Xclang -odd.h "));
}

TEST(Flags, LeaveOutPrecompiledHeadersAndKeepTheTextBehindThem) {
  FitCommand command = fit({"clang++", "-Xclang", "-include-pch", "-Xclang", "x.pch", "-Xclang", "-include", "-Xclang",
                            "x.hxx", "-include-pch", "y.pch", "-Winvalid-pch", "/src/a.cpp"});
  EXPECT_THAT(command.arguments, Not(Contains("x.pch")));
  EXPECT_THAT(command.arguments, Not(Contains("y.pch")));
  EXPECT_THAT(command.arguments, Contains("x.hxx"));
}

TEST(Flags, KeepOneInputOnly) {
  FitCommand command = fit({"g++", "/src/a.cpp", "b.cpp", "libx.a", "@missing.modmap"});
  EXPECT_EQ(command.arguments.back(), "/src/a.cpp");
  EXPECT_EQ(llvm::count(command.arguments, "/src/a.cpp"), 1);
  EXPECT_THAT(command.arguments, Not(Contains("b.cpp")));
  EXPECT_THAT(command.arguments, Not(Contains("@missing.modmap")));
}

TEST(Flags, KeepOfTheWordsForTheFrontEndWhatDecidesAboutTheCode) {
  FitCommand command =
      fit({"clang++", "-Wp,-D_FORTIFY_SOURCE=2,-UNDEBUG", "-Xpreprocessor", "-DX=1", "-Xclang", "-fno-rtti-data",
           "-Xclang", "-target-feature", "-Xclang", "+avx2", "-include", "a.h", "-Wp,-MMD,a.d", "/src/a.cpp"});
  EXPECT_THAT(llvm::join(command.arguments, " "),
              testing::HasSubstr("-Xclang -D -Xclang _FORTIFY_SOURCE=2 -Xclang -U -Xclang NDEBUG -Xclang -D -Xclang "
                                 "X=1 -Xclang -fno-rtti-data -Xclang -target-feature -Xclang +avx2 -Xclang -include "
                                 "-Xclang a.h "));
  EXPECT_THAT(command.dropped, IsEmpty());
}

TEST(Flags, DropWordsForTheFrontEndThatMayWriteAndSaySo) {
  FitCommand command = fit({"clang++", "-Xclang", "-stats-file=s", "-Xclang", "-diagnostic-log-file", "-Xclang", "l",
                            "-Wp,-DX,-header-include-file,h", "-Xpreprocessor", "-load", "-Xpreprocessor", "./evil.so",
                            "-Xclang", "-o", "/src/a.cpp"});
  EXPECT_THAT(command.dropped,
              testing::UnorderedElementsAre("-Xclang -stats-file=s", "-Xclang -diagnostic-log-file l",
                                            "-Xclang -header-include-file h", "-Xclang -load ./evil.so", "-Xclang -o"));
  for (const char *gone : {"s", "l", "h", "./evil.so", "-o"})
    EXPECT_THAT(command.arguments, Not(Contains(gone)));
}

TEST(Flags, AskClangsDriverNothing) {
  for (const char *question :
       {"-print-file-name=\n::error::x", "--print-search-dirs", "--version", "--help", "-dumpmachine", "-v", "-###",
        "--autocomplete=-f", "-ccc-print-phases", "--config=evil.cfg", "--driver-mode=cl", "-fmodules",
        "-fmodules-cache-path=cache", "--gen-reproducer", "-save-temps=obj"})
    EXPECT_EQ(fit({"clang++", question, "/src/a.cpp"}).arguments, fit({"clang++", "/src/a.cpp"}).arguments) << question;
  EXPECT_EQ(fit({"clang++", "-Xarch_host", "-v", "/src/a.cpp"}).arguments, fit({"clang++", "/src/a.cpp"}).arguments);
  EXPECT_THAT(fit({"clang-cl", "/src/a.cpp"}).arguments, Not(Contains("--driver-mode=cl")));
}

TEST(Flags, LoadNoPlugins) {
  EXPECT_THAT(fit({"g++", "-fplugin=./gcc.so", "/src/a.cpp"}).arguments, Not(Contains("-fplugin=./gcc.so")));
}

TEST(Flags, TreatCFilesAsCxxIfTheCompilerDoes) {
  EXPECT_THAT(fit({"/usr/bin/x86_64-linux-gnu-g++-12", "/src/a.cpp"}).arguments, Contains("--driver-mode=g++"));
  EXPECT_THAT(fit({"/usr/bin/gcc", "/src/a.cpp"}).arguments, Not(Contains("--driver-mode=g++")));
}

TEST(Flags, TellCAndCxxFromOtherLanguages) {
  EXPECT_TRUE(fitForClang({"cc"}, "/src/a.c", {}).isC);
  EXPECT_TRUE(fitForClang({"cc"}, "/src/a.cppm", {}).isC);
  EXPECT_FALSE(fitForClang({"cc"}, "/src/a.S", {}).isC);
  EXPECT_FALSE(fitForClang({"cc"}, "/src/a.cu", {}).isC);
  EXPECT_FALSE(fitForClang({"gfortran"}, "/src/a.f90", {}).isC);
  std::vector<std::string> command = {"cc", "-x", "c++"};
  EXPECT_TRUE(fitForClang(command, "/src/a.inc", {}).isC);
}

TEST(Flags, AppendExtraArgumentsAfterTheBuilds) {
  FitCommand command = fit({"g++", "-std=c++17", "/src/a.cpp"}, {"-std=c++20", "-fanalyzer"});
  EXPECT_THAT(llvm::join(command.arguments, " "), testing::HasSubstr("-std=c++17 -std=c++20"));
  EXPECT_THAT(command.dropped, ElementsAre("-fanalyzer"));
}

TEST(Flags, LeaveAnOptionWithoutItsValueToClangsError) {
  FitCommand command = fit({"g++", "/src/a.cpp", "-I"});
  EXPECT_THAT(command.arguments, Contains("-I"));
}

} // namespace leash
