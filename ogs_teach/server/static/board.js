// The board keeps itself fresh; what the trainer is about to press is not pulled away.
(function () {
  var live = document.getElementById("live");
  var busy = false;
  function sure(event) {
    var button = event.target.closest("button[data-sure]");
    if (button && !window.confirm(button.dataset.sure)) event.preventDefault();
  }
  document.addEventListener("click", sure);
  document.addEventListener("submit", function () { busy = true; });
  function look() {
    if (busy || document.hidden) return;
    fetch(live.dataset.live, { cache: "no-store" })
      .then(function (answer) {
        if (answer.status === 503) return answer.text().then(function (said) { throw new Error(said); });
        if (!answer.ok || answer.redirected) throw new Error();
        return answer.text();
      })
      .then(function (html) {
        live.classList.remove("stale");
        if (busy || html === live.dataset.last) return;
        live.dataset.last = html;
        var boxes = Array.prototype.map.call(live.querySelectorAll(".wide"), function (box) { return box.scrollLeft; });
        var focus = document.activeElement && live.contains(document.activeElement) ? document.activeElement.value : null;
        live.innerHTML = html;
        live.querySelectorAll(".wide").forEach(function (box, place) { box.scrollLeft = boxes[place] || 0; });
        if (focus) {
          var again = Array.prototype.find.call(live.querySelectorAll("button"), function (one) { return one.value === focus; });
          if (again) again.focus({ preventScroll: true });
        }
      })
      .catch(function (error) {
        live.classList.add("stale");
        // A browser's own words for a lost connection are of no use to people.
        live.dataset.stale = error.name === "Error" && error.message || live.dataset.lost;
      });
  }
  setInterval(look, 2000);
})();
