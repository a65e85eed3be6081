
// The filters of the list: what a value of each chooses. Values are those of the address, too.
const untold = "none";
const filters = {
  verdict: (s, v) => s.verdict === v || v === "not tracked" && ["untracked", "uncovered", "unresolved"].includes(s.verdict),
  part: (s, v) => s.part === v,
  rule: (s, v) => (s.rule || untold) === v,
  language: (s, v) => s.language === v,
  dir: (s, v) => s.path === v || s.path.startsWith(v + "/"),
  owner: (s, v) => (s.owner || untold) === v,
  method: (s, v) => (s.method || untold) === v,
  spends: (s, v) => (s.spends || untold) === v,
};

const partNames = {
  production: "production, spending", tests: "tests", non_spending: "spends nothing", other_vendors: "other vendors", factory: "code of factories",
};
const pageSize = 50;
const badness = ["violation", "untracked", "uncovered", "unresolved", "tracked", "allowed"];
const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// prepare adds to each site what filters and orders read.
function prepare(sites) {
  sites.forEach((s, i) => {
    s.at = i;
    s.place = s.path + (s.cell ? ":cell " + s.cell : "") + ":" + s.line + ":" + s.column;
    s.what = s.method || s.symbol;
    s.text = [s.place, s.what, s.symbol, s.verdict, s.rule, s.in, s.model, s.owner, s.operation, s.reason, s.host, s.billed_by, s.excuse, s.status, ...(s.makers || [])].join("\n").toLowerCase();
    s.rank = (s.part === "production" ? 0 : 10) + badness.indexOf(s.verdict);
  });
}

// matching lists the sites that a state chooses, in its order.
function matching(sites, state, cost) {
  const words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.keys(filters).filter((name) => state[name]);
  const list = sites.filter((s) => chosen.every((name) => filters[name](s, state[name])) && words.every((w) => s.text.includes(w)));
  const worst = (a, b) => a.rank - b.rank || cost(b) - cost(a) || a.at - b.at;
  const orders = {
    path: (a, b) => a.at - b.at,
    verdict: (a, b) => badness.indexOf(a.verdict) - badness.indexOf(b.verdict),
    what: (a, b) => compareText(a.what, b.what),
    in: (a, b) => compareText(a.in || "", b.in || ""),
    owner: (a, b) => compareText(a.owner, b.owner),
    cost: (a, b) => cost(a) - cost(b),
  };
  const order = orders[state.sort];
  const sign = state.desc ? -1 : 1;
  return list.sort(order ? (a, b) => sign * order(a, b) || a.at - b.at : worst);
}

// element makes an element with attributes and children; texts stay texts.
function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) if (value !== undefined && value !== false) e.setAttribute(key, value === true ? "" : value);
  e.append(...children.filter((c) => c !== undefined && c !== "" && c !== null));
  return e;
}

const chip = (verdict) => element("span", { class: "verdict " + verdict }, verdict);

// breakable is a path that may be broken behind its slashes.
const breakable = (path) => path.split(/(?<=\/)/).flatMap((part, i) => (i ? [document.createElement("wbr"), part] : [part]));

// siteRow is the row of a site, and toggle shows or hides what is known of it below.
function siteRow(s, costText, remedies, columns) {
  const button = element("button", { type: "button", class: "open", "aria-expanded": "false" }, element("span", {}, ...breakable(s.place)));
  const row = element("tr", { class: "site" },
    element("th", { scope: "row" }, button),
    element("td", { class: "text" }, chip(s.verdict), s.rule ? " " : "", s.rule ? element("small", {}, s.rule) : "", s.status && s.status !== "new" ? " " : "",
      s.status && s.status !== "new" ? element("small", { class: "status" }, s.status) : ""),
    element("td", { class: "text" }, element("code", {}, s.what), s.model ? " " : "", s.model ? element("small", {}, s.model) : "",
      s.part !== "production" ? " " : "", s.part !== "production" ? element("small", { class: "status" }, partNames[s.part]) : ""),
    element("td", { class: "text" }, s.in ? element("code", {}, s.in) : ""),
    ...(columns === 6 ? [element("td", { class: "text" }, s.owner)] : []),
    element("td", {}, costText));
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) row.nextSibling.remove();
    else row.after(element("tr", { class: "detail" }, element("td", { colspan: columns }, detail(s, remedies))));
  });
  return row;
}

// detail is what is known of a site.
function detail(s, remedies) {
  const facts = element("dl", {});
  const fact = (name, value) => value && facts.append(element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  fact("To mend it", remedies[s.rule]);
  fact("Excused", s.excuse ? s.status + ": " + s.excuse : "");
  fact("Why", s.reason);
  fact("Operation", s.operation);
  fact("Spends", s.spends);
  fact("Client", s.symbol + (s.async ? " (async)" : ""));
  fact("Via", (s.via || []).join(", "));
  fact("Made by", (s.makers || []).join(", "));
  fact("Host", s.host);
  fact("Billed by", s.billed_by);
  fact("SDK", s.sdk);
  fact("Fingerprint", s.fingerprint);
  const box = element("div", {}, element("p", {}, s.message + "."), facts);
  if (s.trace.length) {
    const step = (t) => element("li", {}, element("code", {}, t.path + ":" + t.line), " ", t.what);
    box.append(element("p", { class: "faint" }, "Where the client comes from, from the site back to what makes it:"), element("ol", { class: "trace" }, ...s.trace.map(step)));
  }
  return box;
}
