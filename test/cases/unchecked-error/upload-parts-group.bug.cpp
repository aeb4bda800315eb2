// Uploads the parts of a file side by side in a task group, and completes the upload without asking the group whether all parts have arrived.
#include <leash/context.h>
#include <leash/error.h>
#include <leash/task_group.h>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

class Bucket {
public:
  leash::error put(const std::string &key, std::size_t part, const std::string &bytes) const {
    if (bytes.empty())
      return leash::errorf("part {} of {} is empty", part, key);
    return {};
  }
  leash::error complete(const std::string &key, std::size_t parts) {
    if (parts == 0)
      return leash::errorf("{} has no parts", key);
    std::cout << key << " has " << parts << " parts\n";
    return {};
  }
};

static leash::error upload(const leash::context &ctx, Bucket &bucket, const std::string &key,
                           const std::vector<std::string> &parts) {
  leash::task_group sending(ctx);
  sending.set_limit(3);
  for (std::size_t part = 0; part < parts.size(); ++part)
    sending.go([&bucket, &key, &parts, part] { return bucket.put(key, part, parts[part]); });
  sending.wait(); // finding: 'wait'
  return bucket.complete(key, parts.size());
}

int main() {
  Bucket bucket;
  if (leash::error err = upload(leash::background(), bucket, "movie.mkv", {"0110", "", "1001"})) {
    std::cerr << err << '\n';
    return 1;
  }
}
