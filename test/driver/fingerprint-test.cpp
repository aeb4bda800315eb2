// fingerprint-test: edits that don't touch a bug leave its fingerprint alone, over the programs of test/cases.
//
// One program of every fourth check, or with LEASH_ALL_CASES=1 every program with a bug. Each is edited in all the ways
// below; the edited program that compiles has to give the same fingerprints. An edit may cost a program (a function is
// used before it is declared), so each test prints how many were compared, and demands most of them.

#include "driver/check-names.h"
#include "driver/config.h"
#include "driver/project-flags.h"
#include "driver/runner.h"
#include "test/driver/workspace.h"
#include "test/support/case-files.h"
#include "test/support/process.h"
#include "test/support/text-file.h"

#include "checks/core/vocabulary/vocabulary.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <gtest/gtest.h>

#include <iostream>
#include <random>
#include <set>

namespace leash {

using test::Workspace;

namespace {

struct Program {
  std::string name; ///< of the file
  std::string code;
  std::vector<std::string> arguments;
};

/// A program under another name, or edited.
struct Variant {
  size_t original = 0; ///< index of the program
  std::string path;    ///< in the workspace
  std::string code;
};

using Prints = std::multiset<std::string>;

struct Outcome {
  std::string failure;
  std::vector<Finding> findings;

  Prints prints() const {
    Prints result;
    for (const Finding &finding : findings)
      result.insert(finding.check + ' ' + finding.fingerprint);
    return result;
  }
};

/// The programs that are edited: each is parsed some fifteen times.
const std::vector<Program> &programs() {
  static const std::vector<Program> found = [] {
    std::vector<Program> result;
    std::set<std::string> checks;
    for (const CaseFile &file : findCases().files) {
      bool isFirst = file.kind == CaseKind::Bug && checks.insert(file.check).second;
      bool isChosen = isFirst && checks.size() % 4 == 1;
      if (file.kind != CaseKind::Bug || !(wantsAllCases() || isChosen))
        continue;
      MarkedSource source = load(file);
      result.push_back({llvm::sys::path::filename(file.path).str(), source.code, source.arguments});
    }
    return result;
  }();
  return found;
}

std::vector<Outcome> analyze(const Workspace &space, llvm::ArrayRef<Variant> variants) {
  auto vocabulary = std::make_shared<const Vocabulary>(Vocabulary::builtIn());
  llvm::Expected<Configuration> configuration = Configuration::create({});
  EXPECT_TRUE(static_cast<bool>(configuration));
  std::vector<CompileUnit> units;
  for (const Variant &variant : variants) {
    space.write(variant.path, variant.code);
    std::string file = space.path(variant.path);
    std::vector<std::string> command = {file.ends_with(".c") ? "clang" : "clang++"};
    llvm::append_range(command, programs()[variant.original].arguments);
    units.push_back({file, space.path("."), fitForClang(command, file, {}).arguments});
  }
  std::vector<UnitTask> tasks;
  for (const CompileUnit &unit : units)
    tasks.push_back({&unit, vocabulary, llvm::cantFail(configuration->planFor(unit.file))});
  std::vector<Outcome> outcomes;
  for (UnitResult &result : runUnits(tasks, RunOptions(), [] {})) {
    canonicalize(result.findings);
    outcomes.push_back({std::move(result.failure), std::move(result.findings)});
  }
  return outcomes;
}

std::string fileName(size_t program) { return programs()[program].name; }

const std::vector<Outcome> &originals() {
  static const std::vector<Outcome> outcomes = [] {
    Workspace space;
    std::vector<Variant> variants;
    for (size_t index = 0; index < programs().size(); ++index)
      variants.push_back({index, "original/" + fileName(index), programs()[index].code});
    return analyze(space, variants);
  }();
  return outcomes;
}

std::string describe(const Outcome &outcome) {
  std::string text;
  for (const Finding &finding : outcome.findings) {
    text += finding.fingerprint + ' ' + finding.check + ' ' + finding.entity + ": " + finding.statement + '\n';
    for (const Step &step : finding.steps)
      text += "    " + step.statement + '\n';
  }
  return text;
}

/// Runs the variants and compares each with its original.
void expectSamePrints(llvm::StringRef edit, llvm::ArrayRef<Variant> variants, size_t atLeast) {
  Workspace space;
  std::vector<Outcome> outcomes = analyze(space, variants);
  size_t compared = 0, prints = 0, broken = 0;
  for (auto [variant, outcome] : llvm::zip_equal(variants, outcomes)) {
    const Outcome &original = originals()[variant.original];
    if (!outcome.failure.empty()) {
      ++broken;
      continue;
    }
    ++compared;
    prints += outcome.findings.size();
    EXPECT_EQ(outcome.prints(), original.prints())
        << edit.str() << " of " << fileName(variant.original) << "\nbefore:\n"
        << describe(original) << "after:\n"
        << describe(outcome) << variant.code;
  }
  std::cout << "[ counted  ] " << edit.str() << ": " << compared << " programs compared, " << prints
            << " fingerprints kept, " << broken << " programs no longer compiled\n";
  EXPECT_GE(compared, atLeast);
}

/// Between which lines something may be put: not where a line goes on, and not where the emptiness of a block, which a
/// comment would explain, is what the bug is about.
std::string withInsertedLines(llvm::StringRef code, std::mt19937 &random) {
  static const std::vector<std::string> Insertions = {"\n", "\n\n\n", "// A remark.\n",
                                                      "/* A remark\n   of two lines. */\n"};
  std::string result;
  bool maySplit = false;
  for (llvm::StringRef line : llvm::split(code, '\n')) {
    llvm::StringRef words = line.trim();
    if (maySplit && !words.starts_with("}") && random() % 3 == 0)
      result += Insertions[random() % Insertions.size()];
    result += line.str() + "\n";
    maySplit = !words.ends_with("\\") && !words.ends_with("{") && !words.empty();
  }
  return result;
}

/// Puts comments and line breaks between the words of lines.
std::string withSpreadWords(llvm::StringRef code, std::mt19937 &random) {
  std::string result;
  for (llvm::StringRef line : llvm::split(code, '\n')) {
    bool isPlain = !line.trim().starts_with("#") && !line.contains('"') && !line.contains('\'') &&
                   !line.contains("//") && !line.contains("/*") && !line.ends_with("\\");
    for (char c : line)
      if (isPlain && (c == ',' || c == '(') && random() % 2 == 0)
        result += std::string(1, c) + (random() % 2 == 0 ? " /* here */ " : "\n\t");
      else
        result += c;
    result += '\n';
  }
  return result;
}

std::string formatted(const std::string &code, const std::string &name, const std::string &style) {
  std::string directory = freshDirectory("fingerprint-format");
  std::string file = directory + "/" + name;
  writeTextFile(file, code);
  ProcessResult run = runProcess({LEASH_CLANG_FORMAT, "--style=" + style, file}, directory);
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out;
}

/// The top-level pieces of a program: what stands between blank lines outside of braces, those of namespaces aside.
std::vector<std::string> pieces(llvm::StringRef code) {
  std::vector<std::string> result(1);
  int depth = 0;
  for (llvm::StringRef line : llvm::split(code, '\n')) {
    bool opensNamespace = line.starts_with("namespace") || line.starts_with("} // namespace");
    if (!opensNamespace)
      depth += static_cast<int>(line.count('{')) - static_cast<int>(line.count('}'));
    result.back() += line.str() + "\n";
    if (depth == 0 && line.trim().empty())
      result.emplace_back();
  }
  return result;
}

/// Every program, edited by `edit`.
std::vector<Variant> editedBy(llvm::StringRef directory,
                              llvm::function_ref<std::string(const Program &, std::mt19937 &)> edit) {
  std::mt19937 random(20'000);
  std::vector<Variant> variants;
  for (size_t index = 0; index < programs().size(); ++index)
    variants.push_back({index, (directory + "/" + fileName(index)).str(), edit(programs()[index], random)});
  return variants;
}

size_t most() { return programs().size() * 9 / 10; }

TEST(Fingerprints, AreOfProgramsThatCompileAndHaveFindings) {
  ASSERT_GE(programs().size(), 8u);
  for (size_t index = 0; index < programs().size(); ++index) {
    EXPECT_EQ(originals()[index].failure, "") << fileName(index);
    EXPECT_FALSE(originals()[index].findings.empty()) << fileName(index);
  }
}

TEST(Fingerprints, SurviveInsertedLinesAndComments) {
  std::vector<Variant> variants;
  for (const char *round : {"one", "two"})
    llvm::append_range(variants,
                       editedBy(std::string("lines-") + round, [](const Program &program, std::mt19937 &random) {
                         return withInsertedLines(program.code, random);
                       }));
  expectSamePrints("inserted lines and comments", variants, 2 * most());
}

TEST(Fingerprints, SurviveCommentsAndBreaksWithinStatements) {
  expectSamePrints("comments and breaks within statements",
                   editedBy("spread", [](const Program &program,
                                         std::mt19937 &random) { return withSpreadWords(program.code, random); }),
                   most());
}

TEST(Fingerprints, SurviveAnotherFormatting) {
  for (const char *style : {"GNU", "Google", "{BasedOnStyle: WebKit, ColumnLimit: 50}"})
    expectSamePrints(
        std::string("formatted as ") + style,
        editedBy("formatted",
                 [&](const Program &program, std::mt19937 &) { return formatted(program.code, program.name, style); }),
        most());
}

TEST(Fingerprints, SurviveRenamedFiles) {
  std::vector<Variant> variants =
      editedBy("renamed", [](const Program &program, std::mt19937 &) { return program.code; });
  for (Variant &variant : variants)
    variant.path = "renamed/z-" + llvm::sys::path::filename(variant.path).str();
  expectSamePrints("renamed files", variants, most());
}

TEST(Fingerprints, SurviveMovedFilesAndAnotherCheckout) {
  expectSamePrints(
      "moved files, another checkout",
      editedBy("some where/else/deep", [](const Program &program, std::mt19937 &) { return program.code; }), most());
}

TEST(Fingerprints, SurviveAMoveIntoAHeader) {
  std::vector<Variant> variants =
      editedBy("headers", [](const Program &program, std::mt19937 &) { return program.code; });
  for (Variant &variant : variants) {
    std::string header = llvm::sys::path::filename(variant.path).str() + ".inc.h";
    variant.code = "#include \"" + header + "\"\n";
  }
  Workspace space;
  for (size_t index = 0; index < programs().size(); ++index)
    space.write("headers/" + fileName(index) + ".inc.h", programs()[index].code);
  std::vector<Outcome> outcomes = analyze(space, variants);
  size_t prints = 0;
  for (auto [variant, outcome] : llvm::zip_equal(variants, outcomes)) {
    ASSERT_EQ(outcome.failure, "") << variant.path;
    prints += outcome.findings.size();
    EXPECT_EQ(outcome.prints(), originals()[variant.original].prints()) << describe(outcome);
  }
  std::cout << "[ counted  ] moved into a header: " << variants.size() << " programs compared, " << prints
            << " fingerprints kept\n";
}

TEST(Fingerprints, SurviveMovedFunctions) {
  std::vector<Variant> variants;
  for (size_t index = 0; index < programs().size(); ++index) {
    std::vector<std::string> parts = pieces(programs()[index].code);
    for (size_t at = 1; at + 1 < parts.size() && at < 6; ++at) {
      std::vector<std::string> moved = parts;
      std::swap(moved[at], moved[at + 1]);
      variants.push_back({index, "moved-" + std::to_string(at) + "/" + fileName(index), llvm::join(moved, "")});
    }
  }
  expectSamePrints("moved functions", variants, programs().size() / 2);
}

/// Each program as one unit with another file that has findings of its own.
TEST(Fingerprints, SurviveAUnityBuild) {
  Workspace space;
  std::string neighbour = test::buggy("unityNeighbour");
  neighbour.replace(neighbour.find("extern"), 6, "static");
  std::vector<Variant> variants = {{0, "unity/neighbour.cpp", neighbour}};
  for (size_t index = 0; index < programs().size(); ++index) {
    space.write("unity/" + fileName(index), programs()[index].code);
    variants.push_back(
        {index, "unity/both-" + fileName(index), "#include \"neighbour.cpp\"\n#include \"" + fileName(index) + "\"\n"});
  }
  std::vector<Outcome> outcomes = analyze(space, variants);
  ASSERT_EQ(outcomes[0].findings.size(), 1u) << outcomes[0].failure;
  size_t compared = 0, prints = 0;
  for (size_t index = 0; index < programs().size(); ++index) {
    const Outcome &outcome = outcomes[index + 1];
    if (!outcome.failure.empty())
      continue;
    ++compared;
    prints += outcome.findings.size();
    Outcome apart;
    apart.findings = originals()[index].findings;
    llvm::append_range(apart.findings, outcomes[0].findings);
    canonicalize(apart.findings);
    EXPECT_EQ(outcome.prints(), apart.prints()) << "apart:\n" << describe(apart) << "together:\n" << describe(outcome);
  }
  std::cout << "[ counted  ] unity build: " << compared << " units compared, " << prints << " fingerprints kept, "
            << programs().size() - compared << " don't compile with their neighbour\n";
  EXPECT_GE(compared, most());
}

TEST(Fingerprints, KeepTwinsApart) {
  std::vector<Variant> variants;
  for (size_t index = 0; index < programs().size(); ++index)
    for (const char *directory : {"left/", "right/"})
      variants.push_back({index, directory + fileName(index), programs()[index].code});
  Workspace space;
  std::vector<Finding> all;
  for (Outcome &outcome : analyze(space, variants))
    llvm::append_range(all, outcome.findings);
  canonicalize(all);
  std::set<std::string> prints;
  for (const Finding &finding : all)
    prints.insert(finding.fingerprint);
  EXPECT_EQ(prints.size(), all.size());
  for (const Outcome &outcome : originals())
    for (const Finding &finding : outcome.findings)
      EXPECT_EQ(prints.count(finding.fingerprint), 1u) << "a twin has taken another's fingerprint";
  std::cout << "[ counted  ] twins: " << all.size() << " findings, " << prints.size() << " fingerprints\n";
}

TEST(Fingerprints, ChangeWithTheStatement) {
  Workspace space;
  Variant before{0, "a.cpp", test::buggy("bug")};
  Variant after{0, "b.cpp", test::buggy("bug")};
  after.code.replace(after.code.find("if (b) return;"), 14, "if (!b) return;");
  Variant comment{0, "c.cpp", test::buggy("bug")};
  comment.code.insert(comment.code.find("if (b)"), "/* a remark */ ");
  std::vector<Outcome> outcomes = analyze(space, {before, after, comment});
  ASSERT_EQ(outcomes[0].findings.size(), 1u);
  EXPECT_NE(outcomes[0].prints(), outcomes[1].prints());
  EXPECT_EQ(outcomes[0].prints(), outcomes[2].prints());
}

} // namespace
} // namespace leash
