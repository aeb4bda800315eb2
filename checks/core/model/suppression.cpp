// suppression: who lets a finding pass.

#include "checks/core/model/suppression.h"
#include "checks/core/model/words.h"

namespace leash {

static constexpr Words KindWords({
    Word<SuppressionKind>{SuppressionKind::NoLint, "NOLINT"},
    Word<SuppressionKind>{SuppressionKind::Allowance, "leash-allow"},
    Word<SuppressionKind>{SuppressionKind::PathRule, "leash.yaml"},
});

std::string_view spelling(SuppressionKind kind) { return KindWords.of(kind); }

} // namespace leash
