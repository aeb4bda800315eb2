// identity: what makes a finding the one that it is, in words.
#pragma once

#include "checks/core/model/finding.h"

#include <string>
#include <vector>

namespace leash {

/// What `finding` has in common with its twins, of which the fingerprint is made: check, entity, statement, and the
/// statement of each step.
std::vector<std::string> identityOf(const Finding &finding);

} // namespace leash
