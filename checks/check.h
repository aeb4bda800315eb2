// check: what a check is, as a value; the catalog is the list of them.
#pragma once

#include "checks/core/model/finding.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leash {

class Unit;

/// Receives findings from one check, and fills in what all its findings share.
class FindingSink {
public:
  FindingSink(std::string_view check, Severity severity, std::vector<Finding> &findings)
      : check_(check), severity_(severity), findings_(findings) {}

  /// Adds a finding at `place`; steps, remedy and fixes are added to what is returned.
  Finding &report(Place place, std::string message);

private:
  std::string check_;
  Severity severity_;
  std::vector<Finding> &findings_;
};

/// One option of a check. `name` is what the user writes after the check's name (`leash-lock-order.MaxDepth`).
struct OptionInfo {
  std::string_view name;
  std::string_view fallback;
  std::string_view summary;
};

/// Values of a check's options, by option name; what is absent has its fallback.
class OptionValues {
public:
  OptionValues() = default;
  explicit OptionValues(std::map<std::string, std::string, std::less<>> values) : values_(std::move(values)) {}

  std::string_view get(const OptionInfo &option) const;
  bool isTrue(const OptionInfo &option) const { return get(option) == "true" || get(option) == "1"; }

private:
  std::map<std::string, std::string, std::less<>> values_;
};

/// A check as a value. `run` reads the unit and reports; it never prints and keeps nothing between units.
struct CheckInfo {
  std::string_view name;
  std::string_view summary;
  Severity severity = Severity::Warning;
  std::string_view since;
  std::span<const OptionInfo> options;
  void (*run)(const Unit &unit, const OptionValues &options, FindingSink &findings) = nullptr;
};

/// Every check, in the order of catalog.def.
std::span<const CheckInfo *const> catalog();

/// The check called `name` ("lock-order"), or null.
const CheckInfo *findCheck(std::string_view name);

} // namespace leash
