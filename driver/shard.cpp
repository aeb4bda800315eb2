// shard: one of several machines' part of an analysis.

#include "driver/shard.h"

#include "driver/filter/paths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/xxhash.h"

#include <fmt/format.h>

#include <filesystem>

namespace leash {

bool Shard::has(llvm::StringRef name) const { return llvm::xxh3_64bits(name) % count == number - 1; }

llvm::Expected<Shard> parseShard(llvm::StringRef text) {
  auto [number, count] = text.split('/');
  Shard shard;
  if (number.getAsInteger(10, shard.number) || count.getAsInteger(10, shard.count))
    return llvm::createStringError(
        fmt::format("--shard: '{}' is no shard; write which one of how many, as in 1/3", text.str()));
  if (shard.number == 0 || shard.number > shard.count)
    return llvm::createStringError(fmt::format("--shard={}: shards are counted from 1/{} to {}/{}", text.str(),
                                               std::max(shard.count, 1U), std::max(shard.count, 1U),
                                               std::max(shard.count, 1U)));
  return shard;
}

std::string unitName(const CompileUnit &unit, const std::string &directory) {
  std::filesystem::path file = RealPaths(unit.directory).of(unit.file);
  return file.lexically_relative(directory).string();
}

std::string digestOf(std::vector<std::string> unitNames) {
  llvm::sort(unitNames);
  llvm::BLAKE3 hash;
  for (const std::string &name : unitNames) {
    hash.update(name);
    hash.update(llvm::StringRef("\0", 1));
  }
  llvm::BLAKE3Result<16> digest;
  hash.final(digest);
  return llvm::toHex(digest, /*LowerCase=*/true);
}

} // namespace leash
