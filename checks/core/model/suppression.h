// suppression: who lets a finding pass, where, and why.
#pragma once

#include "checks/core/model/place.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace leash {

enum class SuppressionKind : uint8_t {
  NoLint,    ///< a NOLINT comment, which has no reason
  Allowance, ///< a leash-allow comment
  PathRule,  ///< a rule in a leash.yaml
};

/// "NOLINT", "leash-allow" or "leash.yaml".
std::string_view spelling(SuppressionKind kind);

struct Suppression {
  SuppressionKind kind = SuppressionKind::NoLint;
  Place place;        ///< of the comment or the rule; unknown for a NOLINT
  uint32_t step = 0;  ///< whose place it covers, counted from 1; 0: the finding's own
  std::string reason; ///< empty for a NOLINT
  std::string until;  ///< "2027-03-01": its last day; empty: it has none

  friend bool operator==(const Suppression &, const Suppression &) = default;
};

} // namespace leash
