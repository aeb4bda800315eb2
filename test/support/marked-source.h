// marked-source: a program whose comments say what Leash must report about it.
//
//   // finding            Leash reports this line, by the check that the program is about
//   // finding: TEXT      the same, and TEXT is part of the message
//   // missed: why        a bug that Leash doesn't see; the day it does, the mark has to go
//   // wrong: why         a false report that is known; the day it's gone, the mark has to go
//
// Nothing else may be reported, by any check. The program is compiled as C++20 (or C11), and finds Leash's runtime as
// <leash/chan.h>, in this repository. A first line `// arguments: -std=c++23` says how to compile the program, `//
// options: Name=value` gives the check an option.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace leash {

enum class Mark { Finding, Missed, Wrong };

/// "finding", "missed" or "wrong".
std::string_view spelling(Mark mark);

struct Marker {
  Mark mark;
  unsigned line;
  std::string text;
};

struct MarkedSource {
  std::string name;  ///< for people: "lock-not-released/thumbnail-cache-trim.bug"
  std::string file;  ///< absolute; need not exist. Its extension is the language
  std::string check; ///< the check that the marks speak of
  std::string code;
  std::vector<std::string> arguments;                      ///< of the compiler
  std::map<std::string, std::string, std::less<>> options; ///< of the check
  std::vector<Marker> markers;

  bool isC() const { return file.ends_with(".c"); }
  bool marks(Mark mark) const;
};

/// Reads marks and arguments from `code`.
MarkedSource markedSource(std::string name, std::string file, std::string check, std::string code);

} // namespace leash
