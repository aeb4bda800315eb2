// A symbol table over boost::shared_mutex.
#include <boost/chrono.hpp>
#include <boost/thread.hpp>
#include <boost/thread/shared_mutex.hpp>

#include <iostream>
#include <map>
#include <string>

class symbol_table {
public:
  void define(const std::string &name, int address) {
    boost::unique_lock<boost::shared_mutex> guard(access_);
    symbols_[name] = address;
  }

  // Returns -1 for an unknown symbol, -2 if the table is being rebuilt.
  int address_of(const std::string &name) const {
    if (!access_.try_lock_shared_for(boost::chrono::milliseconds(10)))
      return -2;
    const std::map<std::string, int>::const_iterator found = symbols_.find(name);
    const int address = found == symbols_.end() ? -1 : found->second;
    access_.unlock_shared();
    return address;
  }

  void rebuild(int base) {
    boost::unique_lock<boost::shared_mutex> guard(access_);
    for (std::map<std::string, int>::iterator it = symbols_.begin(); it != symbols_.end(); ++it)
      it->second += base;
  }

private:
  mutable boost::shared_mutex access_;
  std::map<std::string, int> symbols_;
};

namespace {

void resolve_all(const symbol_table &table) {
  static const char *const names[] = {"main", "exit", "read"};
  for (const char *name : names) {
    const int address = table.address_of(name);
    if (address < 0)
      std::cerr << name << ": " << (address == -2 ? "busy" : "undefined") << '\n';
  }
}

} // namespace

int main() {
  symbol_table table;
  table.define("main", 0x1000);
  table.define("exit", 0x1040);
  boost::thread_group resolvers;
  for (int i = 0; i < 4; ++i)
    resolvers.create_thread([&table] { resolve_all(table); });
  table.rebuild(0x400000);
  resolvers.join_all();
}
