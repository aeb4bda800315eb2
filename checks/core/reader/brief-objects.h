// brief-objects: objects that end sooner than a reader of the code may think, and guards that are given nothing.
#pragma once

#include "checks/core/model/body.h"

#include <vector>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace leash {

class Declarations;
class ExpressionReader;
struct Outline;

/// Those of `function`, in source order. Whether they own a lock is for others to say.
std::vector<BriefObject> briefObjects(const clang::FunctionDecl &function, const Outline &outline,
                                      Declarations &declarations, ExpressionReader &expressions);

} // namespace leash
