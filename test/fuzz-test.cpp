// fuzz-test: what the fuzzer's targets demand holds for their seeds, and for those cut, doubled and spoilt. That the
// fuzzer itself finds nothing is seen with fuzz/run, which takes an hour.

#include "fuzz/targets.h"
#include "test/support/text-file.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

namespace leash {

namespace {

/// The texts below fuzz/seeds/NAME, in the order of their names.
std::vector<std::string> seedsOf(llvm::StringRef name) {
  std::vector<std::filesystem::path> files;
  for (const auto &entry : std::filesystem::directory_iterator(LEASH_SOURCE_DIR "/fuzz/seeds/" + name.str()))
    files.push_back(entry.path());
  llvm::sort(files);
  std::vector<std::string> seeds;
  for (const std::filesystem::path &file : files)
    seeds.push_back(readTextFile(file.string()));
  return seeds;
}

/// `text` with one thing wrong: a byte that is another, a part that isn't there, a part that is there twice.
std::string spoilt(std::string text, std::mt19937 &random) {
  auto upTo = [&random](size_t end) { return end == 0 ? 0 : random() % end; };
  size_t at = upTo(text.size()), length = upTo(text.size() - at);
  switch (upTo(4)) {
  case 0:
    return text.replace(at, 1, 1, static_cast<char>(upTo(256)));
  case 1:
    return text.replace(at, 1, 1, "{}[]():,\"'\n#*\\-@"[upTo(16)]);
  case 2:
    return text.erase(at, length);
  default:
    return text.insert(at, text.substr(upTo(text.size()), length));
  }
}

class Targets : public testing::TestWithParam<fuzz::Target> {};

} // namespace

TEST_P(Targets, KeepTheirPromisesNearTheirSeeds) {
  const std::vector<std::string> seeds = seedsOf(GetParam().name);
  ASSERT_FALSE(seeds.empty());
  std::mt19937 random(5);
  GetParam().read("");
  for (const std::string &seed : seeds) {
    GetParam().read(seed);
    for (unsigned round = 0; round < 300; ++round)
      GetParam().read(spoilt(spoilt(seed, random), random));
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Targets, testing::ValuesIn(fuzz::targets().vec()),
                         [](const auto &target) { return target.param.name.str(); });

} // namespace leash
