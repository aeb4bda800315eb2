// hostile-test: what a project says can't break out of any format, command a terminal, or command a CI through its log.

#include "driver/report/format.h"
#include "driver/report/printable.h"
#include "test/report/sample.h"
#include "test/support/test-name.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include "gtest/gtest.h"

namespace leash {
namespace {

namespace json = llvm::json;

/// By the word for a format.
class Hostile : public testing::TestWithParam<std::string> {
protected:
  std::string report(llvm::StringRef text) const { return reportOf(runThatSays(project_, text), GetParam()); }

private:
  TestProject project_;
};

class HostileInXml : public Hostile {};
class HostileInJson : public Hostile {};

TEST_P(Hostile, EveryLineIsPrintable) {
  for (llvm::StringRef text : hostileTexts()) {
    std::string output = report(text);
    ASSERT_TRUE(json::isUTF8(output));
    for (llvm::StringRef line : llvm::split(output, '\n'))
      EXPECT_EQ(line.str(), printable(line, /*unicode=*/true));
  }
}

TEST_P(Hostile, NoLineIsACommandToGithubsRunner) {
  for (llvm::StringRef text : hostileTexts()) {
    std::string output = report(text);
    size_t commands = 0;
    for (llvm::StringRef line : llvm::split(output, '\n'))
      commands += line.ltrim().starts_with("::");
    EXPECT_EQ(commands, GetParam() == "github" ? 2u : 0u)
        << output; // the finding, and the unit that couldn't be analysed
  }
}

TEST_P(HostileInXml, HasTheMarkupOfAHarmlessRun) {
  std::string harmless = report("harmless");
  for (llvm::StringRef text : hostileTexts())
    for (char markup : {'<', '>', '"', '\''})
      EXPECT_EQ(llvm::StringRef(report(text)).count(markup), llvm::StringRef(harmless).count(markup)) << report(text);
}

/// The same members and as many elements, whatever the strings in them say; but for the bytes of a text that is none,
/// which stand beside it.
std::string shapeOf(const json::Value &value) {
  std::string shape;
  if (const json::Object *object = value.getAsObject())
    for (const auto &[key, member] : *object)
      shape += key.str().ends_with("Bytes") ? "" : "{" + key.str() + shapeOf(member) + "}";
  else if (const json::Array *array = value.getAsArray())
    for (const json::Value &element : *array)
      shape += "[" + shapeOf(element) + "]";
  return shape;
}

TEST_P(HostileInJson, HasTheShapeOfAHarmlessRun) {
  llvm::Expected<json::Value> harmless = json::parse(report("harmless"));
  ASSERT_TRUE(static_cast<bool>(harmless)) << llvm::toString(harmless.takeError());
  for (llvm::StringRef text : hostileTexts()) {
    llvm::Expected<json::Value> value = json::parse(report(text));
    ASSERT_TRUE(static_cast<bool>(value)) << llvm::toString(value.takeError()) << report(text);
    EXPECT_EQ(shapeOf(*value).size(), shapeOf(*harmless).size()) << report(text);
  }
}

/// All but the fixes: those are bytes that programs put into files, as Clang's own writer quotes them.
std::vector<std::string> shownFormats() {
  std::vector<std::string> words;
  for (const Format &format : formats())
    if (format.word != "export-fixes")
      words.emplace_back(format.word);
  return words;
}

std::string nameOf(const testing::TestParamInfo<std::string> &format) { return testName(format.param); }

INSTANTIATE_TEST_SUITE_P(Formats, Hostile, testing::ValuesIn(shownFormats()), nameOf);
INSTANTIATE_TEST_SUITE_P(Formats, HostileInXml, testing::Values("checkstyle", "junit"), nameOf);
INSTANTIATE_TEST_SUITE_P(Formats, HostileInJson, testing::Values("json", "sarif", "gitlab", "rdjson"), nameOf);

TEST(HostileText, IsKeptByJsonIfItIsText) {
  TestProject project;
  for (llvm::StringRef text : hostileTexts()) {
    llvm::Expected<json::Value> value = json::parse(reportOf(runThatSays(project, text), "json"));
    ASSERT_TRUE(static_cast<bool>(value)) << llvm::toString(value.takeError());
    const json::Object &finding = *(*value->getAsObject()->getArray("findings"))[0].getAsObject();
    std::string expected = json::isUTF8(text) ? text.str() : json::fixUTF8(text);
    EXPECT_EQ(finding.getString("message"), expected);
  }
}

} // namespace
} // namespace leash
