// Answers in place where scripts run; without them the form does the same with a new page.
// On an app's page that a lesson opened, the lesson's task stands above the app.
(function () {
  var pressed = null;
  document.addEventListener("click", function (event) {
    var button = event.target.closest("form.question button");
    if (button) pressed = button;
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form.question")) return;
    event.preventDefault();
    var reply = form.querySelector(".reply");
    var data = new URLSearchParams(new FormData(form));
    data.append("fragment", "1");
    if (pressed && pressed.name) data.append(pressed.name, pressed.value);
    pressed = null;
    reply.textContent = form.dataset.sending;
    fetch(form.action.split("#")[0], { method: "POST", body: data })
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (html) {
        reply.innerHTML = html;
        reply.scrollIntoView({ block: "nearest", behavior: "smooth" });
      })
      .catch(function () { reply.textContent = form.dataset.lost; });
  });

  function task() {
    var app = document.getElementById("rendered_cells");
    var asked = new URLSearchParams(location.search);
    if (!app || !/^[a-z0-9-]+$/.test(asked.get("lesson") || "")) return;
    var base = document.body.dataset.baseUrl.replace(/voila\/$/, "");
    fetch(base + "lessons/" + asked.get("lesson") + "/task?lang=" + (asked.get("lang") || "th"))
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) {
        if (!html) return;
        var part = document.createElement("section");
        part.innerHTML = html;
        document.querySelector(".top").after(part);
      });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", task);
  else task();
})();
