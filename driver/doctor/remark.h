// remark: one thing that the doctor has to say.
#pragma once

#include <string>
#include <vector>

namespace leash {

/// Well and Note leave all as it is; a Problem makes some unit, or the whole analysis, fail.
enum class RemarkKind { Well, Note, Problem };

struct Remark {
  RemarkKind kind = RemarkKind::Well;
  std::string text;
  std::string remedy; ///< what to do about it; empty: nothing
};

using Remarks = std::vector<Remark>;

/// "a, b and 3 more": at most so many names as a reader takes in.
std::string someOf(const std::vector<std::string> &names);

} // namespace leash
