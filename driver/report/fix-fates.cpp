// fix-fates: which fixes can be applied together.

#include "driver/report/fix-fates.h"

#include "driver/report/edits.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace leash {

namespace {

/// Parts of one file that are spoken for: none overlaps with another, so they are in order of both their ends.
class Taken {
public:
  bool overlaps(size_t begin, size_t end) const {
    auto next = spans_.lower_bound({begin, 0});
    for (auto span = next; span != spans_.end() && span->first <= end; ++span)
      if (overlap(*span, {begin, end}))
        return true;
    for (auto span = next; span != spans_.begin();) {
      --span;
      if (!isInsertion(*span)) // those before it end where it begins, at the latest
        return overlap(*span, {begin, end});
    }
    return false;
  }

  void add(size_t begin, size_t end) { spans_.emplace(begin, end); }

private:
  using Span = std::pair<size_t, size_t>;

  static bool isInsertion(Span span) { return span.first == span.second; }

  static bool overlap(Span a, Span b) {
    if (isInsertion(a) && isInsertion(b))
      return a == b;
    return a.first < b.second && b.first < a.second;
  }

  std::set<Span> spans_;
};

/// What a fix does, to tell whether two do the same.
using Deed = std::vector<std::tuple<std::string, size_t, size_t, std::string>>;

Deed deedOf(llvm::ArrayRef<Edit> edits) {
  Deed deed;
  for (const Edit &edit : edits)
    deed.emplace_back(edit.replacement->place.file, edit.begin, edit.end, edit.replacement->text);
  return deed;
}

} // namespace

std::vector<FixFate> fatesOfFixes(llvm::ArrayRef<Finding> findings, SourceFiles &sources) {
  std::map<const SourceFile *, Taken> taken;
  std::set<Deed> done;
  std::vector<FixFate> fates;
  for (const Finding &finding : findings) {
    FixFate &fate = fates.emplace_back(FixFate::None);
    if (finding.fixes.size() != 1)
      continue;
    std::vector<Edit> edits = editsOf(finding.fixes.front(), sources);
    if (edits.empty())
      continue;
    Deed deed = deedOf(edits);
    if (done.count(deed)) {
      fate = FixFate::Repeated;
    } else if (llvm::any_of(edits,
                            [&](const Edit &edit) { return taken[edit.source].overlaps(edit.begin, edit.end); })) {
      fate = FixFate::Overlaps;
    } else {
      fate = FixFate::Applied;
      for (const Edit &edit : edits)
        taken[edit.source].add(edit.begin, edit.end);
      done.insert(std::move(deed));
    }
  }
  return fates;
}

} // namespace leash
