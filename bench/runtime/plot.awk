# plot: an SVG of leash's figures divided by Go's, a bar for each test and each number of processors, with the goals.
#
# Readable on light and on dark ground: the colours follow the reader's preference, the ground is the plot's own.

END {
  for (i = 1; i <= rowCount; ++i) if (must[order[i]] !~ /^</ && hasRatio(order[i])) shown[++shownCount] = order[i]
  left = 320; right = 76; top = 76; scale = 400; most = 2
  step = 18 * split(procs, processors, " ") + 14
  height = top + shownCount * step + 34
  wide = left + scale + right
  open()
  grid()
  for (i = 1; i <= shownCount; ++i) test(shown[i], top + (i - 1) * step)
  legend()
  print "</svg>"
}

function hasRatio(name,    i, n, all) {
  n = split(procs, all, " ")
  for (i = 1; i <= n; ++i) if (ratio(all[i], name) != "") return 1
  return 0
}

function ratio(P, name,    go, leash) {
  go = keyOf(P, name, "go", "cpu")
  leash = keyOf(P, name, "leash", "cpu")
  return seen(go) && seen(leash) && median(go) > 0 ? median(leash) / median(go) : ""
}

function open() {
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"CPU time and memory of leash divided by Go's\">\n", wide, height, wide, height
  print "<style>"
  print "  svg { font: 13px system-ui, sans-serif; }"
  print "  .ground { fill: #ffffff; } text { fill: #24292f; } .quiet { fill: #57606a; }"
  print "  .bar1 { fill: #0969da; } .bar2 { fill: #80b8f0; } .grid { stroke: #d0d7de; } .go { stroke: #24292f; stroke-width: 1.5; }"
  print "  .must { stroke: #cf222e; stroke-width: 2; } .aim { stroke: #1a7f37; stroke-width: 2; }"
  print "  @media (prefers-color-scheme: dark) {"
  print "    .ground { fill: #0d1117; } text { fill: #e6edf3; } .quiet { fill: #8b949e; }"
  print "    .bar1 { fill: #4493f8; } .bar2 { fill: #234f86; } .grid { stroke: #30363d; } .go { stroke: #e6edf3; }"
  print "    .must { stroke: #ff7b72; } .aim { stroke: #3fb950; }"
  print "  }"
  print "</style>"
  printf "<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", wide, height
}

function x(value) { return left + (value > most ? most : value) / most * scale }

function line(class, x1, y1, y2) { printf "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n", class, x1, x1, y1, y2 }
function text(class, anchor, x1, y1, words) {
  printf "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", class, anchor, x1, y1, words
}
function bar(class, y1, value) {
  printf "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"14\"/>\n", class, left, y1, x(value) - left
}

function grid(    value) {
  for (value = 0; value <= most; value += 0.5) {
    line(value == 1 ? "go" : "grid", x(value), top - 6, height - 28)
    text("quiet", "middle", x(value), height - 12, value == 1 ? "Go = 1" : value)
  }
}

function test(name, y,    i, n, all, value, bottom) {
  n = split(procs, all, " ")
  bottom = y + 18 * n
  text("", "end", left - 12, y + 9 * n + 3, title[name])
  for (i = 1; i <= n; ++i) {
    value = ratio(all[i], name)
    if (value == "") continue
    bar(i == 1 ? "bar1" : "bar2", y + 18 * (i - 1), value)
    # A bar that is longer than the plot is cut, and says so.
    text("quiet", "end", wide - 16, y + 18 * (i - 1) + 12, (value > most ? "→ " : "") sprintf("%.2f", value))
  }
  if (must[name] == "-") return
  line("must", x(must[name]), y - 4, bottom)
  line("aim", x(aim[name]), y - 4, bottom)
}

function legend(    i, n, all, at) {
  text("", "start", 16, 26, "leash divided by Go: CPU time per operation, bytes per task (shorter is better)")
  n = split(procs, all, " ")
  at = 16
  for (i = 1; i <= n; ++i) {
    printf "<rect class=\"%s\" x=\"%d\" y=\"41\" width=\"22\" height=\"12\"/>\n", i == 1 ? "bar1" : "bar2", at
    text("quiet", "start", at + 28, 52, all[i] == 1 ? "1 processor" : all[i] " processors")
    at += 130
  }
  line("must", at + 4, 40, 54); text("quiet", "start", at + 12, 52, "goal: must")
  line("aim", at + 104, 40, 54); text("quiet", "start", at + 112, 52, "goal: aim")
}
