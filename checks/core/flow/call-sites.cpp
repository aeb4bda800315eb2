// call-sites: who calls a function, as far as the unit shows it.

#include "checks/core/flow/call-sites.h"

#include "checks/core/flow/callees.h"
#include "checks/core/unit/unit.h"

#include "llvm/ADT/STLExtras.h"

namespace leash {

std::vector<std::vector<Site>> callSites(const Unit &unit) {
  std::vector<std::vector<Site>> sites(unit.bodies.size());
  for (const Body &body : unit.bodies)
    for (auto [block, each] : llvm::enumerate(body.blocks))
      for (auto [index, operation] : llvm::enumerate(each.operations))
        for (const CallDetail &callee : calleesOf(body, operation, unit))
          if (callee.body != body.id)
            sites[callee.body].push_back({&body, static_cast<uint32_t>(block), static_cast<uint32_t>(index)});
  return sites;
}

} // namespace leash
