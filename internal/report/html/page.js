
const report = JSON.parse(document.getElementById("report").textContent);
const byId = (id) => document.getElementById(id);
const remembered = {
  get() { try { return localStorage.getItem("quotalint-theme"); } catch { return null; } },
  set(v) { try { localStorage.setItem("quotalint-theme", v); } catch { /* a page from a file may have no store */ } },
};

// Light and dark: as the system, until somebody chooses.
function startTheme() {
  const button = byId("theme");
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const say = () => { button.textContent = dark() ? "Light" : "Dark"; };
  const stored = remembered.get();
  if (stored === "dark" || stored === "light") root.dataset.theme = stored;
  system.addEventListener("change", say);
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remembered.set(root.dataset.theme);
    say();
  });
  button.hidden = false;
  say();
}

// The state of the page: the values of the filters, sort, desc, page.
const state = {};
let figures = null; // computed; null without an estimate
let estimator = null;
let shown = [];

function costOf(s) {
  const f = figures && figures.sites.get(s.fingerprint);
  return f && f.priced ? f.cost.likely : null;
}
const costNumber = (s) => s.cost;

// reckon puts the likely cost a month beside each site.
function reckon() {
  for (const s of report.sites) {
    const cost = costOf(s);
    s.month = cost && decimal.times(cost, figures.days);
    s.cost = s.month ? Number(decimal.text(s.month, 6)) : -1;
  }
}

function costText(s) {
  if (s.month) return show.money(s.month);
  return figures && figures.sites.has(s.fingerprint) ? "unknown" : "–";
}

// list shows the sites of the state.
function list(everything) {
  shown = matching(report.sites, state, costNumber);
  const pages = Math.max(1, Math.ceil(shown.length / pageSize));
  state.page = Math.min(Math.max(1, state.page || 1), pages);
  const from = everything ? 0 : (state.page - 1) * pageSize;
  const rows = everything ? shown : shown.slice(from, from + pageSize);
  byId("list").tBodies[0].replaceChildren(...rows.map((s) => siteRow(s, costText(s), report.remedies)));
  byId("count").textContent = countText(from, rows.length);
  byId("page").textContent = "page " + state.page + " of " + pages;
  byId("pages").hidden = pages === 1 || Boolean(everything);
  byId("previous").setAttribute("aria-disabled", String(state.page === 1));
  byId("next").setAttribute("aria-disabled", String(state.page === pages));
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.parentElement.setAttribute("aria-sort", state.sort !== button.dataset.sort ? "none" : state.desc ? "descending" : "ascending");
  }
}

function countText(from, n) {
  const count = (k) => thousands(String(k));
  const all = report.sites.length;
  if (!n) return all ? "None of " + count(all) + " sites matches." : "There are no sites.";
  let text = "Showing " + count(from + 1) + "–" + count(from + n) + " of " + count(shown.length) + (shown.length === 1 ? " site" : " sites");
  if (shown.length < all) text += " that match, of " + count(all);
  return text + (state.sort ? "." : ", worst first.");
}

// Filters.
function options(name) {
  const counts = new Map();
  const add = (v) => counts.set(v, (counts.get(v) || 0) + 1);
  for (const s of report.sites) {
    if (name === "dir") s.path.split("/").slice(0, -1).slice(0, 3).forEach((_, i, all) => add(all.slice(0, i + 1).join("/")));
    else add(s[name] || untold);
  }
  const names = [...counts.keys()].sort(compareText);
  if (name === "verdict") names.unshift("not tracked");
  return names.map((v) => [v, counts.get(v) || report.sites.filter((s) => filters[name](s, v)).length]);
}

function startFilter() {
  const form = byId("filter");
  for (const name of Object.keys(filters)) {
    const select = form.elements[name];
    const values = options(name);
    select.append(new Option("all", ""), ...values.map(([v, n]) => new Option((name === "part" ? partNames[v] : v) + " (" + n + ")", v)));
    select.parentElement.hidden = values.length < 2 && name !== "verdict";
    select.addEventListener("change", () => choose(name, select.value));
  }
  form.elements.q.addEventListener("input", () => choose("q", form.elements.q.value));
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", (e) => {
    e.preventDefault();
    forget();
    form.elements.q.focus();
    refresh();
  });
  byId("list").classList.toggle("unowned", report.sites.every((s) => !s.owner));
  form.hidden = byId("list").hidden = byId("keys").hidden = false;
}

function choose(name, value) {
  if (value) state[name] = value;
  else delete state[name];
  state.page = 1;
  refresh();
}

function forget() {
  for (const name of Object.keys(state)) delete state[name];
}

// refresh shows the state and puts it into the address.
let writing = 0;
function refresh() {
  const form = byId("filter");
  for (const name of ["q", ...Object.keys(filters)]) {
    const field = form.elements[name];
    const value = state[name] || "";
    if (name !== "q" && value && ![...field.options].some((o) => o.value === value)) {
      field.append(new Option(value, value));
      field.parentElement.hidden = false;
    }
    if (field.value !== value) field.value = value;
  }
  list();
  clearTimeout(writing);
  writing = setTimeout(write, 150);
}

// The address.
function write() {
  const fields = new URLSearchParams();
  for (const name of ["q", ...Object.keys(filters), "sort"]) if (state[name]) fields.set(name, state[name]);
  if (state.sort && state.desc) fields.set("desc", "1");
  if (state.page > 1) fields.set("page", state.page);
  if (estimator) {
    estimator.knobs.forEach((k, i) => {
      for (const end of ends) if (decimal.compare(k.range[end], k.reported[end])) fields.set("k" + i + "." + end, k[end + "Text"]);
    });
  }
  history.replaceState(null, "", "#" + fields);
}

// read takes the state from the address, and reports whether there was one.
function read() {
  const hash = location.hash.slice(1);
  if (!hash.includes("=")) return false;
  const fields = new URLSearchParams(hash);
  forget();
  for (const name of ["q", ...Object.keys(filters), "sort"]) if (fields.get(name)) state[name] = fields.get(name);
  state.desc = fields.has("desc");
  state.page = Number(fields.get("page")) || 1;
  if (estimator) setKnobs(fields);
  return true;
}

function startKeys() {
  const rows = byId("list").tBodies[0];
  rows.addEventListener("keydown", (e) => {
    const buttons = [...rows.querySelectorAll("button.open")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[e.key];
    if (at < 0 || to === undefined) return;
    e.preventDefault();
    if (buttons[to]) buttons[to].focus();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    e.preventDefault();
    byId("filter").elements.q.focus();
  });
  for (const button of document.querySelectorAll("[data-sort]")) button.addEventListener("click", () => sortBy(button.dataset.sort));
  const turn = (by) => () => {
    const before = state.page;
    state.page += by;
    refresh();
    if (state.page !== before) byId("sites").scrollIntoView();
  };
  byId("previous").addEventListener("click", turn(-1));
  byId("next").addEventListener("click", turn(1));
}

// sortBy orders by a column, then the other way round, then worst first again.
function sortBy(name) {
  const first = name === "cost"; // descending
  if (state.sort !== name) Object.assign(state, { sort: name, desc: first });
  else if (state.desc === first) state.desc = !first;
  else state.sort = "";
  state.page = 1;
  refresh();
}

// The estimate.
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

function start() {
  startTheme();
  prepare(report.sites);
  const groups = new Map((report.estimate ? report.estimate.sites : []).map((e) => [e.fingerprint, e.group]));
  for (const s of report.sites) s.group = groups.get(s.fingerprint);
  startEstimate();
  reckon();
  startFilter();
  startKeys();
  const linked = read();
  refresh();
  if (linked) byId(Object.keys(filters).some((name) => state[name]) || state.q ? "sites" : "gap")?.scrollIntoView();
  addEventListener("hashchange", () => {
    if (!read()) return;
    refresh();
    byId("sites").scrollIntoView();
    byId("sites").focus({ preventScroll: true });
  });
  addEventListener("beforeprint", () => {
    list(true);
    for (const d of document.querySelectorAll("details:not([open])")) { d.open = true; d.dataset.printed = ""; }
  });
  addEventListener("afterprint", () => {
    list();
    for (const d of document.querySelectorAll("details[data-printed]")) { d.open = false; delete d.dataset.printed; }
  });
}

start();
