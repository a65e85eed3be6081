
// The panel of the estimate: the fields of its figures, and what shows their sums.
function startEstimate() {
  if (!report.estimate) return;
  estimator = newEstimator(report.estimate);
  const titles = { calls: "Calls of one call site", tokens: "What one call uses", price: "Prices, USD for 1,000,000 tokens or as said", month: "Month" };
  let body, kind;
  estimator.knobs.forEach((k, i) => {
    if (k.kind !== kind) {
      kind = k.kind;
      body = byId("knobs").appendChild(element("tbody", {}, element("tr", {}, element("th", { scope: "rowgroup", colspan: "6" }, titles[kind]))));
    }
    body.append(knobRow(k, i));
  });
  if (estimator.fixed) byId("what-if-fixed").textContent = "The cost of one call stays as reported for " + thousands(String(estimator.fixed)) + (estimator.fixed === 1 ? " call site" : " call sites") + ", where models are assumed that are billed by different things.";
  byId("what-if").addEventListener("input", () => { takeKnobs(); refresh(); });
  byId("what-if").addEventListener("submit", (e) => e.preventDefault());
  byId("what-if").addEventListener("reset", () => setTimeout(() => { takeKnobs(); refresh(); }));
  byId("what-if").hidden = false;
  figures = estimator.compute();
  reckon();
  drawRange();
}

function knobRow(k, i) {
  const name = k.label + ([...k.groups].length ? " of " + [...k.groups].join(", ") : "");
  k.inputs = {};
  const input = (end) => {
    const text = plain(k.reported[end]);
    const field = element("input", { type: "text", inputmode: "decimal", value: text, size: "9", id: "k" + i + "." + end, "aria-label": name + (k.single ? "" : ", " + end), autocomplete: "off" });
    k.inputs[end] = field;
    k[end + "Text"] = text;
    return field;
  };
  const cells = k.single ? [element("td", {}), element("td", {}, input("likely")), element("td", {})] : ends.map((end) => element("td", {}, input(end)));
  return element("tr", {}, element("th", { scope: "row" }, name), ...cells, element("td", {}, thousands(String(k.sites))),
    element("td", {}, [k.from, k.setBy].filter(Boolean).join(", ")));
}

const plain = (d) => decimal.text(d, Math.max(0, d.places)).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

// takeKnobs reads the fields. What is no range stays as it was, and is marked.
function takeKnobs() {
  let wrong = 0;
  for (const k of estimator.knobs) {
    const range = k.single ? (({ likely }) => ({ low: likely, likely, high: likely }))({ likely: decimal.of(k.inputs.likely.value) }) : span.of(Object.fromEntries(ends.map((end) => [end, k.inputs[end].value])));
    const ok = ends.every((end) => range[end]) && decimal.compare(range.low, range.likely) <= 0 && decimal.compare(range.likely, range.high) <= 0;
    for (const field of Object.values(k.inputs)) {
      if (ok) field.removeAttribute("aria-invalid");
      else field.setAttribute("aria-invalid", "true");
    }
    wrong += ok ? 0 : 1;
    if (!ok) continue;
    k.range = range;
    for (const end of ends) k[end + "Text"] = plain(range[end]);
  }
  recompute();
  if (wrong) byId("what-if-says").textContent = "A figure is a number from 0 on, and low ≤ likely ≤ high: " + wrong + " not taken.";
}

// setKnobs takes figures from the address, if it has any.
function setKnobs(fields) {
  let some = false;
  estimator.knobs.forEach((k, i) => {
    for (const end of Object.keys(k.inputs)) {
      const value = fields.get("k" + i + "." + end);
      if (value === null) continue;
      k.inputs[end].value = value;
      some = true;
    }
  });
  if (some) {
    byId("what-if").querySelector("details").open = true;
    takeKnobs();
  }
}

// recompute computes all figures and shows them.
function recompute() {
  figures = estimator.compute();
  reckon();
  for (const cell of document.querySelectorAll("[data-figure]")) {
    const [part, name, end] = cell.dataset.figure.split(".");
    cell.textContent = show[cell.dataset.as](figureOf(part, name)[end]);
  }
  const changed = estimator.knobs.filter((k) => ends.some((end) => decimal.compare(k.range[end], k.reported[end]))).length;
  document.body.classList.toggle("changed", changed > 0);
  byId("what-if-says").textContent = changed ? "Recomputed with " + changed + (changed === 1 ? " figure" : " figures") + " that the report does not have." : "As reported.";
  recomputeBreakdowns();
  drawRange();
}

// figureOf is a figure of a part by its name in the JSON report.
function figureOf(part, name) {
  const [what, , per] = name.split("_"); // cost_per_month
  const day = figures[part][what];
  return per === "month" ? span.scaled(day, figures.days) : day;
}

// namesOf are the rows of a breakdown that a site of the gap is in.
const namesOf = {
  language: (s) => [s.language],
  directory: (s) => (s.path.includes("/") ? s.path.split("/").slice(0, -1).slice(0, 3).map((_, i, all) => all.slice(0, i + 1).join("/")) : ["."]),
  file: (s) => [s.path],
  owner: (s) => [s.owner],
  method: (s) => [s.method],
  group: (s) => [s.group],
  factory: (s) => {
    const makers = (s.makers || []).filter((m) => m !== s.symbol);
    return [s.verdict !== "untracked" && makers.length ? makers.join(", ") : "made outside factories"];
  },
};

function recomputeBreakdowns() {
  const sums = new Map();
  for (const s of report.sites) {
    const f = figures.sites.get(s.fingerprint);
    if (!f || f.part !== "gap") continue;
    for (const [by, names] of Object.entries(namesOf)) {
      for (const name of names(s)) {
        const key = by + "\n" + name;
        sums.set(key, span.plus(sums.get(key) || span.zero, f.cost));
      }
    }
  }
  for (const cell of document.querySelectorAll("[data-by]")) {
    const month = span.scaled(sums.get(cell.dataset.by + "\n" + cell.dataset.name) || span.zero, figures.days);
    cell.textContent = ends.map((end) => show.money(month[end])).join("–");
  }
}

// drawRange draws the dollars of a month from low to high, of the gap and of what is possible besides, by powers of ten.
function drawRange() {
  const number = (d) => Number(decimal.text(d, 6));
  const rows = [["gap", "gap"], ["possible", "possible besides"]].map(([part, name]) => {
    const month = figureOf(part, "cost_per_month");
    return { name, part, month, low: number(month.low), likely: number(month.likely), high: number(month.high) };
  }).filter((r) => r.high > 0);
  const box = byId("range");
  box.hidden = rows.length === 0;
  if (!rows.length) return;
  const positive = rows.flatMap((r) => [r.low, r.likely, r.high]).filter((n) => n > 0);
  const least = Math.max(-2, Math.floor(Math.log10(Math.min(...positive))));
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...positive))));
  const at = (n) => 100 * Math.min(1, Math.max(0, (Math.log10(Math.max(n, 1e-9)) - least) / (most - least)));
  const placed = (e, left, width) => {
    e.style.left = left + "%";
    if (width !== undefined) e.style.width = width + "%";
    return e;
  };
  const bars = rows.map((r) => element("div", { class: "range-row", role: "img", "aria-label": r.name + ": " + ends.map((end) => show.money(r.month[end])).join("–") + " USD a month" },
    element("span", { class: "range-name" }, r.name),
    element("div", { class: "range-track" },
      placed(element("div", { class: "range-bar " + r.part }), at(r.low), Math.max(at(r.high) - at(r.low), 0.6)),
      placed(element("div", { class: "range-dot " + r.part }), at(r.likely)))));
  const ticks = [];
  const step = Math.ceil((most - least) / 8);
  for (let p = least; p <= most; p += step) ticks.push(placed(element("span", {}, p < 0 ? (10 ** p).toFixed(-p) : thousands(String(10 ** p))), at(10 ** p)));
  box.replaceChildren(...bars, element("div", { class: "range-row", "aria-hidden": "true" },
    element("span", { class: "range-name" }, "USD a month"), element("div", { class: "range-ticks" }, ...ticks)));
}
