// file-processor-test: lines are counted, and an error says which file, and why.
#include "examples/runtime/file-processor.h"
#include "test/runtime/support.h"

#include <filesystem>
#include <fstream>

namespace {

class FileProcessorExample : public testing::Test {
protected:
  FileProcessorExample() {
    const auto name = std::string("leash-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                      std::to_string(::getpid());
    folder_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directory(folder_);
  }
  ~FileProcessorExample() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string &name, const std::string &text) {
    std::ofstream(folder_ / name) << text;
    return path(name);
  }
  std::string path(const std::string &name) const { return folder_ / name; }

private:
  std::filesystem::path folder_;
};

long open_files() {
  const std::filesystem::directory_iterator files("/proc/self/fd");
  return std::distance(begin(files), end(files));
}

TEST_F(FileProcessorExample, CountsTheLinesOfEachFile) {
  std::vector<std::string> files;
  std::vector<std::size_t> lines;
  for (std::size_t count = 0; count != 10; ++count) {
    std::string text;
    for (std::size_t line = 0; line != count * 1000; ++line)
      text += "line\n";
    files.push_back(file(std::to_string(count), text));
    lines.push_back(count * 1000);
  }
  EXPECT_EQ(examples::count_lines(files).value(), lines);
}

TEST_F(FileProcessorExample, AMissingFileIsNamedWithTheReason) {
  const auto counted = examples::count_lines({file("there", "one\n"), path("gone")});
  ASSERT_FALSE(counted);
  EXPECT_EQ(counted.error().message(), "count " + path("gone") + ": No such file or directory");
  EXPECT_TRUE(is(counted.error(), std::errc::no_such_file_or_directory));
}

TEST_F(FileProcessorExample, AFileIsClosedOnEveryWayOut) {
  const std::string folder = path("");
  const long before = open_files();
  EXPECT_FALSE(examples::count_lines(folder)); // can be opened, but not read
  EXPECT_TRUE(examples::count_lines(file("some", "text")));
  EXPECT_EQ(open_files(), before);
}

} // namespace
