// unit-of: a program as the unit that checks read, for tests of what is in it.
#pragma once

#include <memory>
#include <string>

namespace leash {

class Unit;

/// `code`, read as C++20 with the built-in vocabulary under the name `file`, which need not exist. Ends the program if
/// it can't be read.
std::shared_ptr<const Unit> unitOf(const std::string &code, const std::string &file = "/program.cpp");

} // namespace leash
