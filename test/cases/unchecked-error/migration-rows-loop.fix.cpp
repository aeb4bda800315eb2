// Migrates rows one by one and reports the errors of all of them together.
#include <leash/error.h>

#include <iostream>
#include <string>
#include <vector>

struct Row {
  long id = 0;
  std::string payload;
};

class Target {
public:
  leash::error insert(const Row &row) {
    if (row.payload.empty())
      return leash::errorf("row {} is empty", row.id);
    rows_.push_back(row);
    return {};
  }
  std::size_t size() const { return rows_.size(); }

private:
  std::vector<Row> rows_;
};

static leash::error migrate(const std::vector<Row> &rows, Target &target) {
  std::vector<leash::error> errors;
  for (const Row &row : rows)
    errors.push_back(target.insert(row));
  return leash::join(errors);
}

int main() {
  Target target;
  if (leash::error err = migrate({{1, "a"}, {2, ""}, {3, "c"}}, target)) {
    std::cerr << err << '\n';
    return 1;
  }
  std::cout << target.size() << " rows\n";
}
