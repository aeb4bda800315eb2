// order: reading and writing lines.
#include "order.h"

#include <array>
#include <charconv>

namespace orders {

namespace {

bool parseNumber(std::string_view text, auto &number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::string toLine(const Order &order) {
  return std::to_string(order.id) + ';' + order.customer + ';' + order.item + ';' + std::to_string(order.quantity) +
         ';' + std::to_string(order.region);
}

std::optional<Order> parseOrder(std::string_view line) {
  std::array<std::string_view, 5> fields;
  for (std::string_view &field : fields) {
    std::size_t end = line.find(';');
    field = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
  Order order;
  order.customer = fields[1];
  order.item = fields[2];
  bool isOrder = parseNumber(fields[0], order.id) && parseNumber(fields[3], order.quantity) &&
                 parseNumber(fields[4], order.region) && order.region >= 0 && order.region < RegionCount;
  return isOrder ? std::optional(order) : std::nullopt;
}

} // namespace orders
