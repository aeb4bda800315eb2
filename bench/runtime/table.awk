# table: one Markdown table for P processors: what="cpu" (with the goals) or "wall". Columns are padded, to be read as text.

END {
  compared = (" " contenders " ") ~ / go / && (" " contenders " ") ~ / leash /
  head()
  for (i = 1; i <= rowCount; ++i)
    if (hasRow(P, order[i], what, contenders)) row(order[i])
  if (lineCount > 1) print_table()
}

function head(    n, i, names) {
  column(lineCount = 1, 1, what == "cpu" ? "CPU ns per operation, P=" P : "wall ns per operation, P=" P)
  n = split(contenders, names, " ")
  for (i = 1; i <= n; ++i) column(1, columnCount + 1, heading(names[i]))
  if (!compared) return
  column(1, columnCount + 1, "leash / Go")
  if (what != "cpu") return
  column(1, columnCount + 1, "goal (must, aim)")
  column(1, columnCount + 1, "reached")
}

function heading(contender) {
  if (contender == "go") return "Go"
  return contender == "fiber" ? "boost::fiber" : contender == "thread" ? "std::thread" : contender
}

function row(test,    n, i, names, go, leash, ratio) {
  column(++lineCount, 1, title[test])
  n = split(contenders, names, " ")
  for (i = 1; i <= n; ++i) column(lineCount, i + 1, figure(keyOf(P, test, names[i], what)))
  if (!compared) return
  go = keyOf(P, test, "go", what)
  leash = keyOf(P, test, "leash", what)
  ratio = seen(go) && seen(leash) && median(go) > 0 ? median(leash) / median(go) : ""
  column(lineCount, n + 2, ratio == "" ? "–" : sprintf("%.2f", ratio))
  if (what != "cpu") return
  column(lineCount, n + 3, must[test] == "-" ? "–" : must[test] ", " aim[test])
  column(lineCount, n + 4, reached(test, ratio, seen(leash) ? median(leash) : ""))
}

function reached(test, ratio, own) {
  if (must[test] == "-") return "–"
  if (must[test] ~ /^</) return own == "" ? "–" : own < substr(aim[test], 2) + 0 ? "aim" : own < substr(must[test], 2) + 0 ? "must" : "no"
  # As the table shows it: a goal is not missed by a third decimal.
  if (ratio == "") return "–"
  ratio = sprintf("%.2f", ratio) + 0
  return ratio <= aim[test] + 0 ? "aim" : ratio <= must[test] + 0 ? "must" : "no"
}

function figure(key) {
  if (failed[key]) return "failed"
  if (!seen(key)) return "–"
  if (count[key] == 1) return short(median(key))
  return short(median(key)) " (" short(lowest(key)) "–" short(highest(key)) ")"
}

function short(value) { return value < 99.95 ? sprintf("%.1f", value) : sprintf("%.0f", value) }

function column(line, number, text) {
  cell[line, number] = text
  if (number > columnCount) columnCount = number
  if (width(text) > widest[number]) widest[number] = width(text)
}

# In characters: the bytes that continue one don't count.
function width(text) { gsub(/[\200-\277]/, "", text); return length(text) }

function print_table(    line, number, text) {
  print ""
  for (line = 1; line <= lineCount; ++line) {
    text = "|"
    for (number = 1; number <= columnCount; ++number)
      text = text " " cell[line, number] spaces(widest[number] - width(cell[line, number])) " |"
    print text
    if (line > 1) continue
    text = "|"
    for (number = 1; number <= columnCount; ++number) text = text "---|"
    print text
  }
}

function spaces(n) { return n > 0 ? sprintf("%" n "s", "") : "" }
