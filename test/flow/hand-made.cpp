// hand-made: bodies of functions put together by hand, so that flow is tested without a line of C++.

#include "test/flow/hand-made.h"

namespace leash::test {

HandMade::HandMade() {
  unit.entities.emplace_back();
  unit.expressions.emplace_back();
  unit.summaries.emplace_back();
  Body &body = unit.bodies.emplace_back();
  body.id = 0;
  body.function = entity(EntityKind::Function, Visibility::Program, "function", TypeRole::None);
  body.blocks.resize(2);
  body.entry = 0;
  body.exit = 1;
}

EntityId HandMade::entity(EntityKind kind, Visibility visibility, std::string name, TypeRole role) {
  Entity &entity = unit.entities.emplace_back();
  entity.kind = kind;
  entity.visibility = visibility;
  entity.spelling = entity.qualified = std::move(name);
  entity.role = role;
  return unit.entities.size() - 1;
}

EntityId HandMade::local(std::string name, TypeRole role) {
  return entity(EntityKind::Local, Visibility::Function, std::move(name), role);
}

EntityId HandMade::global(std::string name, TypeRole role) {
  return entity(EntityKind::Global, Visibility::Program, std::move(name), role);
}

uint32_t HandMade::block() {
  body().blocks.emplace_back();
  return body().blocks.size() - 1;
}

void HandMade::edge(uint32_t from, uint32_t to, std::vector<Test> tests, bool isBack) {
  Edge &edge = body().blocks[from].edges.emplace_back();
  edge.target = to;
  edge.tests = std::move(tests);
  edge.isBack = isBack;
}

Operation &HandMade::operation(uint32_t block, Verb verb, Object object) {
  Operation &operation = body().blocks[block].operations.emplace_back();
  operation.verb = verb;
  operation.object = std::move(object);
  return operation;
}

Operation &HandMade::call(uint32_t block, std::string name, Object receiver) {
  CallDetail &detail = body().calls.emplace_back();
  detail.name = std::move(name);
  detail.receiver = receiver;
  Operation &call = operation(block, Verb::Call, std::move(receiver));
  call.call = body().calls.size() - 1;
  call.result = ++results_;
  return call;
}

} // namespace leash::test
