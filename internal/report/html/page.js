
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
  byId("list").tBodies[0].replaceChildren(...rows.map((s) => siteRow(s, costText(s), report.remedies, byId("list").tHead.rows[0].cells.length)));
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
  if (shown.length < all) text += (shown.length === 1 ? " that matches, of " : " that match, of ") + count(all);
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
  if (report.sites.every((s) => !s.owner)) for (const e of document.querySelectorAll("#list .c-owner")) e.remove();
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
