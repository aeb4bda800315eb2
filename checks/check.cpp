// check: the catalog, and what all checks' findings share.

#include "checks/check.h"

#include <algorithm>
#include <array>

namespace leash {

#define LEASH_CHECK(variable, group, name) extern const CheckInfo variable;
#include "checks/catalog.def"
#undef LEASH_CHECK

std::span<const CheckInfo *const> catalog() {
  static constexpr std::array All = {
#define LEASH_CHECK(variable, group, name) &variable,
#include "checks/catalog.def"
#undef LEASH_CHECK
  };
  return All;
}

const CheckInfo *findCheck(std::string_view name) {
  auto all = catalog();
  auto found = std::find_if(all.begin(), all.end(), [&](const CheckInfo *check) { return check->name == name; });
  return found == all.end() ? nullptr : *found;
}

Finding &FindingSink::report(Place place, std::string message) {
  Finding &finding = findings_.emplace_back();
  finding.check = check_;
  finding.severity = severity_;
  finding.place = std::move(place);
  finding.message = std::move(message);
  return finding;
}

std::string_view OptionValues::get(const OptionInfo &option) const {
  auto given = values_.find(option.name);
  return given == values_.end() ? option.fallback : std::string_view(given->second);
}

} // namespace leash
