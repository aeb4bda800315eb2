// allowances: the leash-allow comments of a unit, and which findings they let pass.

#include "checks/core/unit/allowances.h"

#include "checks/core/unit/source-text.h"
#include "checks/core/unit/unit.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <tuple>

namespace leash {

namespace {

/// A line of a comment, without what makes it a comment.
struct CommentLine {
  uint32_t begin = 0;
  llvm::StringRef text;
};

std::vector<CommentLine> linesOf(const SourceComment &comment, llvm::StringRef source) {
  llvm::StringRef text = source.slice(comment.begin, comment.end);
  bool isBlock = text.consume_front("/*");
  if (isBlock)
    text.consume_back("*/");
  else
    text.consume_front("//");
  std::vector<CommentLine> lines;
  while (!text.empty()) {
    size_t end = std::min(text.find_first_of("\r\n"), text.size());
    llvm::StringRef line = text.take_front(end).trim();
    line = line.ltrim(isBlock ? "*!< \t" : "/!< \t");
    lines.push_back({static_cast<uint32_t>(line.begin() - source.begin()), line});
    text = text.drop_front(std::min(end + 1, text.size()));
  }
  return lines;
}

Place placeOf(const CommentLine &line, const SourceText &source, const std::string &file) {
  uint32_t number = source.lineOf(line.begin), column = source.columnOf(line.begin);
  return {file, number, column, number, column + static_cast<uint32_t>(line.text.size())};
}

/// The user's files that have an allowance in them, perhaps, by the names that places use.
std::vector<std::pair<std::string, llvm::StringRef>> filesWithAllowances(const clang::SourceManager &sources) {
  std::vector<std::pair<std::string, llvm::StringRef>> files;
  for (const auto &[entry, content] : llvm::make_range(sources.fileinfo_begin(), sources.fileinfo_end())) {
    std::optional<llvm::StringRef> text = content->getBufferDataIfLoaded();
    if (!text || !text->contains(AllowanceWord))
      continue;
    clang::FileID file = sources.translateFile(entry);
    if (file.isInvalid() || sources.isInSystemHeader(sources.getLocForStartOfFile(file)))
      continue;
    files.emplace_back(entry.getName().str(), *text);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::tuple<uint32_t, uint32_t> startOf(const Place &place) { return {place.line, place.column}; }

/// The functions that an allowance above them covers as a whole.
void coverFunctions(PlacedAllowance &allowance, const SourceText &source, const Unit &unit) {
  uint32_t end = source.endOfDeclarator(source.startOf(allowance.place.line) + allowance.place.column - 1);
  const std::tuple<uint32_t, uint32_t> from = startOf(allowance.place), to = {source.lineOf(end), source.columnOf(end)};
  for (const Body &body : unit.bodies) {
    bool isBelow = !body.isLambda && body.place.file == allowance.place.file && body.end.file == body.place.file &&
                   from < startOf(body.place) && startOf(body.place) < to;
    if (isBelow)
      allowance.lines.emplace_back(body.place.line, body.end.line);
  }
}

} // namespace

bool PlacedAllowance::covers(const Place &other) const {
  return other.isKnown() && other.file == place.file &&
         llvm::any_of(lines, [&](const auto &each) { return each.first <= other.line && other.line <= each.second; });
}

std::vector<PlacedAllowance> allowancesIn(const SourceText &source, const std::string &file, WrongName wrongName,
                                          std::vector<AllowanceMistake> &mistakes) {
  std::vector<PlacedAllowance> allowances;
  for (const SourceComment &comment : source.comments())
    for (const CommentLine &line : linesOf(comment, source.text())) {
      Place place = placeOf(line, source, file);
      llvm::Expected<std::optional<Allowance>> read = parseAllowance(line.text);
      if (!read) {
        mistakes.push_back({place, llvm::toString(read.takeError())});
        continue;
      }
      if (!*read)
        continue;
      llvm::erase_if((*read)->checks, [&](const std::string &check) {
        std::string wrong = wrongName(check);
        if (!wrong.empty())
          mistakes.push_back({place, "leash-allow: " + wrong});
        return !wrong.empty();
      });
      PlacedAllowance &placed = allowances.emplace_back();
      placed.allowance = std::move(**read);
      placed.place = place;
      for (uint32_t each : comment.lines)
        placed.lines.emplace_back(each, each);
      placed.isConditional = comment.isConditional;
      placed.isAbove = comment.isAbove;
    }
  return allowances;
}

Allowances::Allowances(const Unit &unit, const clang::ASTContext &context, Date today, WrongName wrongName) {
  for (const auto &[file, text] : filesWithAllowances(context.getSourceManager())) {
    SourceText source(text);
    for (PlacedAllowance &placed : allowancesIn(source, file, wrongName, mistakes_)) {
      placed.hasExpired = placed.allowance.hasExpired(today);
      // Where there is no code right below, the next function is another matter.
      if (placed.isAbove && !placed.lines.empty())
        coverFunctions(placed, source, unit);
      allowances_.push_back(std::move(placed));
    }
  }
}

std::optional<Suppression> Allowances::suppressionAt(const Place &place, uint32_t step, const std::string &check) {
  std::optional<Suppression> suppression;
  for (PlacedAllowance &each : allowances_) {
    if (!each.allowance.allows(check) || !each.covers(place))
      continue;
    if (each.hasExpired)
      continue;
    each.used.insert(check);
    if (!suppression)
      suppression = {SuppressionKind::Allowance, each.place, step, each.allowance.reason,
                     each.allowance.until ? spelling(*each.allowance.until) : ""};
  }
  return suppression;
}

void Allowances::noteMissed(const Finding &finding) {
  for (PlacedAllowance &each : allowances_) {
    auto covers = [&each](const Step &step) { return each.covers(step.place); };
    if (each.hasExpired && each.allowance.allows(finding.check) &&
        (each.covers(finding.place) || llvm::any_of(finding.steps, covers)))
      each.missed.insert(finding.check);
  }
}

std::optional<Suppression> Allowances::suppressionOf(const Finding &finding) {
  std::optional<Suppression> suppression = suppressionAt(finding.place, 0, finding.check);
  for (uint32_t index = 0; index < finding.steps.size(); ++index) {
    std::optional<Suppression> there = suppressionAt(finding.steps[index].place, index + 1, finding.check);
    if (!suppression)
      suppression = std::move(there);
  }
  if (!suppression)
    noteMissed(finding);
  return suppression;
}

} // namespace leash
