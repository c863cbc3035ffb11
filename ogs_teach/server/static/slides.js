// One slide at a time, turned by keys or the large buttons; without script all stand below each other.
(function () {
  var slides = Array.prototype.slice.call(document.querySelectorAll(".slide"));
  var bar = document.querySelector("nav");
  var at = 0;
  function show(wanted) {
    at = Math.max(0, Math.min(slides.length - 1, wanted));
    slides.forEach(function (slide, place) { slide.classList.toggle("off", place !== at); });
    bar.querySelector(".previous").disabled = at === 0;
    bar.querySelector(".next").disabled = at === slides.length - 1;
    history.replaceState(null, "", "#s" + (at + 1));
  }
  var keys = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
    Home: -slides.length, End: slides.length
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in keys)) return;
    if (event.key === " " && event.target.closest("button, a")) return;
    event.preventDefault();
    show(at + keys[event.key]);
  });
  bar.querySelector(".previous").addEventListener("click", function () { show(at - 1); });
  bar.querySelector(".next").addEventListener("click", function () { show(at + 1); });
  window.addEventListener("hashchange", function () { show(parseInt(location.hash.slice(2), 10) - 1 || 0); });
  document.body.classList.add("one");
  bar.hidden = false;
  show(parseInt(location.hash.slice(2), 10) - 1 || 0);
})();
