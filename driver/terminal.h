// terminal: how text may look where it goes.
#pragma once

#include "driver/check-options.h"
#include "driver/report/report.h"

namespace llvm {
class raw_ostream;
}

namespace leash {

/// Colours on a terminal, unless --color, NO_COLOR (https://no-color.org) or FORCE_COLOR say otherwise; Unicode where
/// the locale has it.
TextStyle textStyleFor(const llvm::raw_ostream &stream, ColorChoice color, bool withSummary);

} // namespace leash
