// lines: which lines' findings the user wants to see, such as those that a change has touched.

#include "driver/filter/lines.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

#include <fmt/format.h>

namespace leash {

namespace json = llvm::json;

using Range = std::pair<unsigned, unsigned>;

static bool readNumber(const json::Value &value, unsigned &number, json::Path path) {
  std::optional<uint64_t> read = value.getAsUINT64();
  if (!read || *read > UINT32_MAX) {
    path.report("expected the number of a line");
    return false;
  }
  number = static_cast<unsigned>(*read);
  return true;
}

static bool readRange(const json::Value &value, Range &range, json::Path path) {
  const json::Array *ends = value.getAsArray();
  if (!ends || ends->size() != 2) {
    path.report("expected the first and the last line of a range");
    return false;
  }
  return readNumber((*ends)[0], range.first, path.index(0)) && readNumber((*ends)[1], range.second, path.index(1));
}

static bool readRanges(const json::Value &value, std::vector<Range> &ranges, json::Path path) {
  const json::Array *list = value.getAsArray();
  if (!list) {
    path.report("expected a list of ranges");
    return false;
  }
  for (auto [index, each] : llvm::enumerate(*list))
    if (!readRange(each, ranges.emplace_back(), path.index(index)))
      return false;
  return true;
}

llvm::Expected<LineFilter> LineFilter::parse(llvm::StringRef text) {
  static constexpr llvm::StringLiteral Example = R"([{"name": "a.cpp", "lines": [[1, 3]]}])";
  auto problem = [](llvm::Error error) {
    return llvm::createStringError(
        fmt::format("--line-filter: {}; write for example {}", llvm::toString(std::move(error)), Example.str()));
  };
  llvm::Expected<json::Value> value = json::parse(text);
  if (!value)
    return problem(value.takeError());
  json::Path::Root root("list");
  const json::Path whole(root); // a path refers to the one that it begins with
  const json::Array *list = value->getAsArray();
  if (!list)
    return problem(llvm::createStringError("not a list of files"));
  LineFilter filter;
  for (auto [index, each] : llvm::enumerate(*list)) {
    json::Path path = whole.index(index);
    File file;
    json::ObjectMapper mapper(each, path);
    if (!mapper || !mapper.map("name", file.name))
      return problem(root.getError());
    if (const json::Value *ranges = each.getAsObject()->get("lines"))
      if (!readRanges(*ranges, file.ranges, path.field("lines")))
        return problem(root.getError());
    filter.files_.push_back(std::move(file));
  }
  return filter;
}

bool LineFilter::wants(llvm::StringRef file, unsigned line) const {
  if (files_.empty())
    return true;
  for (const File &each : files_)
    if (file.ends_with(each.name))
      return each.ranges.empty() || llvm::any_of(each.ranges, [line](const Range &range) {
               return range.first <= line && line <= range.second;
             });
  return false;
}

} // namespace leash
