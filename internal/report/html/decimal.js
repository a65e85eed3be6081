"use strict";

// Exact decimals, as the program computes: digits × 10^-places. Figures are rounded once, when they are shown.
const decimal = {
  zero: { digits: 0n, places: 0 },

  // of reads a number, or a text that is one; null for what is none, or is below 0.
  of(value) {
    const parts = /^(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i.exec(String(value).trim());
    if (!parts || !parts[1] && !parts[2]) return null;
    const places = parts[2].length - Number(parts[3] || 0);
    const digits = BigInt(parts[1] + parts[2]);
    return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
  },

  digitsAt: (d, places) => d.digits * 10n ** BigInt(places - d.places),

  plus(a, b) {
    const places = Math.max(a.places, b.places);
    return { digits: decimal.digitsAt(a, places) + decimal.digitsAt(b, places), places };
  },
  minus(a, b) {
    const places = Math.max(a.places, b.places);
    return { digits: decimal.digitsAt(a, places) - decimal.digitsAt(b, places), places };
  },
  times: (a, b) => ({ digits: a.digits * b.digits, places: a.places + b.places }),
  shifted: (a, places) => ({ digits: a.digits, places: a.places + places }), // divided by 10^places
  compare(a, b) {
    const { digits } = decimal.minus(a, b);
    return digits < 0n ? -1 : digits > 0n ? 1 : 0;
  },

  // text writes so many places, halves up.
  text(a, places) {
    let digits = a.digits;
    if (a.places > places) {
      const unit = 10n ** BigInt(a.places - places);
      digits = (digits + unit / 2n) / unit;
    } else {
      digits = decimal.digitsAt(a, places);
    }
    const padded = digits.toString().padStart(places + 1, "0");
    return places ? padded.slice(0, -places) + "." + padded.slice(-places) : padded;
  },
};

// Figures as the program writes them.
const thousands = (text) => {
  const [whole, rest] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
};
const tiny = (a) => a.digits > 0n && decimal.compare(a, decimal.of("0.005")) < 0;
const show = {
  money: (a) => (tiny(a) ? "<0.01" : thousands(decimal.text(a, 2))),
  amount(a) {
    if (decimal.compare(a, decimal.of(10)) >= 0) return thousands(decimal.text(a, 0));
    return tiny(a) ? "<0.01" : decimal.text(a, 2).replace(/\.00$/, "");
  },
};

// Ranges of decimals, from low to high.
const ends = ["low", "likely", "high"];
const span = {
  each: (f) => ({ low: f("low"), likely: f("likely"), high: f("high") }),
  of: (r) => span.each((end) => decimal.of(r[end])),
  zero: { low: decimal.zero, likely: decimal.zero, high: decimal.zero },
  plus: (a, b) => span.each((end) => decimal.plus(a[end], b[end])),
  times: (a, b) => span.each((end) => decimal.times(a[end], b[end])),
  scaled: (a, d) => span.each((end) => decimal.times(a[end], d)),
  shifted: (a, places) => span.each((end) => decimal.shifted(a[end], places)),
};
