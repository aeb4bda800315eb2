// finding: what a check has to say, and everything a reporter needs to say it.
#pragma once

#include "checks/core/model/place.h"
#include "checks/core/model/suppression.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leash {

enum class Severity : uint8_t { Note, Warning, Error };

/// "note", "warning" or "error".
std::string_view spelling(Severity severity);

/// One line of the story: where, what happens there, and which thread does it (empty: the thread is the only one in
/// the story). `statement` is the source text of the statement, white space folded, for fingerprints.
struct Step {
  Place place;
  std::string message;
  std::string thread;
  std::string statement;

  friend bool operator==(const Step &, const Step &) = default;
};

/// Replaces the text from `place` up to its end; an insertion where both coincide.
struct Replacement {
  Place place;
  std::string text;

  friend bool operator==(const Replacement &, const Replacement &) = default;
};

/// A change that removes the bug and nothing else. All of its replacements are applied or none.
struct Fix {
  std::string description;
  std::vector<Replacement> replacements;

  friend bool operator==(const Fix &, const Fix &) = default;
};

/// A defect in the user's program.
///
/// `entity` is the readable qualified name of the function (or class) that the finding is in. `fingerprint` identifies
/// the finding across edits: check, entities and statement texts, an ordinal for twins; never a line, column or path.
struct Finding {
  std::string check;
  Severity severity = Severity::Warning;
  std::string message;
  std::string remedy;
  Place place;
  std::string entity;
  std::string statement;
  std::vector<Step> steps;
  std::vector<Fix> fixes;
  std::string fingerprint;
  std::optional<Suppression> suppression = {}; ///< a host's, never a check's; nothing: the finding counts

  Finding &step(Place place, std::string message, std::string thread = {});

  friend bool operator==(const Finding &, const Finding &) = default;
};

/// Sorts by file, line, column, check and message; keeps one finding (one that counts, or else is suppressed, and of
/// those the one with the shortest story) of those that say the same of the same place, as when one header is read by
/// several units; then numbers twins and sets every fingerprint. The result depends on what is found, not on the order
/// in which it was. O(n log n).
void canonicalize(std::vector<Finding> &findings);

} // namespace leash
