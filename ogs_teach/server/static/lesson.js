// Answers in place where scripts run; without them the form does the same with a new page.
document.querySelectorAll("form.question").forEach(function (form) {
  var pressed = null;
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button) pressed = button;
  });
  form.addEventListener("submit", function (event) {
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
});
