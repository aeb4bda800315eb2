// body: opposites of what it says, and words for it.

#include "checks/core/model/body.h"

#include "checks/core/model/words.h"

namespace leash {

static constexpr Words throwing({
    Word<Throws>{Throws::No, "no"},
    {Throws::Unknown, "unknown"},
    {Throws::Handed, "handed"},
    {Throws::Yes, "yes"},
});

std::string_view spelling(Throws throws) { return throwing.of(throws); }
std::optional<Throws> throwsCalled(std::string_view word) { return throwing.called(word); }

Direction opposite(Direction direction) {
  static constexpr Direction Opposite[] = {Direction::None, Direction::Down, Direction::Up, Direction::Leave,
                                           Direction::Reach};
  return Opposite[static_cast<size_t>(direction)];
}

Test Test::negated() const {
  static constexpr Relation Opposite[] = {NotEqual, Equal, GreaterEqual, Greater, LessEqual, Less};
  return {Opposite[relation], subject, constant};
}

} // namespace leash
