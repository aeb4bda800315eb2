// rules: reads the tables of rooms and borders, and judges includes by them.
#include "test/architecture/rules.h"

#include <algorithm>
#include <map>

namespace leash::architecture {

namespace {

/// The cells of a Markdown row, without blanks at their ends.
std::vector<std::string> cellsOf(std::string_view row) {
  std::vector<std::string> cells;
  row = trimmed(row);
  row.remove_prefix(1);
  while (!row.empty()) {
    size_t end = std::min(row.find('|'), row.size());
    cells.emplace_back(trimmed(row.substr(0, end)));
    row.remove_prefix(std::min(end + 1, row.size()));
  }
  return cells;
}

/// "a, `b/**`" as {"a", "b/**"}.
std::vector<std::string> wordsOf(std::string_view cell) {
  std::vector<std::string> words;
  while (!cell.empty()) {
    size_t end = std::min(cell.find(','), cell.size());
    std::string word(trimmed(cell.substr(0, end)));
    std::erase(word, '`');
    if (!word.empty())
      words.push_back(word);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return words;
}

using Table = std::vector<std::vector<std::string>>;

/// The rows of the table whose first heading is `heading`, as many cells in each as there are headings.
Table tableCalled(std::string_view heading, std::string_view page, std::vector<std::string> &mistakes) {
  Table table;
  size_t width = 0;
  for (std::string_view line : linesOf(page)) {
    if (!line.starts_with("|")) {
      if (width != 0)
        break;
      continue;
    }
    std::vector<std::string> cells = cellsOf(line);
    if (width == 0 && cells[0] == heading)
      width = cells.size();
    else if (width != 0 && cells.size() != width)
      mistakes.push_back("a row doesn't have as many cells as its table: " + std::string(line));
    else if (width != 0 && !cells[0].starts_with("---"))
      table.push_back(cells);
  }
  if (table.empty())
    mistakes.push_back("there is no table that begins with '" + std::string(heading) + "'");
  return table;
}

bool matchesOne(std::string_view path, const std::vector<std::string> &patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string &each) { return matches(path, each); });
}

bool contains(const std::vector<std::string> &words, const std::string &word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What is wrong about `source` including `header`, or nothing.
std::string objection(const Rules &rules, const Source &source, const std::string &header) {
  for (const Border &border : rules.borders)
    if (matches(header, border.headers) && !matchesOne(source.path, border.onlyIn))
      return "'" + header + "' must not be included here: " + border.headers + " stays behind its border";
  const Room *from = rules.roomOf(source.path);
  if (!from)
    return "the file is in no room";
  const Room *to = rules.roomOf(header);
  if (!to || to == from || contains(from->mayInclude, to->name))
    return "";
  return from->name + " must not include " + to->name + ": '" + header + "'";
}

class CircleFinder {
public:
  explicit CircleFinder(const Rules &rules) : rules_(rules) {}

  std::vector<std::string> run() {
    for (const Room &room : rules_.rooms)
      visit(room.name);
    return circles_;
  }

private:
  void visit(const std::string &room) {
    auto begin = std::find(way_.begin(), way_.end(), room);
    if (begin != way_.end())
      return report(begin, room);
    if (!visited_.emplace(room, true).second)
      return;
    way_.push_back(room);
    for (const std::string &next : rules_.roomNamed(room)->mayInclude)
      visit(next);
    way_.pop_back();
  }

  void report(std::vector<std::string>::iterator begin, const std::string &room) {
    std::string circle;
    for (auto at = begin; at != way_.end(); ++at)
      circle += *at + " → ";
    circles_.push_back(circle + room);
  }

  const Rules &rules_;
  std::vector<std::string> way_;
  std::map<std::string, bool> visited_;
  std::vector<std::string> circles_;
};

} // namespace

const Room *Rules::roomOf(std::string_view path) const {
  auto found = std::find_if(rooms.begin(), rooms.end(), [&](const Room &room) { return matchesOne(path, room.files); });
  return found == rooms.end() ? nullptr : &*found;
}

const Room *Rules::roomNamed(std::string_view name) const {
  auto found = std::find_if(rooms.begin(), rooms.end(), [&](const Room &room) { return room.name == name; });
  return found == rooms.end() ? nullptr : &*found;
}

Rules parseRules(std::string_view page, std::vector<std::string> &mistakes) {
  Rules rules;
  for (const auto &row : tableCalled("room", page, mistakes))
    rules.rooms.push_back({row[0], wordsOf(row[1]), wordsOf(row[2])});
  for (const auto &row : tableCalled("headers", page, mistakes))
    rules.borders.push_back({wordsOf(row[0]).at(0), wordsOf(row[1])});
  for (const Room &room : rules.rooms)
    for (const std::string &other : room.mayInclude)
      if (!rules.roomNamed(other))
        mistakes.push_back(room.name + " may include '" + other + "', which is no room");
  return rules;
}

std::vector<std::string> brokenArrows(const Rules &rules, const std::vector<Source> &sources) {
  std::vector<std::string> broken;
  for (const Source &source : sources)
    for (const Quoted &header : includesOf(source.text))
      if (std::string sentence = objection(rules, source, header.text); !sentence.empty())
        broken.push_back(source.path + ":" + std::to_string(header.line) + ": " + sentence);
  return broken;
}

std::vector<std::string> circlesIn(const Rules &rules) { return CircleFinder(rules).run(); }

} // namespace leash::architecture
