// summary: the words for what it says.

#include "checks/core/summary/summary.h"

#include "checks/core/model/words.h"

namespace leash {

static constexpr Words changes({
    Word<LockChange>{LockChange::None, "none"},
    {LockChange::Acquired, "acquired"},
    {LockChange::AcquiredShared, "acquired-shared"},
    {LockChange::Released, "released"},
    {LockChange::Unknown, "unknown"},
});

std::string_view spelling(LockChange change) { return changes.of(change); }
std::optional<LockChange> lockChangeCalled(std::string_view word) { return changes.called(word); }

} // namespace leash
