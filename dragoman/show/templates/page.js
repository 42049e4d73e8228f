"use strict";
(function () {
  var form = document.querySelector("form.filter");
  var find = document.getElementById("find"), type = document.getElementById("type");
  var status = document.getElementById("status"), background = document.getElementById("background");
  var since = document.getElementById("since"), until = document.getElementById("until");
  var shown = document.getElementById("shown"), none = document.getElementById("none");
  var clear = document.getElementById("clear");
  var claims = Array.prototype.slice.call(document.querySelectorAll(".claim"));
  var reports = Array.prototype.slice.call(document.querySelectorAll(".report"));
  var pair = null;
  function passes(claim, words) {
    var data = claim.dataset;
    if (type.value && data.type !== type.value) return false;
    if (status.value && data.status !== status.value) return false;
    if (!background.checked && "background" in data) return false;
    if (since.value && !(data.until >= since.value)) return false;
    if (until.value && !(data.since <= until.value)) return false;
    if (pair && (data.who.split(" ").indexOf(pair.who) < 0 || data.whom.split(" ").indexOf(pair.whom) < 0)) return false;
    return words.every(function (word) { return data.search.indexOf(word) >= 0; });
  }
  function apply() {
    var words = find.value.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
    var open = words.length || type.value || status.value || since.value || until.value || pair || !background.checked;
    claims.forEach(function (claim) {
      claim.hidden = !passes(claim, words);
      if (!claim.hidden) count += 1;
    });
    reports.forEach(function (report) {
      report.hidden = Boolean(open) && !report.querySelector(".claim:not([hidden])");
    });
    none.hidden = count > 0 || claims.length === 0;
    shown.textContent = count + " of " + claims.length + " claims" + (pair ? ", " + pair.named : "");
    clear.hidden = !open;
  }
  function choose(row) {
    if (pair) pair.row.classList.remove("on");
    pair = row && { who: row.dataset.who, whom: row.dataset.whom, row: row,
      named: row.cells[0].textContent + " → " + row.cells[1].textContent };
    if (row) row.classList.add("on");
    apply();
  }
  document.querySelectorAll("tr[data-who]").forEach(function (row) {
    row.addEventListener("click", function () {
      choose(pair && pair.row === row ? null : row);
      if (pair) document.getElementById("claims").scrollIntoView();
    });
  });
  function reset() {
    find.value = type.value = status.value = since.value = until.value = "";
    background.checked = true;
    choose(null);
  }
  clear.addEventListener("click", function () { reset(); find.focus(); });
  // A link may lead to a claim that the filter hides.
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { reset(); target.scrollIntoView(); }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // Of a large case, letters that follow one another at once are asked for together.
  var wait = 0;
  [find, type, status, since, until, background].forEach(function (input) {
    input.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(apply, claims.length > 1000 ? 200 : 0); });
  });
  // On paper nothing can be opened: what is folded away is printed, but for the reasons behind a confidence.
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = Array.prototype.slice.call(document.querySelectorAll("details:not(.why):not([open])"));
    folded.forEach(function (one) { one.open = true; });
  });
  addEventListener("afterprint", function () {
    folded.forEach(function (one) { one.open = false; });
    folded = [];
  });
  document.body.classList.add("live");
  form.hidden = false;
  apply();
})();
