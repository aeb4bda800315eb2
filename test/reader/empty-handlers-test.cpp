// empty-handlers-test: which handlers swallow what they catch, by what is written in them.

#include "test/support/analyze-source.h"

#include <gtest/gtest.h>

namespace leash {

namespace {

/// How many handlers are reported of an attempt to change something under a lock, behind which stands `handler`.
size_t reported(const std::string &handler) {
  std::string code = "#include <mutex>\n#include <stdexcept>\nstd::mutex access;\nint total;\n"
                     "struct Full : std::runtime_error { using std::runtime_error::runtime_error; };\n"
                     "void add(int amount) { if (amount < 0) throw Full(\"full\"); }\n"
                     "void change(int amount) {\n"
                     "  try {\n"
                     "    std::lock_guard<std::mutex> hold(access);\n"
                     "    ++total;\n"
                     "    add(amount);\n"
                     "  } " +
                     handler + "\n}\n";
  MarkedSource source = markedSource("program", "/program.cpp", "unchecked-error", code);
  source.arguments = {"-std=c++20"};
  return llvm::cantFail(analyzeSource(source)).size();
}

TEST(EmptyHandlers, SwallowWhatTheyCatch) {
  EXPECT_EQ(reported("catch (...) {\n  }"), 1u);
  EXPECT_EQ(reported("catch (const std::exception &) {}"), 1u);
  EXPECT_EQ(reported("catch (const Full &) {\n    ;\n  }"), 1u);
}

TEST(EmptyHandlers, ACommentInsideExplains) {
  EXPECT_EQ(reported("catch (...) {\n    // The next change puts it right.\n  }"), 0u);
  EXPECT_EQ(reported("catch (...) { /* put right by the next change */ }"), 0u);
  EXPECT_EQ(reported("catch (...) { // best effort\n  }"), 0u);
}

TEST(EmptyHandlers, WhoDoesSomethingHasSeenIt) { EXPECT_EQ(reported("catch (...) {\n    --total;\n  }"), 0u); }

} // namespace

} // namespace leash
