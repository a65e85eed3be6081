
// An estimator computes the figures of an estimate from what they rest on: knobs, each a range that may be changed.
function newEstimator(report) {
  const knobs = [];
  const byKey = new Map();
  const priceOf = new Map(report.prices.filter((p) => p.billed_by === "openai").map((p) => [p.model, p]));

  // knob gives the range of a figure; sites whose figure rests on the same share it.
  function knob(kind, label, range, from, setBy, group) {
    const key = JSON.stringify([kind, label, range.low, range.likely, range.high, from, setBy]);
    let k = byKey.get(key);
    if (!k) {
      k = { kind, label, from, setBy: setBy || "", groups: new Set(), sites: 0, reported: span.of(range), range: span.of(range) };
      byKey.set(key, k);
      knobs.push(k);
    }
    k.sites++;
    if (group) k.groups.add(group);
    return k;
  }

  const quantity = (kind, label, q, group) => q && knob(kind, label, q, q.from, q.set_by, group);

  // prices are the knobs of a row of the price table.
  const prices = new Map();
  function price(row) {
    if (!prices.has(row)) {
      const per = (name, range) => range && knob("price", row.model + ", " + name, range, "price of " + row.date, row.set_by);
      prices.set(row, {
        input: per("input", row.input), cached: per("cached input", row.cached), output: per("output", row.output),
        unit: per(row.count > 1 ? thousands(String(row.count)) + " " + row.unit + "s" : "a " + row.unit, row.per_unit),
      });
    }
    const knobs = prices.get(row);
    for (const k of Object.values(knobs)) if (k) k.used = (k.used || 0) + 1;
    return knobs;
  }

  // Sites of other vendors are in no figure that is computed.
  const sites = report.sites.filter((s) => s.part !== "other_vendors").map((s) => {
    const site = { reported: s, part: s.part, calls: quantity("calls", "calls a day", s.calls_per_day), cached: decimal.of(s.cached || 0) };
    if (s.unpriced) return site;
    site.tokensIn = quantity("tokens", "input tokens", s.tokens_in, s.group);
    site.tokensOut = quantity("tokens", "output tokens", s.tokens_out, s.group);
    site.units = quantity("tokens", s.unit + "s", s.units, s.group);
    site.rows = rowsOf(s);
    site.fixed = !site.rows;
    return site;
  });

  // rowsOf gives what prices a call; null where the report does not say what a call uses of what one of them bills.
  function rowsOf(s) {
    const rows = s.priced_as.map((model) => priceOf.get(model));
    const told = (r) => r && (!(r.input || r.output) || s.tokens_in && s.tokens_out) && (!r.unit || r.unit === s.unit && powerOf10(r.count));
    return rows.every(told) ? rows.map((row) => ({ row, per: price(row) })) : null;
  }

  // costOfCall is what one call costs: by one price, or the least, the likely and the most of those that are assumed.
  function costOfCall(site) {
    if (site.fixed) return span.of(site.reported.cost_per_call);
    const costs = site.rows.map(({ row, per }) => {
      let sum = span.zero;
      if (per.input || per.output) {
        const input = per.input ? per.input.range : span.zero;
        const cached = per.cached ? per.cached.range : input;
        const mixed = span.plus(span.scaled(input, decimal.minus(decimal.of(1), site.cached)), span.scaled(cached, site.cached));
        const output = per.output ? per.output.range : span.zero;
        sum = span.shifted(span.plus(span.times(site.tokensIn.range, mixed), span.times(site.tokensOut.range, output)), 6);
      }
      if (per.unit) sum = span.plus(sum, span.shifted(span.times(site.units.range, per.unit.range), powerOf10(row.count) - 1));
      return sum;
    });
    const best = (end, sign) => costs.map((c) => c[end]).reduce((a, b) => (decimal.compare(a, b) * sign <= 0 ? a : b));
    return { low: best("low", 1), likely: costs[costs.length >> 1].likely, high: best("high", -1) };
  }

  const days = { kind: "month", label: "days of a month", from: "", setBy: "", groups: new Set(), sites: sites.length, single: true, reported: span.of({ low: report.days, likely: report.days, high: report.days }) };
  days.range = days.reported;
  for (const k of knobs) {
    k.sites = k.used || k.sites;
    k.single = decimal.compare(k.reported.low, k.reported.high) === 0;
  }
  const order = ["calls", "tokens", "price"];
  const some = knobs.filter((k) => k.reported.high.digits > 0n); // what is nothing is no figure to change
  const all = [...some.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)), days];

  const empty = () => ({ calls: span.zero, tokens: span.zero, cost: span.zero });
  const plus = (sum, s) => ({ calls: span.plus(sum.calls, s.calls), tokens: span.plus(sum.tokens, s.tokens), cost: span.plus(sum.cost, s.cost) });

  // compute gives the figures a day: of each site by its fingerprint, and of each part.
  function compute() {
    const costs = new Map(); // of one call, by what it rests on
    const ids = new Map();
    const id = (o) => (o ? ids.get(o) || ids.set(o, ids.size + 1).get(o) : 0);
    const result = { sites: new Map(), gap: empty(), possible: empty(), days: days.range.likely };
    for (const site of sites) {
      const figures = { ...empty(), calls: site.calls.range, part: site.part, priced: !site.reported.unpriced };
      if (figures.priced) {
        const key = site.fixed ? site : [id(site.tokensIn), id(site.tokensOut), id(site.units), site.reported.cached || 0, ...site.rows.map((r) => id(r.row))].join();
        if (!costs.has(key)) costs.set(key, costOfCall(site));
        figures.cost = span.times(figures.calls, costs.get(key));
        if (site.tokensIn && site.tokensOut) figures.tokens = span.times(figures.calls, span.plus(site.tokensIn.range, site.tokensOut.range));
      }
      result.sites.set(site.reported.fingerprint, figures);
      result[site.part] = plus(result[site.part], figures);
    }
    return result;
  }

  return { knobs: all, compute, fixed: sites.filter((s) => s.fixed).length };
}

// powerOf10 is how many digits a power of 10 has, 0 for what is none.
function powerOf10(n) {
  const text = String(n);
  return /^10*$/.test(text) ? text.length : 0;
}
