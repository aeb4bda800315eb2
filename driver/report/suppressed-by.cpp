// suppressed-by: who lets a finding pass, in words.

#include "driver/report/suppressed-by.h"

#include "checks/core/model/suppression.h"
#include "driver/report/printable.h"
#include "driver/report/story.h"

#include "llvm/ADT/StringExtras.h"

namespace leash {

std::string suppressedBy(const Suppression &suppression, Paths &paths, bool unicode) {
  std::string text(spelling(suppression.kind));
  if (suppression.place.isKnown())
    text += " at " + position(suppression.place, paths, unicode);
  if (suppression.step != 0)
    text += ", of step " + llvm::utostr(suppression.step);
  if (!suppression.until.empty())
    text += ", until " + suppression.until;
  return suppression.reason.empty() ? text : text + ": " + printable(suppression.reason, unicode);
}

} // namespace leash
