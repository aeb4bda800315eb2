// library-names: finds names of libraries in string literals. Only the vocabulary may know them.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace leash::architecture {

/// Knows a library's name by its shape (`std::…`, `pthread_…`, `Q…`), and by being in the vocabulary.
class LibraryNames {
public:
  /// `vocabulary` are names as its files write them: "std::mutex::lock", "mtx_lock", "QMutex::lock", "read". Those that
  /// are plain words of English too ("read") are not known by themselves.
  explicit LibraryNames(const std::set<std::string> &vocabulary);

  /// The first name of a library in `literal`, or nothing.
  std::string in(std::string_view literal) const;

private:
  std::set<std::string, std::less<>> namespaces_;
  std::set<std::string, std::less<>> words_;
};

} // namespace leash::architecture
