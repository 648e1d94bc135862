"use strict";
const form = document.getElementById("filter");
const [status, surgeon, words, shown] = ["status", "surgeon", "words", "shown"].map((id) => document.getElementById(id));
const rows = [...document.querySelectorAll("tbody tr")].map((row) => ({
  row, status: row.dataset.status, surgeon: row.dataset.surgeon, text: row.textContent.toLowerCase(),
}));
function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const each of rows) {
    const fits = (!status.value || each.status === status.value) && (!surgeon.value || each.surgeon === surgeon.value)
      && wanted.every((word) => each.text.includes(word));
    each.row.hidden = !fits;
    count += fits;
  }
  shown.textContent = `${count} of ${rows.length} shown`;
}
form.hidden = rows.length === 0;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
addEventListener("pageshow", filter);
